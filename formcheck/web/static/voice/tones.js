/* Short tones where there is no speech: the kind of a line can be recognised by ear. */

import { shared } from "../shared.js";

/** @import { LineKind } from "../types" */

const { loudness: LOUDNESS, fade_s: FADE_S } = shared.sound;

/** @type {AudioContext | null} */
let audio = null;

/** @param {LineKind} kind */
export function playTone(kind) {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume(); // there is no sound before the first touch or key
  let at = audio.currentTime;
  for (const [hertz = 0, seconds = 0] of shared.lines[kind].notes) {
    if (hertz) playNote(audio, hertz, at, seconds);
    at += seconds;
  }
}

/**
 * @param {AudioContext} audio
 * @param {number} hertz
 * @param {number} at
 * @param {number} seconds
 */
function playNote(audio, hertz, at, seconds) {
  const [note, loudness] = [audio.createOscillator(), audio.createGain()];
  note.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + FADE_S);
  loudness.gain.setValueAtTime(LOUDNESS, at + seconds - FADE_S);
  loudness.gain.linearRampToValueAtTime(0, at + seconds);
  note.connect(loudness).connect(audio.destination);
  note.start(at);
  note.stop(at + seconds);
}
