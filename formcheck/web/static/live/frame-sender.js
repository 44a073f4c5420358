/* Frames to the server: the newest one always, and never more in flight than the server allows. */

import { FrameGrabber } from "./frame-grabber.js";
import { FrameSize } from "./frame-size.js";
import { FramesInFlight } from "./frames-in-flight.js";

/** @import { Connection } from "./connection.js" */

export class FrameSender {
  inFlight = new FramesInFlight();
  #video;
  #connection;
  #grabber = new FrameGrabber();
  #frameSize = new FrameSize();
  #most = 0; // in flight; 0 while there is no connection
  #mostBytes = Infinity; // of a frame
  #grabbing = false;
  #newest_s = -Infinity;
  #sent_s = -Infinity;

  /**
   * @param {HTMLVideoElement} video
   * @param {Connection} connection
   */
  constructor(video, connection) {
    this.#video = video;
    this.#connection = connection;
  }

  get stopped() {
    return this.#most === 0;
  }

  /** @param {{ in_flight: number, max_frame_bytes: number }} limits */
  start({ in_flight, max_frame_bytes }) {
    this.#most = in_flight;
    this.#mostBytes = max_frame_bytes;
    this.send();
  }

  /** Send no more; what is in flight will not be answered. */
  stop() {
    this.#most = 0;
    this.inFlight.clear();
  }

  /**
   * Send the frame that the video shows now; times must increase.
   * @param {number} time_s
   */
  sendAt(time_s) {
    this.#newest_s = time_s;
    this.send();
  }

  /** Send the newest frame, unless it was sent or enough are in flight. */
  async send() {
    const time_s = this.#newest_s;
    if (this.#grabbing || this.inFlight.size >= this.#most || time_s <= this.#sent_s) return;
    this.#grabbing = true;
    this.#sent_s = time_s;
    try {
      const waiting = this.#connection.waiting;
      const { picture, jpeg, took_ms } = await this.#grabber.grab(this.#video, this.#frameSize.width);
      this.#frameSize.note({ took_ms, waiting });
      if (this.stopped || jpeg.byteLength > this.#mostBytes) return picture.close();
      this.inFlight.add(time_s, picture);
      this.#connection.send(time_s, jpeg);
    } catch {
      // a camera between two states has no picture; the next frame will
    } finally {
      this.#grabbing = false;
    }
    this.send(); // a newer one may have come meanwhile
  }
}
