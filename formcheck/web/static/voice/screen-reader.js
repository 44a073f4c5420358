/* What a screen reader announces: counts and cues, politely, and not all of them when they come thick and fast. */

import { shared } from "../shared.js";

/** @import { Line } from "../types" */

const APART_MS = 1500;

export class Announcer {
  #region;
  #next = "";
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;

  /** @param {HTMLElement} region that is live for screen readers */
  constructor(region) {
    this.#region = region;
  }

  /**
   * The newest wins where several come within a moment.
   * @param {Line[]} lines
   */
  tell(lines) {
    const text = lines
      .filter((line) => shared.lines[line.kind].announced)
      .map((line) => line.spoken || line.shown)
      .join(" ");
    if (!text) return;
    this.#next = text;
    if (this.#timer === null) this.#announce();
  }

  #announce() {
    if (!this.#next) {
      this.#timer = null;
      return;
    }
    this.#region.textContent = this.#next;
    this.#next = "";
    this.#timer = setTimeout(() => this.#announce(), APART_MS);
  }
}
