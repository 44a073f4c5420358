/* What a key does; the same keys as in the live window. */

const KEYS = { q: "finish", p: "pause", m: "mirror", s: "sound", r: "restart", f: "fullscreen" };
const ALSO = { Escape: "finish", " ": "pause" };
const TYPED_INTO = "input, select, textarea";
const PRESSED = "button, a, summary";

/** Call `act(action)` for keys that are not meant for a control. */
export function listen(act) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key !== "Escape" && event.target.closest?.(TYPED_INTO)) return;
    if (event.key === " " && event.target.closest?.(PRESSED)) return;
    const action = KEYS[event.key.toLowerCase()] ?? ALSO[event.key];
    if (action && act(action)) event.preventDefault();
  });
}
