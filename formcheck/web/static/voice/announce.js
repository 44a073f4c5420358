/* What a screen reader is told: counts and cues, politely, and not all of them when they come thick and fast. */

const APART_MS = 1500;
const TOLD = new Set(["count", "cue", "praise", "instruction", "summary"]);

export class Announcer {
  #region;
  #next = "";
  #timer = null;

  constructor(region) {
    this.#region = region;
  }

  tell(lines) {
    const text = lines
      .filter((line) => TOLD.has(line.kind))
      .map((line) => line.spoken || line.shown)
      .join(" ");
    if (text) this.say(text);
  }

  /** The newest wins where several come within a moment. */
  say(text) {
    this.#next = text;
    if (this.#timer === null) this.#put();
  }

  #put() {
    if (!this.#next) {
      this.#timer = null;
      return;
    }
    this.#region.textContent = this.#next;
    this.#next = "";
    this.#timer = setTimeout(() => this.#put(), APART_MS);
  }
}
