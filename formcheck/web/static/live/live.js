/* One workout: frames out, what was seen in them back, drawn over the very frame it belongs to. */

import { looksAway } from "./camera.js";
import { Grabber } from "./grab.js";
import { Screen } from "./screen.js";
import { Sizing } from "./sizing.js";
import { Link } from "./socket.js";
import { everyFrame } from "./ticks.js";
import { Underway } from "./underway.js";

const LOST = "Connection lost, reconnecting.";
const FOUND = "Connected again.";
const GONE = "The connection was lost for too long: the set was ended there (try: start again)";
const CAMERA_GONE = "The camera went away: the set was ended (try: plug it in again)";
const FINISH_WITHIN_MS = 15_000; // the server may be lost meanwhile
const MINOR = new Set(["bad-frame", "bad-message", "too-fast", "too-large"]); // the set goes on after these

/**
 * `tell(lines)`: what the coach says.
 * `ended({sets, problem, missing})`, once: `missing` is the session, where its end was not heard.
 */
export class Live {
  #video;
  #on;
  #timings;
  #screen;
  #link;
  #grabber = new Grabber();
  #sizing = new Sizing();
  #stopTicks;
  #under = new Underway();
  #limit = 0; // of frames under way; 0 while there is no connection
  #most = Infinity; // bytes of a frame
  #grabbing = false;
  #began_s = null; // the clock of the session starts with its first frame
  #newest_s = -Infinity;
  #sent_s = -Infinity;
  #sets = new Map(); // that are over, by number
  #problem = "";
  #lost = false;
  #restarting = false; // as soon as the connection is there again
  #finishing = false;
  #over = false;

  constructor({ video, canvas, stream, plan, timings }, on) {
    [this.#video, this.#timings, this.#on] = [video, timings, on];
    this.#screen = new Screen({ video, canvas, plan, mirrored: !looksAway(stream) });
    video.srcObject = stream;
    video.play().catch(() => {}); // taken away again before it played
    stream.getVideoTracks()[0].addEventListener("ended", () => this.#cameraGone());
    this.#stopTicks = everyFrame(video, (clock_s) => this.#tick(clock_s));
    this.#link = new Link(
      { type: "start", ...plan },
      { heard: (message) => this.#hear(message), lost: () => this.#lose(), ended: (why) => this.#end(why) },
    );
    this.#link.awaiting = () => this.#under.size > 0;
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

  pause(on) {
    this.#screen.paused = on;
    this.#link.say({ type: "pause", on });
    this.#screen.redraw();
  }

  restart() {
    if (this.#lost) this.#restarting = true;
    else this.#link.say({ type: "restart" });
  }

  finish() {
    if (!this.#link.session) return this.#end("");
    this.#finishing = true;
    this.#link.say({ type: "finish" });
    setTimeout(() => this.#end(this.#problem), FINISH_WITHIN_MS);
  }

  #tick(clock_s) {
    this.#began_s ??= clock_s;
    const time_s = clock_s - this.#began_s;
    if (time_s <= this.#newest_s) return;
    this.#newest_s = time_s;
    if (this.#limit === 0) this.#screen.redraw(); // the bare picture goes on
    this.#send();
  }

  async #send() {
    const time_s = this.#newest_s;
    if (this.#grabbing || this.#under.size >= this.#limit || time_s <= this.#sent_s) return;
    this.#grabbing = true;
    this.#sent_s = time_s;
    try {
      const waiting = this.#link.waiting;
      const frame = await this.#grabber.grab(this.#video, this.#sizing.width);
      this.#sizing.note({ took_ms: frame.took_ms, waiting });
      if (this.#limit === 0 || frame.jpeg.byteLength > this.#most) return frame.picture.close();
      this.#under.add(time_s, frame.picture);
      this.#link.send(time_s, frame.jpeg);
    } catch {
      // a camera between two states has no picture; the next frame will
    } finally {
      this.#grabbing = false;
    }
    this.#send(); // a newer one may have come meanwhile
  }

  #hear(message) {
    switch (message.type) {
      case "started":
        return this.#go(message);
      case "seen":
        return this.#see(message);
      case "set":
        if (this.#sets.has(message.number)) return; // told again after a lost connection
        this.#sets.set(message.number, message);
        return this.#on.tell(message.lines);
      case "over":
        return this.#end(this.#problem, { complete: true });
      case "error":
        return this.#fail(message);
    }
  }

  #go({ in_flight, max_frame_bytes }) {
    if (this.#lost) this.#say(FOUND);
    this.#lost = false;
    this.#screen.connected = true;
    [this.#limit, this.#most] = [in_flight, max_frame_bytes];
    this.#link.say({ type: "pause", on: this.paused });
    if (this.#restarting) this.#link.say({ type: "restart" });
    this.#restarting = false;
    if (this.#finishing) this.#link.say({ type: "finish" });
    this.#send();
  }

  #see({ time_s, size, xy, scene, lines }) {
    const frame = this.#under.acknowledge(time_s);
    if (frame) {
      this.#screen.show({ picture: frame.picture, size, xy, scene });
      this.#timings.note(performance.now() - frame.sentAt);
    }
    this.#on.tell(lines);
    this.#send();
  }

  #fail({ code, message, time_s }) {
    if (code === "bad-frame" || code === "too-large") this.#under.forget(time_s ?? undefined);
    if (MINOR.has(code)) return;
    this.#problem = message;
    if (code !== "fault") this.#end(code === "gone" ? GONE : message); // a fault is followed by the sets so far
  }

  #lose() {
    this.#limit = 0;
    this.#screen.connected = false;
    this.#under.clear();
    if (!this.#lost) this.#say(LOST);
    this.#lost = true;
  }

  #say(text) {
    this.#on.tell([{ kind: "instruction", spoken: text, shown: text }]);
  }

  #cameraGone() {
    this.#problem = CAMERA_GONE;
    this.finish();
  }

  #end(problem, { complete = false } = {}) {
    if (this.#over) return;
    this.#over = true;
    this.#limit = 0;
    this.#stopTicks();
    this.#link.close();
    this.#under.clear();
    this.#screen.close();
    this.#video.srcObject = null;
    const missing = complete ? null : this.#link.session;
    this.#on.ended({ sets: [...this.#sets.values()], problem, missing });
  }
}
