/* One workout: frames out, what was seen in them back, drawn over the very frame it belongs to. */

import { looksAway } from "./camera.js";
import { Grabber } from "./grab.js";
import { draw, fit } from "./overlay.js";
import { Sizing } from "./sizing.js";
import { Link } from "./socket.js";
import { everyFrame } from "./ticks.js";

const ONE_MOMENT = "One moment …";
const LOST = "Connection lost, reconnecting …";
const FOUND = "Connected again.";
const PAUSED = "Paused. Press pause to go on.";
const CAMERA_GONE = "The camera went away: the set was ended (try: plug it in again)";
const FINISH_WITHIN_MS = 15_000; // the server may be lost meanwhile
const NOTHING = { left: 0, right: 0, set_number: 1, moment: null, meter: null, hold: null, card: null, status: [] };
const MINOR = new Set(["bad-frame", "bad-message", "too-fast", "too-large"]); // the set goes on after these

/** `tell(lines)` what the coach says; `ended({sets, problem, session})` once. */
export class Live {
  #video;
  #canvas;
  #on;
  #timings;
  #link;
  #grabber = new Grabber();
  #sizing = new Sizing();
  #stopTicks;
  #onResize = () => this.#redraw();
  #under = new Map(); // frames under way by their time: {picture, sentAt}
  #limit = 0; // of them; 0 while there is no connection
  #most = Infinity; // bytes of a frame
  #grabbing = false;
  #began_s = null; // the clock of the session starts with its first frame
  #newest_s = -Infinity;
  #sent_s = -Infinity;
  #plan;
  #seen = null; // what is drawn: {picture, size, xy, scene}
  #sets = new Map(); // that are over, by number
  #problem = "";
  #over = false;
  mirrored;
  paused = false;
  #lost = false;
  #finishing = false;

  constructor({ video, canvas, stream, plan, timings }, on) {
    this.mirrored = !looksAway(stream);
    [this.#video, this.#canvas, this.#plan, this.#timings, this.#on] = [video, canvas, plan, timings, on];
    video.srcObject = stream;
    video.play().catch(() => {}); // taken away again before it played
    stream.getVideoTracks()[0].addEventListener("ended", () => this.#cameraGone());
    addEventListener("resize", this.#onResize);
    this.#stopTicks = everyFrame(video, (time_s) => this.#tick(time_s));
    this.#link = new Link(
      { type: "start", ...plan },
      { heard: (message) => this.#hear(message), lost: () => this.#lose(), ended: (why) => this.#end(why) },
    );
    this.#link.awaiting = () => this.#under.size > 0;
  }

  finish() {
    if (!this.#link.session) return this.#end("");
    this.#finishing = true;
    this.#link.say({ type: "finish" });
    setTimeout(() => this.#end(this.#problem), FINISH_WITHIN_MS);
  }

  pause(on) {
    this.paused = on;
    this.#link.say({ type: "pause", on });
    this.#redraw();
  }

  restart() {
    this.#link.say({ type: "restart" });
  }

  mirror() {
    this.mirrored = !this.mirrored;
    this.#redraw();
  }

  #tick(clock_s) {
    this.#began_s ??= clock_s;
    const time_s = clock_s - this.#began_s;
    if (time_s <= this.#newest_s) return;
    this.#newest_s = time_s;
    if (this.#limit === 0) this.#redraw(); // the bare picture goes on
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
      if (this.#limit === 0 || this.#over || frame.jpeg.byteLength > this.#most) return frame.picture.close();
      this.#under.set(time_s, { picture: frame.picture, sentAt: performance.now() });
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
        this.#go(message);
        break;
      case "seen":
        this.#see(message);
        break;
      case "set":
        if (this.#sets.has(message.number)) break; // told again after a lost connection
        this.#sets.set(message.number, message);
        this.#on.tell(message.lines);
        break;
      case "over":
        this.#end(this.#problem);
        break;
      case "error":
        this.#fail(message);
    }
  }

  #fail({ code, message, time_s }) {
    if (code === "bad-frame" || code === "too-large") this.#forget(time_s ?? this.#under.keys().next().value);
    if (MINOR.has(code)) return;
    this.#problem = message;
    if (code !== "fault") this.#end(message); // after a fault the sets so far are still to come
  }

  #say(text) {
    this.#on.tell([{ kind: "instruction", spoken: text, shown: text }]);
  }

  #go({ in_flight, max_frame_bytes }) {
    if (this.#lost) this.#say(FOUND);
    this.#lost = false;
    this.#limit = in_flight;
    this.#most = max_frame_bytes ?? Infinity;
    if (this.paused) this.#link.say({ type: "pause", on: true });
    if (this.#finishing) this.#link.say({ type: "finish" });
    this.#send();
  }

  #see({ time_s, size, xy, scene, lines }) {
    const frame = this.#under.get(time_s);
    this.#under.delete(time_s);
    for (const older of this.#under.keys()) if (older < time_s) this.#forget(older);
    if (frame) {
      this.#seen?.picture.close();
      this.#seen = { picture: frame.picture, size, xy, scene };
      this.#redraw();
      this.#timings.note(performance.now() - frame.sentAt);
    }
    this.#on.tell(lines);
    this.#send();
  }

  #forget(time_s) {
    this.#under.get(time_s)?.picture.close();
    this.#under.delete(time_s);
  }

  #lose() {
    this.#limit = 0;
    for (const time_s of this.#under.keys()) this.#forget(time_s);
    if (!this.#lost) this.#say(LOST);
    this.#lost = true;
    this.#redraw();
  }

  #redraw() {
    if (this.#over) return;
    fit(this.#canvas);
    const scene = this.#scene();
    const bare = { picture: this.#video, size: [this.#video.videoWidth, this.#video.videoHeight], xy: null };
    const shown = this.#seen && this.#limit > 0 ? this.#seen : this.#video.videoWidth ? bare : {};
    draw(this.#canvas, { ...shown, scene, mirrored: this.mirrored });
  }

  #scene() {
    const { reps: goal, sets } = this.#plan;
    const scene = this.#seen?.scene ?? { ...NOTHING, goal, sets, banner: { text: ONE_MOMENT, tone: "info" } };
    if (this.#lost) return { ...scene, meter: null, hold: null, banner: { text: LOST, tone: "cue" } };
    return this.paused ? { ...scene, hold: null, banner: { text: PAUSED, tone: "info" } } : scene;
  }

  #cameraGone() {
    this.#problem = CAMERA_GONE;
    this.finish();
  }

  #end(problem) {
    if (this.#over) return;
    this.#over = true;
    this.#stopTicks();
    removeEventListener("resize", this.#onResize);
    this.#link.close();
    for (const time_s of this.#under.keys()) this.#forget(time_s);
    this.#seen?.picture.close();
    this.#video.srcObject = null;
    this.#on.ended({ sets: [...this.#sets.values()], problem, session: this.#link.session });
  }
}
