/* Frames that were sent and not yet acknowledged, with their pictures to draw over. */

/** @typedef {{ picture: ImageBitmap, sentAt: number }} Frame */

export class FramesInFlight {
  /** @type {Map<number, Frame>} */
  #frames = new Map(); // by their time

  get size() {
    return this.#frames.size;
  }

  /**
   * @param {number} time_s
   * @param {ImageBitmap} picture
   */
  add(time_s, picture) {
    this.#frames.set(time_s, { picture, sentAt: performance.now() });
  }

  /**
   * The frame of this time, if it is in flight; those before it are acknowledged with it.
   * @param {number} time_s
   */
  acknowledge(time_s) {
    const frame = this.#frames.get(time_s);
    this.#frames.delete(time_s);
    for (const older of [...this.#frames.keys()]) if (older < time_s) this.forget(older);
    return frame;
  }

  /**
   * A frame that will not be answered.
   * @param {number} time_s
   */
  forget(time_s) {
    this.#frames.get(time_s)?.picture.close();
    this.#frames.delete(time_s);
  }

  forgetOldest() {
    for (const time_s of this.#frames.keys()) return this.forget(time_s);
  }

  clear() {
    for (const time_s of [...this.#frames.keys()]) this.forget(time_s);
  }
}
