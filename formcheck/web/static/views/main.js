/* The page: which of its views is shown, and what leads from one to the next. */

import { keepAwake } from "../live/keep-awake.js";
import { withMissingSets } from "../live/missing-sets.js";
import { Timings } from "../live/timings.js";
import { Workout } from "../live/workout.js";
import { counted } from "../numbers.js";
import { shared } from "../shared.js";
import { Announcer } from "../voice/screen-reader.js";
import { Voice } from "../voice/speech.js";
import { find } from "./dom.js";
import { listenToKeys } from "./keys.js";
import { showReports } from "./report.js";
import * as setup from "./setup.js";
import { listenToButtons, showPressed } from "./stage-bar.js";
import { analyze, listenForFiles } from "./upload.js";
import { showProgress } from "./upload-progress.js";

/** @import { Action, FinishedSet, Line, Outcome } from "../types" */

/** @typedef {"setup" | "work" | "report" | "stage"} View */

const views = {
  setup: find(HTMLElement, "#setup"),
  work: find(HTMLElement, "#work"),
  report: find(HTMLElement, "#report"),
  stage: find(HTMLElement, "#stage"),
};
const { stage } = views;
const alertBox = find(HTMLElement, "#alert");
const voice = new Voice();
const announcer = new Announcer(find(HTMLElement, "#told"));
const timings = new Timings();
/** @type {Workout | null} */
let workout = null;
let starting = false; // the camera was asked for and is not there yet
/** @type {ReturnType<typeof analyze> | null} */
let upload = null;
/** @type {View} */
let shown = "setup";

window.formcheck = {
  get timings() {
    return timings.values;
  },
};

/** @param {View} name */
function show(name, focus = true) {
  shown = name;
  for (const [one, element] of Object.entries(views)) element.hidden = one !== name;
  find(HTMLElement, "#paper").hidden = name === "stage";
  if (focus) (name === "stage" ? stage : find(HTMLElement, "h1", views[name])).focus();
  scrollTo(0, 0);
}

/** @param {string} text */
function complain(text) {
  alertBox.textContent = text;
  alertBox.hidden = !text;
}

/* -- a workout ------------------------------------------------------- */

async function start() {
  if (workout || starting) return;
  complain("");
  starting = true;
  try {
    coach(await setup.take());
  } catch (error) {
    show("setup", false);
    complain(/** @type {Error} */ (error).message);
  } finally {
    starting = false;
  }
}

/** @param {MediaStream} stream */
function coach(stream) {
  show("stage");
  keepAwake(true);
  voice.muted = !setup.voiceIsChosen();
  const [video, canvas] = [find(HTMLVideoElement, "#video"), find(HTMLCanvasElement, "#canvas")];
  workout = new Workout({ video, canvas, stream, plan: setup.plan(), timings }, { tell, ended });
  updateBar();
}

function updateBar() {
  if (!workout) return;
  const { paused, mirrored } = workout;
  showPressed({ paused, mirrored, sounding: !voice.muted });
}

/** @param {Line[]} lines */
function tell(lines) {
  voice.say(lines);
  announcer.tell(lines);
}

/** @param {Outcome} outcome */
async function ended({ sets, problem, missing }) {
  workout = null;
  setup.drop();
  keepAwake(false);
  if (document.fullscreenElement) document.exitFullscreen();
  const all = missing ? await withMissingSets(missing, sets) : sets;
  if (all.length) present(all, start);
  else backToSetup();
  complain(problem);
}

/**
 * @param {FinishedSet[]} sets
 * @param {(() => void) | null} again
 */
function present(sets, again) {
  showReports(views.report, sets, { titleOf: setup.titleOf, again, back: backToSetup });
  show("report");
}

function backToSetup() {
  complain("");
  show("setup");
  setup.previewIfAllowed(complain);
}

/** @type {Record<Action, (workout: Workout) => void>} */
const ACTIONS = {
  quit: (workout) => workout.finish(),
  pause: (workout) => workout.pause(!workout.paused),
  mirror: (workout) => workout.mirror(),
  restart: (workout) => workout.restart(),
  sound: () => {
    voice.muted = !voice.muted;
    if (voice.muted) voice.hush();
  },
  "full screen": () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else stage.requestFullscreen?.();
  },
};

/**
 * Returns whether the action meant anything here.
 * @param {Action} action
 */
function act(action) {
  if (shown === "work" && action === "quit") {
    upload?.stop();
    return true;
  }
  if (!workout) return false;
  ACTIONS[action](workout);
  updateBar();
  return true;
}

/* -- a recorded video ------------------------------------------------ */

/** @param {File} file */
async function analyzeFile(file) {
  complain("");
  setup.drop();
  show("work");
  find(HTMLElement, "#work-name").textContent = file.name;
  showProgress({ stage: "sending", share: 0, done_s: 0 });
  upload = analyze(file, setup.chosenExercise(), showProgress);
  try {
    const set = await upload.done;
    if (set) present([set], null);
    else backToSetup();
  } catch (error) {
    backToSetup();
    complain(/** @type {Error} */ (error).message);
  }
}

/* -- wiring ---------------------------------------------------------- */

const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
find(HTMLElement, "#host").textContent = local
  ? "formcheck on this machine"
  : `formcheck on ${location.hostname}`;
find(HTMLElement, "#kept").textContent = counted(shared.reports_kept_s / 60, "minute");
listenToButtons(/** @type {Action[]} */ (Object.keys(ACTIONS)), act);
stage.addEventListener("fullscreenchange", updateBar);
find(HTMLElement, "#work-stop").addEventListener("click", () => upload?.stop());
listenToKeys(act);
const isOpen = () => !starting && (shown === "setup" || shown === "report");
listenForFiles(find(HTMLInputElement, "#file"), isOpen, analyzeFile);
show("setup", false);
setup
  .prepare({ start, complain })
  .catch(() => complain("formcheck does not answer (try: look whether formcheck serve still runs)"));
if (location.hash === "#start") start();
