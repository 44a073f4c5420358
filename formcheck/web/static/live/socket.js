/* The connection to formcheck: opened, lost, opened again. */

const AGAIN_MS = 400; // between two tries
const GIVE_UP_MS = 12_000; // the session is forgotten by then
const SILENT_MS = 5_000; // frames are under way and nothing comes back: lost, though nobody said so
const LOOK_MS = 500;

export const LOST_FOR_GOOD =
  "The connection was lost for too long: the set cannot go on (try: look whether formcheck serve still runs, then start again)";

/** An address beside the page's own, with the token that the page was opened with. */
export function beside(path, parameters = {}) {
  const address = new URL(path, document.baseURI);
  const token = new URLSearchParams(location.search).get("token");
  if (token) parameters = { ...parameters, token };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address;
}

/** `heard(message)` for every message; `lost()` and `ended(reason)` when the line breaks, and for good. */
export class Link {
  #start;
  #on;
  #socket = null;
  #session = null;
  #lostAt = null;
  #over = false;
  #heardAt = 0;
  #watch;
  awaiting = () => false; // whether something ought to come back

  constructor(start, on) {
    this.#start = start;
    this.#on = on;
    this.#watch = setInterval(() => this.#lookForSilence(), LOOK_MS);
    this.#open();
  }

  /** Its name for the server; null before the first answer. */
  get session() {
    return this.#session;
  }

  get waiting() {
    return (this.#socket?.bufferedAmount ?? 0) > 0;
  }

  say(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** A frame and when it was captured, seconds. */
  send(time_s, jpeg) {
    const data = new Uint8Array(8 + jpeg.byteLength);
    new DataView(data.buffer).setFloat64(0, time_s, true);
    data.set(new Uint8Array(jpeg), 8);
    this.#socket.send(data);
  }

  close() {
    this.#over = true;
    clearInterval(this.#watch);
    this.#socket?.close();
  }

  #open() {
    const address = beside("coach");
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#heardAt = performance.now();
    socket.onopen = () => {
      if (socket === this.#socket)
        this.say(this.#session ? { type: "resume", session: this.#session } : this.#start);
    };
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#hear(JSON.parse(data));
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#closed();
    };
  }

  #hear(message) {
    this.#heardAt = performance.now();
    if (message.type === "started") {
      this.#session = message.session;
      this.#lostAt = null;
    }
    if (message.type === "over") this.close();
    this.#on.heard(message);
  }

  #closed() {
    if (this.#over) return;
    this.#socket = null;
    this.#lostAt ??= performance.now();
    if (performance.now() - this.#lostAt > GIVE_UP_MS) return this.#end();
    this.#on.lost();
    setTimeout(() => this.#over || this.#open(), AGAIN_MS);
  }

  #end() {
    this.close();
    this.#on.ended(LOST_FOR_GOOD);
  }

  #lookForSilence() {
    const socket = this.#socket;
    if (!socket || !(this.awaiting() || this.#lostAt !== null)) return;
    if (performance.now() - this.#heardAt < SILENT_MS) return;
    this.#closed(); // closing a dead line can take minutes: the next one is opened meanwhile
    socket.close();
  }
}
