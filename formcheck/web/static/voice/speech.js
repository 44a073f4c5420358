/* The coach's voice: the browser's own speech, short tones where there is none. Nothing queues up. */

import { shared } from "../shared.js";
import { playTone } from "./tones.js";

/** @import { Line, LineKind } from "../types" */

const { lines: KINDS, sound: SOUND } = shared;
const RATE = 1.1;

export class Voice {
  muted = false;
  /** @type {{ kind: LineKind, utterance: SpeechSynthesisUtterance, until: number } | null} */
  #speaking = null;
  /** @type {{ kind: LineKind, text: string, until: number } | null} */
  #waiting = null;

  /**
   * Say these lines as one, unless newer ones come first; what has less priority never cuts off what has more.
   * @param {Line[]} lines
   */
  say(lines) {
    const spoken = lines.filter((line) => line.spoken);
    const first = [...spoken].sort((a, b) => KINDS[a.kind].priority - KINDS[b.kind].priority)[0];
    if (this.muted || !first) return;
    const { kind } = first;
    const text = spoken.map((line) => line.spoken).join(" ");
    this.#waiting = { kind, text, until: performance.now() + 1000 * KINDS[kind].good_for_s };
    const current = this.#speaking;
    const over = !current || performance.now() > current.until;
    if (over || KINDS[kind].priority <= KINDS[current.kind].priority) this.#next();
  }

  hush() {
    this.#waiting = this.#speaking = null;
    window.speechSynthesis?.cancel();
  }

  #next() {
    const line = this.#waiting;
    this.#waiting = this.#speaking = null;
    if (!line || this.muted || performance.now() > line.until) return;
    const voice = localEnglishVoice();
    if (!voice) return playTone(line.kind);
    const utterance = new SpeechSynthesisUtterance(line.text);
    Object.assign(utterance, { voice, lang: voice.lang, rate: RATE });
    // Browsers sometimes never report the end of an utterance.
    const slowest_s = SOUND.slowest_s + SOUND.per_letter_s * line.text.length;
    this.#speaking = { kind: line.kind, utterance, until: performance.now() + 1000 * slowest_s };
    const done = () => {
      if (this.#speaking?.utterance === utterance) this.#next();
    };
    utterance.onend = done;
    utterance.onerror = done;
    if (speechSynthesis.speaking || speechSynthesis.pending) speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
  }
}

/** The English voices of this device; others send what is said to a server of the browser's maker. */
export function localEnglishVoices() {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  return voices.filter((voice) => voice.localService && /^en/i.test(voice.lang));
}

function localEnglishVoice() {
  const voices = localEnglishVoices();
  return (
    voices.find((voice) => voice.default) ??
    voices.find((voice) => /^en[-_]us/i.test(voice.lang)) ??
    voices[0]
  );
}
