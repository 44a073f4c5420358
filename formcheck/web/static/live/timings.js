/* From a frame being sent to its overlay drawn, in ms: the last ones, for whoever measures. */

const KEPT = 2000;

export class Timings {
  #ring = [];
  #next = 0;

  note(ms) {
    this.#ring[this.#next % KEPT] = ms;
    this.#next += 1;
  }

  /** In order of time. */
  get values() {
    const from = this.#next > KEPT ? this.#next % KEPT : 0;
    return [...this.#ring.slice(from), ...this.#ring.slice(0, from)];
  }
}
