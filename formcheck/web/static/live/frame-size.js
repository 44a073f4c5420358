/* How large the frames are that are sent: smaller ones where the device or the network cannot keep up. */

/** @type {[number, ...number[]]} */
const WIDTHS = [640, 480, 360];
const SLOW_MS = 40; // to make a JPEG
const WINDOW = 30; // frames that decide

/** Goes down a step when most of the last frames were late; never up again, so that it cannot swing. */
export class FrameSize {
  #step = 0;
  /** @type {boolean[]} */
  #late = [];

  get width() {
    return WIDTHS[this.#step] ?? WIDTHS[0];
  }

  /**
   * Take note of a frame: how long its JPEG took, and whether the one before it still waited to leave.
   * @param {{ took_ms: number, waiting?: boolean }} frame
   */
  note({ took_ms, waiting = false }) {
    this.#late.push(took_ms > SLOW_MS || waiting);
    if (this.#late.length < WINDOW) return;
    const mostly = this.#late.filter(Boolean).length > WINDOW / 2;
    this.#late = [];
    if (mostly && this.#step < WIDTHS.length - 1) this.#step += 1;
  }
}
