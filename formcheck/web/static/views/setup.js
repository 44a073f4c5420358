/* What the workout is to be: the form, the camera's preview, and what is remembered of both on this device. */

import * as camera from "../live/camera.js";
import { find, make } from "./dom.js";
import { beside } from "../live/socket.js";

const MEMORY = "formcheck.plan";
const FIELDS = ["exercise", "reps", "sets", "rest"];

let opening = null; // the promise of a stream, from the moment it is asked for
let exercises = [];

/** The chosen plan, as `formcheck serve` wants it. */
export function plan() {
  return {
    exercise: find("exercise").value,
    reps: wholeNumber("reps"),
    sets: (wholeNumber("reps") && wholeNumber("sets")) ?? 1,
    rest_s: wholeNumber("rest") ?? 60,
    model: "full",
  };
}

/** Its name as it is read; the exercise's own word where it is not known. */
export function titleOf(exercise) {
  return exercises.find((one) => one.name === exercise)?.title ?? exercise;
}

export async function prepare({ start, fail }) {
  recall();
  for (const stepper of document.querySelectorAll(".stepper")) listenToSteps(stepper);
  find("plan").addEventListener("input", describe); // not only at a change: Tab must find the next field open
  find("plan").addEventListener("change", () => (remember(), describe()));
  find("plan").addEventListener("submit", (event) => (event.preventDefault(), start()));
  find("allow").addEventListener("click", () => (fail(""), preview(fail)));
  find("camera").addEventListener("change", () => (fail(""), drop(), preview(fail)));
  showVoice();
  window.speechSynthesis?.addEventListener?.("voiceschanged", showVoice);
  const obstacle = camera.hindrance();
  if (obstacle) find("camera-words").textContent = obstacle;
  find("allow").hidden = obstacle !== "";
  await listExercises();
  await previewIfAllowed(fail);
}

/** Show the camera's picture if that needs no question. */
export async function previewIfAllowed(fail) {
  if (!camera.hindrance() && (await camera.isAllowed()) && !find("setup").hidden) await preview(fail);
}

/** The camera's stream; the one of the preview where there is one. */
export async function take() {
  if ((await opening)?.active === false) drop(); // it was unplugged meanwhile
  opening ??= camera.open(find("camera").value || recalled().camera);
  try {
    const stream = await opening;
    await listCameras(stream);
    return stream;
  } catch (error) {
    opening = null;
    find("allow").textContent = "Try again";
    throw error;
  }
}

/** Give the camera back. */
export function drop() {
  opening?.then(camera.close, () => {});
  opening = null;
  find("preview").srcObject = null;
  find("no-picture").hidden = false;
}

async function preview(fail) {
  try {
    const video = find("preview");
    const stream = await take();
    video.srcObject = stream;
    video.classList.toggle("mirrored", !camera.looksAway(stream));
    find("no-picture").hidden = true;
    await video.play();
  } catch (error) {
    if (error.name === "AbortError") return; // a newer picture took its place
    fail(error.message);
  }
}

async function listCameras(stream) {
  const found = await camera.list();
  const used = stream.getVideoTracks()[0]?.getSettings().deviceId;
  const options = found.map((one, i) =>
    make("option", { value: one.deviceId }, one.label || `Camera ${i + 1}`),
  );
  find("camera").replaceChildren(...options);
  find("camera").value = used ?? "";
  find("camera").disabled = found.length < 2;
}

async function listExercises() {
  exercises = await (await fetch(beside("exercises"))).json();
  const options = exercises.map((one) => make("option", { value: one.name }, one.title));
  find("exercise").append(...options);
  find("exercise").value = recalled().exercise ?? "auto";
  if (!find("exercise").value) find("exercise").value = "auto";
  describe();
}

function describe() {
  const chosen = exercises.find((one) => one.name === find("exercise").value);
  find("exercise-words").textContent = chosen?.lines[0] ?? "";
  const endless = wholeNumber("reps") === null;
  find("sets-words").hidden = !endless;
  for (const control of document.querySelectorAll('[data-for="sets"] *, [data-for="rest"] *'))
    control.disabled = endless;
}

function showVoice() {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  find("voice-words").hidden = voices.some((one) => one.localService && /^en/i.test(one.lang));
}

function listenToSteps(stepper) {
  const input = find(stepper.dataset.for);
  stepper.addEventListener("click", ({ target }) => {
    const step = Number(target.closest("button")?.value ?? 0);
    if (!step) return;
    const next = (wholeNumber(input.id) ?? 0) + step;
    const none = next < Number(input.min) && input.placeholder;
    input.value = none ? "" : Math.min(Math.max(next, Number(input.min)), Number(input.max));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function wholeNumber(id) {
  const input = find(id);
  const value = Math.round(input.valueAsNumber);
  return Number.isFinite(value) ? Math.min(Math.max(value, Number(input.min)), Number(input.max)) : null;
}

function recalled() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY)) ?? {};
  } catch {
    return {}; // a browser that keeps nothing
  }
}

function recall() {
  const kept = recalled();
  for (const id of FIELDS) if (kept[id] !== undefined) find(id).value = kept[id];
  find("voice").checked = kept.voice ?? true;
}

function remember() {
  const kept = Object.fromEntries(FIELDS.map((id) => [id, find(id).value]));
  Object.assign(kept, { voice: find("voice").checked, camera: find("camera").value });
  try {
    localStorage.setItem(MEMORY, JSON.stringify(kept));
  } catch {
    // a browser that keeps nothing
  }
}
