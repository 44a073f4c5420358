/* Frames that were sent and not yet acknowledged, with their pictures to draw over. */

export class Underway {
  #frames = new Map(); // by their time: {picture, sentAt}

  get size() {
    return this.#frames.size;
  }

  add(time_s, picture) {
    this.#frames.set(time_s, { picture, sentAt: performance.now() });
  }

  /** The frame of this time, if it is under way; those before it are acknowledged with it. */
  acknowledge(time_s) {
    const frame = this.#frames.get(time_s);
    this.#frames.delete(time_s);
    for (const older of [...this.#frames.keys()]) if (older < time_s) this.forget(older);
    return frame;
  }

  /** A frame of which nothing will be heard; without a time the oldest. */
  forget(time_s = this.#frames.keys().next().value) {
    this.#frames.get(time_s)?.picture.close();
    this.#frames.delete(time_s);
  }

  clear() {
    while (this.size) this.forget();
  }
}
