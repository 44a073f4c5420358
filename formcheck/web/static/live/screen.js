/* What is on the stage: the last frame with what was found in it, or the bare picture while there is no connection. */

import { draw, fit } from "../drawing/overlay.js";

const ONE_MOMENT = "One moment …";
const LOST = "Connection lost, reconnecting …";
const PAUSED = "Paused. Press pause to go on.";
const NOTHING = {
  left: 0,
  right: 0,
  set_number: 1,
  moment: null,
  meter: null,
  hold: null,
  card: null,
  status: [],
};

export class Screen {
  mirrored;
  paused = false;
  connected = false;
  #video;
  #canvas;
  #empty; // the scene before the first frame was seen
  #seen = null; // {picture, size, xy, scene}
  #onResize = () => this.redraw();

  constructor({ video, canvas, plan, mirrored }) {
    [this.#video, this.#canvas, this.mirrored] = [video, canvas, mirrored];
    this.#empty = {
      ...NOTHING,
      goal: plan.reps,
      sets: plan.sets,
      banner: { text: ONE_MOMENT, tone: "info" },
    };
    addEventListener("resize", this.#onResize);
  }

  show(seen) {
    this.#seen?.picture.close();
    this.#seen = seen;
    this.redraw();
  }

  redraw() {
    fit(this.#canvas);
    const { videoWidth, videoHeight } = this.#video;
    const bare = { picture: videoWidth ? this.#video : null, size: [videoWidth, videoHeight], xy: null };
    const shown = this.#seen && this.connected ? this.#seen : bare;
    draw(this.#canvas, { ...shown, scene: this.#scene(), mirrored: this.mirrored });
  }

  close() {
    removeEventListener("resize", this.#onResize);
    this.#seen?.picture.close();
  }

  #scene() {
    if (!this.#seen) return this.#empty;
    const { scene } = this.#seen;
    if (!this.connected) return { ...scene, meter: null, hold: null, banner: { text: LOST, tone: "cue" } };
    return this.paused ? { ...scene, hold: null, banner: { text: PAUSED, tone: "info" } } : scene;
  }
}
