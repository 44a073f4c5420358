/* One workout: frames out, what was seen in them back, drawn over the very frame it belongs to. */

import { looksAway } from "./camera.js";
import { Connection } from "./connection.js";
import { onEveryFrame } from "./frame-clock.js";
import { FrameSender } from "./frame-sender.js";
import { Screen } from "./screen.js";

/** @import { ErrorMessage, FromServer, Line, Outcome, Plan, SeenMessage, SetMessage, StartedMessage } from "../types" */
/** @import { Timings } from "./timings.js" */

/**
 * `tell(lines)` is called with what the coach says, `ended(outcome)` once.
 * @typedef {{ tell: (lines: Line[]) => void, ended: (outcome: Outcome) => void }} Listener
 */

const LOST = "Connection lost, reconnecting.";
const FOUND = "Connected again.";
const GONE = "The connection was lost for too long: the set was ended there (try: start again)";
const CAMERA_GONE = "The camera went away: the set was ended (try: plug it in again)";
const FINISH_WITHIN_MS = 15_000; // the server may be lost meanwhile
const MINOR = new Set(["bad-frame", "bad-message", "too-fast", "too-large"]); // the set goes on after these

export class Workout {
  #video;
  #listener;
  #timings;
  #screen;
  #connection;
  #sender;
  #stopClock;
  /** @type {number | null} */
  #began_s = null; // the clock of the session starts with its first frame
  #newest_s = -Infinity;
  /** @type {Map<number, SetMessage>} */
  #sets = new Map(); // that are over, by number
  #problem = "";
  #lost = false;
  #restarting = false; // as soon as the connection is there again
  #finishing = false;
  #over = false;

  /**
   * @param {{
   *   video: HTMLVideoElement, canvas: HTMLCanvasElement, stream: MediaStream, plan: Plan, timings: Timings,
   * }} parts
   * @param {Listener} listener
   */
  constructor({ video, canvas, stream, plan, timings }, listener) {
    this.#video = video;
    this.#timings = timings;
    this.#listener = listener;
    this.#screen = new Screen({ video, canvas, plan, mirrored: !looksAway(stream) });
    video.srcObject = stream;
    video.play().catch(() => {}); // taken away again before it played
    stream.getVideoTracks()[0]?.addEventListener("ended", () => this.#cameraGone());
    this.#connection = new Connection(plan, {
      heard: (message) => this.#hear(message),
      lost: () => this.#lose(),
      ended: (reason) => this.#end(reason),
      awaiting: () => this.#sender.inFlight.size > 0,
    });
    this.#sender = new FrameSender(video, this.#connection);
    this.#stopClock = onEveryFrame(video, (clock_s) => this.#tick(clock_s));
  }

  get mirrored() {
    return this.#screen.mirrored;
  }

  get paused() {
    return this.#screen.paused;
  }

  mirror() {
    this.#screen.mirrored = !this.#screen.mirrored;
    this.#screen.redraw();
  }

  /** @param {boolean} on */
  pause(on) {
    this.#screen.paused = on;
    this.#connection.say({ type: "pause", on });
    this.#screen.redraw();
  }

  restart() {
    if (this.#lost) this.#restarting = true;
    else this.#connection.say({ type: "restart" });
  }

  finish() {
    if (!this.#connection.session) return this.#end("");
    this.#finishing = true;
    this.#connection.say({ type: "finish" });
    setTimeout(() => this.#end(this.#problem), FINISH_WITHIN_MS);
  }

  /** @param {number} clock_s */
  #tick(clock_s) {
    this.#began_s ??= clock_s;
    const time_s = clock_s - this.#began_s;
    if (time_s <= this.#newest_s) return;
    this.#newest_s = time_s;
    if (this.#sender.stopped) this.#screen.redraw(); // the bare picture goes on
    this.#sender.sendAt(time_s);
  }

  /** @param {FromServer} message */
  #hear(message) {
    switch (message.type) {
      case "started":
        return this.#start(message);
      case "seen":
        return this.#see(message);
      case "set":
        if (this.#sets.has(message.number)) return; // sent again after a lost connection
        this.#sets.set(message.number, message);
        return this.#listener.tell(message.lines);
      case "over":
        return this.#end(this.#problem, { complete: true });
      case "error":
        return this.#fail(message);
    }
  }

  /** @param {StartedMessage} message */
  #start(message) {
    if (this.#lost) this.#say(FOUND);
    this.#lost = false;
    this.#screen.connected = true;
    this.#connection.say({ type: "pause", on: this.paused });
    if (this.#restarting) this.#connection.say({ type: "restart" });
    this.#restarting = false;
    if (this.#finishing) this.#connection.say({ type: "finish" });
    this.#sender.start(message);
  }

  /** @param {SeenMessage} message */
  #see({ time_s, size, xy, scene, lines }) {
    const frame = this.#sender.inFlight.acknowledge(time_s);
    if (frame) {
      this.#screen.show({ picture: frame.picture, size, xy, scene });
      this.#timings.note(performance.now() - frame.sentAt);
    }
    this.#listener.tell(lines);
    this.#sender.send();
  }

  /** @param {ErrorMessage} message */
  #fail({ code, message, time_s }) {
    if (code === "bad-frame" || code === "too-large") {
      if (time_s === null) this.#sender.inFlight.forgetOldest();
      else this.#sender.inFlight.forget(time_s);
    }
    if (MINOR.has(code)) return;
    this.#problem = message;
    if (code !== "fault") this.#end(code === "gone" ? GONE : message); // a fault is followed by the sets so far
  }

  #lose() {
    this.#sender.stop();
    this.#screen.connected = false;
    if (!this.#lost) this.#say(LOST);
    this.#lost = true;
  }

  /** @param {string} text */
  #say(text) {
    this.#listener.tell([{ kind: "instruction", spoken: text, shown: text }]);
  }

  #cameraGone() {
    this.#problem = CAMERA_GONE;
    this.finish();
  }

  /** @param {string} problem */
  #end(problem, { complete = false } = {}) {
    if (this.#over) return;
    this.#over = true;
    this.#sender.stop();
    this.#stopClock();
    this.#connection.close();
    this.#screen.close();
    this.#video.srcObject = null;
    const missing = complete ? null : this.#connection.session;
    this.#listener.ended({ sets: [...this.#sets.values()], problem, missing });
  }
}
