/* What is on the stage: the last frame with what was found in it, or the bare picture while there is no connection. */

import { draw, fit } from "../drawing/overlay.js";

/** @import { Plan, Scene, SeenFrame } from "../types" */

/** @satisfies {Record<string, import("../types").Banner>} */
const BANNERS = {
  oneMoment: { text: "One moment …", tone: "info" },
  lost: { text: "Connection lost, reconnecting …", tone: "cue" },
  paused: { text: "Paused. Press pause to go on.", tone: "info" },
};

export class Screen {
  mirrored;
  paused = false;
  connected = false;
  #video;
  #canvas;
  /** @type {Scene} */
  #empty; // until the first frame is answered
  /** @type {SeenFrame | null} */
  #seen = null;
  #onResize = () => this.redraw();

  /** @param {{ video: HTMLVideoElement, canvas: HTMLCanvasElement, plan: Plan, mirrored: boolean }} parts */
  constructor({ video, canvas, plan, mirrored }) {
    this.#video = video;
    this.#canvas = canvas;
    this.mirrored = mirrored;
    this.#empty = {
      moment: null,
      left: 0,
      right: 0,
      goal: plan.reps,
      set_number: 1,
      sets: plan.sets,
      meter: null,
      hold: null,
      banner: BANNERS.oneMoment,
      card: null,
      status: [],
    };
    addEventListener("resize", this.#onResize);
  }

  /** @param {SeenFrame} seen */
  show(seen) {
    this.#seen?.picture.close();
    this.#seen = seen;
    this.redraw();
  }

  redraw() {
    fit(this.#canvas);
    const shown = this.#seen && this.connected ? this.#seen : this.#bare();
    draw(this.#canvas, { ...shown, scene: this.#scene(), mirrored: this.mirrored });
  }

  close() {
    removeEventListener("resize", this.#onResize);
    this.#seen?.picture.close();
  }

  /** @returns {Pick<Parameters<typeof draw>[1], "picture" | "size" | "xy">} */
  #bare() {
    const { videoWidth, videoHeight } = this.#video;
    return { picture: videoWidth ? this.#video : null, size: [videoWidth, videoHeight], xy: null };
  }

  /** @returns {Scene} */
  #scene() {
    if (!this.#seen) return this.#empty;
    const { scene } = this.#seen;
    if (!this.connected) return { ...scene, meter: null, hold: null, banner: BANNERS.lost };
    return this.paused ? { ...scene, hold: null, banner: BANNERS.paused } : scene;
  }
}
