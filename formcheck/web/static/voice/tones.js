/* Short tones where there is no speech: what a line is about can be told by ear; formcheck/voice/tones.py is its twin. */

const LOUDNESS = 0.3;
const FADE_S = 0.012; // at both ends: without it a tone clicks
// Notes of each kind: [Hz, s]; a frequency of 0 is a pause.
const NOTES = {
  count: [[880, 0.12]],
  cue: [
    [440, 0.16],
    [0, 0.06],
    [440, 0.16],
  ],
  praise: [
    [660, 0.1],
    [880, 0.1],
    [1320, 0.18],
  ],
  hold: [[587, 0.1]],
  down: [
    [1175, 0.08],
    [784, 0.14],
  ],
  instruction: [
    [523, 0.14],
    [659, 0.14],
  ],
  summary: [
    [659, 0.14],
    [784, 0.14],
    [1047, 0.3],
  ],
};

let audio = null;

export function playTone(kind) {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume(); // until somebody has touched the page there is no sound
  let at = audio.currentTime;
  for (const [hertz, seconds] of NOTES[kind] ?? []) {
    if (hertz) playNote(hertz, at, seconds);
    at += seconds;
  }
}

function playNote(hertz, at, seconds) {
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
