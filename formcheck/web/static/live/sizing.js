/* How large the frames are that are sent: smaller ones where the device or the network cannot keep up. */

const WIDTHS = [640, 480, 360];
const SLOW_MS = 40; // to make a JPEG
const LOOKED_AT = 30; // frames

/** Goes down a step when most of the last frames were late; never up again, so that it cannot swing. */
export class Sizing {
  #step = 0;
  #late = [];

  get width() {
    return WIDTHS[this.#step];
  }

  /** Take note of a frame: how long its JPEG took, and whether the one before it still waited to leave. */
  note({ took_ms, waiting }) {
    this.#late.push(took_ms > SLOW_MS || waiting);
    if (this.#late.length < LOOKED_AT) return;
    const many = this.#late.filter(Boolean).length > LOOKED_AT / 2;
    this.#late = [];
    if (many && this.#step < WIDTHS.length - 1) this.#step += 1;
  }
}
