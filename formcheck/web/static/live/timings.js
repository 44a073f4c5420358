/* From sending a frame to drawing its overlay, in ms: the last ones, for benchmarks and tests. */

const KEPT = 2000;

export class Timings {
  /** @type {number[]} */
  #ring = [];
  #next = 0;

  /** @param {number} ms */
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
