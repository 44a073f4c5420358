/* The coach's voice: the browser's own speech, short tones where there is none. Nothing queues up. */

import { playTone } from "./tones.js";

// How long a line may wait while another is spoken: "hold" a second late is wrong.
const GOOD_FOR_MS = { hold: 500, down: 500, count: 1500, summary: 20_000 };
const USUALLY_GOOD_FOR_MS = 3000;
// Of several lines that come at once, what the tone is for; none cuts off one that weighs more.
const WEIGHT = ["summary", "cue", "praise", "instruction", "count", "down", "hold"];
const SLOWEST_MS = 5000; // to say anything, and
const PER_LETTER_MS = 150; // for every letter of it: browsers forget to say that they have finished
const RATE = 1.1;

export class Voice {
  muted = false;
  #speaking = null; // {kind, utterance, until}
  #waiting = null; // {kind, text, until}

  /** Say these lines as one, unless newer ones come first. */
  say(lines) {
    const spoken = lines.filter((line) => line.spoken);
    if (this.muted || !spoken.length) return;
    const kind = WEIGHT.find((one) => spoken.some((line) => line.kind === one)) ?? "instruction";
    const text = spoken.map((line) => line.spoken).join(" ");
    this.#waiting = { kind, text, until: performance.now() + (GOOD_FOR_MS[kind] ?? USUALLY_GOOD_FOR_MS) };
    const current = this.#speaking;
    const over = !current || performance.now() > current.until;
    if (over || WEIGHT.indexOf(kind) <= WEIGHT.indexOf(current.kind)) this.#next();
  }

  hush() {
    this.#waiting = this.#speaking = null;
    window.speechSynthesis?.cancel();
  }

  #next() {
    const line = this.#waiting;
    this.#waiting = this.#speaking = null;
    if (!line || this.muted || performance.now() > line.until) return;
    const voice = ownVoice();
    if (!voice) return playTone(line.kind);
    const utterance = new SpeechSynthesisUtterance(line.text);
    Object.assign(utterance, { voice, lang: voice.lang, rate: RATE });
    const until = performance.now() + SLOWEST_MS + PER_LETTER_MS * line.text.length;
    this.#speaking = { kind: line.kind, utterance, until };
    utterance.onend = utterance.onerror = () => {
      if (this.#speaking?.utterance === utterance) this.#next();
    };
    if (speechSynthesis.speaking || speechSynthesis.pending) speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
  }
}

/** An English voice of this very device: others send what is said to a server of their maker's. */
function ownVoice() {
  const voices = (window.speechSynthesis?.getVoices() ?? []).filter(
    (voice) => voice.localService && voice.lang.toLowerCase().startsWith("en"),
  );
  return (
    voices.find((voice) => voice.default) ??
    voices.find((voice) => /^en[-_]us/i.test(voice.lang)) ??
    voices[0]
  );
}
