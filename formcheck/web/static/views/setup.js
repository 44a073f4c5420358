/* What the workout is to be: the form, the camera's preview, and what is remembered of both on this device. */

import * as camera from "../live/camera.js";
import { serverAddress } from "../server-address.js";
import { shared } from "../shared.js";
import { localEnglishVoices } from "../voice/speech.js";
import { find, make } from "./dom.js";
import { recall, remember } from "./memory.js";
import { NumberField } from "./number-field.js";

/** @import { Exercise, Plan } from "../types" */

/** @typedef {(text: string) => void} Complain shows a problem; an empty text takes it away */

const DEFAULT_REST_S = 60;

const view = find(HTMLElement, "#setup");
const form = find(HTMLFormElement, "#plan");
const exercise = find(HTMLSelectElement, "#exercise");
const cameras = find(HTMLSelectElement, "#camera");
const voice = find(HTMLInputElement, "#voice");
const reps = new NumberField(find(HTMLInputElement, "#reps"), shared.plan.reps);
const sets = new NumberField(find(HTMLInputElement, "#sets"), shared.plan.sets);
const rest = new NumberField(find(HTMLInputElement, "#rest"), shared.plan.rest_s);
const allow = find(HTMLButtonElement, "#allow");
const preview = find(HTMLVideoElement, "#preview");
const noPicture = find(HTMLElement, "#no-picture");

/** @type {Promise<MediaStream> | null} */
let opening = null; // from the moment a stream is asked for
/** @type {Exercise[]} */
let exercises = [];

/**
 * The plan of the form, as `formcheck serve` takes it.
 * @returns {Plan}
 */
export function plan() {
  return {
    exercise: exercise.value,
    reps: reps.number,
    sets: (reps.number && sets.number) ?? 1,
    rest_s: rest.number ?? DEFAULT_REST_S,
    model: "full",
  };
}

export const chosenExercise = () => exercise.value;
export const voiceIsChosen = () => voice.checked;

/**
 * An exercise's name as it is read; the name itself where it is not known.
 * @param {string | null} name
 */
export function titleOf(name) {
  return exercises.find((one) => one.name === name)?.title ?? name ?? "";
}

/** @param {{ start: () => void, complain: Complain }} page */
export async function prepare({ start, complain }) {
  fillAsLastTime();
  form.addEventListener("input", describe); // not only at a change: Tab must find the next field open
  form.addEventListener("change", () => {
    rememberFields();
    describe();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start();
  });
  allow.addEventListener("click", () => {
    complain("");
    showPreview(complain);
  });
  cameras.addEventListener("change", () => {
    complain("");
    drop();
    showPreview(complain);
  });
  describeVoice();
  window.speechSynthesis?.addEventListener?.("voiceschanged", describeVoice);
  const obstacle = camera.obstacle();
  if (obstacle) find(HTMLElement, "#camera-words").textContent = obstacle;
  allow.hidden = obstacle !== "";
  await listExercises();
  await previewIfAllowed(complain);
}

/**
 * Show the camera's picture if that needs no question.
 * @param {Complain} complain
 */
export async function previewIfAllowed(complain) {
  if (!camera.obstacle() && (await camera.isAllowed()) && !view.hidden) await showPreview(complain);
}

/** The camera's stream; the one of the preview where there is one. */
export async function take() {
  if ((await opening)?.active === false) drop(); // it was unplugged meanwhile
  opening ??= camera.open(cameras.value || (recall().camera ?? ""));
  try {
    const stream = await opening;
    await listCameras(stream);
    return stream;
  } catch (error) {
    opening = null;
    allow.textContent = "Try again";
    throw error;
  }
}

/** Give the camera back. */
export function drop() {
  opening?.then(camera.close, () => {});
  opening = null;
  preview.srcObject = null;
  noPicture.hidden = false;
}

/** @param {Complain} complain */
async function showPreview(complain) {
  try {
    const stream = await take();
    preview.srcObject = stream;
    preview.classList.toggle("mirrored", !camera.looksAway(stream));
    noPicture.hidden = true;
    await preview.play();
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    if (name !== "AbortError") complain(message); // aborted: a newer picture took its place
  }
}

/** @param {MediaStream} stream */
async function listCameras(stream) {
  const found = await camera.list();
  const options = found.map(({ deviceId, label }, i) =>
    make("option", { value: deviceId }, label || `Camera ${i + 1}`),
  );
  cameras.replaceChildren(...options);
  cameras.value = stream.getVideoTracks()[0]?.getSettings().deviceId ?? "";
  cameras.disabled = found.length < 2;
}

async function listExercises() {
  exercises = await (await fetch(serverAddress("exercises"))).json();
  exercise.append(...exercises.map(({ name, title }) => make("option", { value: name }, title)));
  exercise.value = recall().exercise ?? "";
  if (!exercise.value) exercise.selectedIndex = 0; // that it is recognised
  describe();
}

function describe() {
  const chosen = exercises.find((one) => one.name === exercise.value);
  find(HTMLElement, "#exercise-words").textContent = chosen?.lines[0] ?? "";
  const endless = reps.number === null;
  find(HTMLElement, "#sets-words").hidden = !endless;
  sets.disabled = endless;
  rest.disabled = endless;
}

function describeVoice() {
  find(HTMLElement, "#voice-words").hidden = localEnglishVoices().length > 0;
}

function fillAsLastTime() {
  const kept = recall();
  reps.text = kept.reps ?? reps.text;
  sets.text = kept.sets ?? sets.text;
  rest.text = kept.rest_s ?? rest.text;
  voice.checked = kept.voice ?? true;
}

function rememberFields() {
  remember({
    exercise: exercise.value,
    camera: cameras.value,
    reps: reps.text,
    sets: sets.text,
    rest_s: rest.text,
    voice: voice.checked,
  });
}
