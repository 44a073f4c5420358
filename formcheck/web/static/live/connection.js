/* The connection to formcheck: opened, lost, opened again. */

import { serverAddress } from "../server-address.js";
import { shared } from "../shared.js";

/** @import { FromServer, Plan, ToServer } from "../types" */

/**
 * `heard(message)` is called for every message, `lost()` when the connection breaks, `ended(reason)` when it is
 * lost for good, and `awaiting()` tells whether the server has something to answer.
 * @typedef {{
 *   heard: (message: FromServer) => void,
 *   lost: () => void,
 *   ended: (reason: string) => void,
 *   awaiting: () => boolean,
 * }} Listener
 */

const RETRY_MS = 400; // between two tries
const GIVE_UP_MS = 1000 * shared.resume_s + 2000; // the server has forgotten the session by then
const SILENT_MS = 5_000; // without an answer to frames: the connection is lost, though no error was reported
const CHECK_MS = 500;

const LOST_FOR_GOOD =
  "The connection was lost for too long: the set cannot go on (try: look whether formcheck serve still runs, then start again)";

export class Connection {
  #plan;
  #listener;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {string | null} */
  #session = null;
  /** @type {number | null} */
  #lostAt = null;
  #over = false;
  #heardAt = 0;
  #watch;

  /**
   * @param {Plan} plan
   * @param {Listener} listener
   */
  constructor(plan, listener) {
    this.#plan = plan;
    this.#listener = listener;
    this.#watch = setInterval(() => this.#checkSilence(), CHECK_MS);
    this.#open();
  }

  /** Its name for the server; null before the first answer. */
  get session() {
    return this.#session;
  }

  /** Whether what was sent has not left yet. */
  get waiting() {
    return (this.#socket?.bufferedAmount ?? 0) > 0;
  }

  /** @param {ToServer} message */
  say(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /**
   * A frame and when it was captured, seconds.
   * @param {number} time_s
   * @param {ArrayBuffer} jpeg
   */
  send(time_s, jpeg) {
    const data = new Uint8Array(8 + jpeg.byteLength);
    new DataView(data.buffer).setFloat64(0, time_s, true);
    data.set(new Uint8Array(jpeg), 8);
    this.#socket?.send(data);
  }

  close() {
    this.#over = true;
    clearInterval(this.#watch);
    this.#socket?.close();
  }

  #open() {
    const address = serverAddress("coach");
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#heardAt = performance.now();
    socket.onopen = () => {
      if (socket !== this.#socket) return;
      this.say(this.#session ? { type: "resume", session: this.#session } : { type: "start", ...this.#plan });
    };
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#hear(JSON.parse(data));
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#closed();
    };
  }

  /** @param {FromServer} message */
  #hear(message) {
    this.#heardAt = performance.now();
    if (message.type === "started") {
      this.#session = message.session;
      this.#lostAt = null;
    }
    if (message.type === "over") this.close();
    this.#listener.heard(message);
  }

  #closed() {
    if (this.#over) return;
    this.#socket = null;
    this.#lostAt ??= performance.now();
    if (performance.now() - this.#lostAt > GIVE_UP_MS) return this.#end();
    this.#listener.lost();
    setTimeout(() => this.#over || this.#open(), RETRY_MS);
  }

  #end() {
    this.close();
    this.#listener.ended(LOST_FOR_GOOD);
  }

  #checkSilence() {
    const socket = this.#socket;
    if (!socket || !(this.#listener.awaiting() || this.#lostAt !== null)) return;
    if (performance.now() - this.#heardAt < SILENT_MS) return;
    this.#closed(); // closing a dead connection can take minutes: the next one is opened meanwhile
    socket.close();
  }
}
