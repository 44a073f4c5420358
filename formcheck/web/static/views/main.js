/* The page: which of its views is shown, and what leads from one to the next. */

import { Announcer } from "../voice/announce.js";
import { find } from "./dom.js";
import { listen } from "./keys.js";
import { Live } from "../live/live.js";
import { recovered } from "../live/recover.js";
import { showReports } from "./report.js";
import * as setup from "./setup.js";
import { Voice } from "../voice/speech.js";
import { Timings } from "../live/timings.js";
import { analyze, listenForFiles } from "./upload.js";
import { keepAwake } from "../live/wake.js";
import { number } from "./words.js";

const voice = new Voice();
const announcer = new Announcer(find("told"));
const timings = new Timings();
const stage = find("stage");
let live = null;
let starting = false; // the camera was asked for and is not there yet
let upload = null;
let view = "";

// For benchmarks and tests: ms from a frame being sent to its overlay drawn.
window.formcheck = {
  get timings() {
    return timings.values;
  },
};

function show(name, focus = true) {
  view = name;
  for (const one of ["setup", "work", "report", "stage"]) find(one).hidden = one !== name;
  find("paper").hidden = name === "stage";
  if (focus) (name === "stage" ? stage : find(name).querySelector("h1"))?.focus();
  scrollTo(0, 0);
}

function complain(text) {
  find("alert").textContent = text;
  find("alert").hidden = !text;
}

/* -- a workout ------------------------------------------------------- */

async function start() {
  if (live || starting) return;
  complain("");
  let stream;
  starting = true;
  try {
    stream = await setup.take();
  } catch (error) {
    show("setup", false);
    return complain(error.message);
  } finally {
    starting = false;
  }
  show("stage");
  keepAwake(true);
  voice.muted = !find("voice").checked;
  const parts = { video: find("video"), canvas: find("canvas"), stream, plan: setup.plan(), timings };
  live = new Live(parts, { tell, ended });
  label();
}

function tell(lines) {
  voice.say(lines);
  announcer.tell(lines);
}

async function ended({ sets, problem, missing }) {
  live = null;
  setup.drop();
  keepAwake(false);
  if (document.fullscreenElement) document.exitFullscreen();
  if (missing) sets = await recovered(missing, sets);
  if (sets.length) present(sets, start);
  else backToSetup();
  complain(problem);
}

function present(sets, again) {
  showReports(find("report"), sets, { titleOf: setup.titleOf, again, back: backToSetup });
  show("report");
}

function backToSetup() {
  complain("");
  show("setup");
  setup.previewIfAllowed(complain);
}

const ACTIONS = {
  finish: () => live.finish(),
  pause: () => live.pause(!live.paused),
  mirror: () => live.mirror(),
  restart: () => live.restart(),
  sound: () => {
    voice.muted = !voice.muted;
    if (voice.muted) voice.hush();
  },
  fullscreen: () => (document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen?.()),
};

/** Whether the action meant anything here. */
function act(action) {
  if (view === "work" && action === "finish") return (upload?.stop(), true);
  if (!live) return false;
  ACTIONS[action]();
  label();
  return true;
}

function label() {
  const on = {
    pause: live.paused,
    mirror: live.mirrored,
    sound: !voice.muted,
    fullscreen: !!document.fullscreenElement,
  };
  for (const [name, pressed] of Object.entries(on)) {
    stage.querySelector(`button[value="${name}"]`).setAttribute("aria-pressed", pressed);
  }
}

/* -- a recorded video ------------------------------------------------ */

async function look(file) {
  complain("");
  setup.drop();
  show("work");
  find("work-name").textContent = file.name;
  showProgress({ stage: "sending", share: 0 });
  upload = analyze(file, find("exercise").value, showProgress);
  try {
    const set = await upload.done;
    if (set) present([set], null);
    else backToSetup();
  } catch (error) {
    backToSetup();
    complain(error.message);
  }
}

function showProgress({ stage: what, share, done_s = 0 }) {
  const sent = what === "sending" && share >= 1;
  if (share === null || sent) find("work-bar").removeAttribute("value");
  else find("work-bar").value = share;
  const percent = share === null ? "" : `${number(100 * share)} %`;
  const looked = `Looked at ${number(done_s, 1)} s ${percent && `(${percent})`}`;
  find("work-words").textContent = sent
    ? "Sent; one moment …"
    : what === "sending"
      ? `Sending: ${percent}`
      : looked;
}

/* -- wiring ---------------------------------------------------------- */

find("host").textContent = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)
  ? "formcheck on this machine"
  : `formcheck on ${location.hostname}`;
stage.querySelector('button[value="fullscreen"]').hidden = !document.fullscreenEnabled;
stage.querySelector(".bar").addEventListener("click", ({ target }) => act(target.closest("button")?.value));
stage.addEventListener("fullscreenchange", () => live && label());
find("work-stop").addEventListener("click", () => upload?.stop());
listen(act);
listenForFiles(find("file"), () => !starting && (view === "setup" || view === "report"), look);
show("setup", false);
setup
  .prepare({ start, fail: complain })
  .catch(() => complain("formcheck does not answer (try: look whether formcheck serve still runs)"));
if (location.hash === "#start") start();
