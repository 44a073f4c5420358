/* Keeps the screen awake where the browser lets a page do so. */

let needed = false;
/** @type {WakeLockSentinel | null} */
let lock = null;

/** @param {boolean} on */
export function keepAwake(on) {
  needed = on;
  if (on) ask();
  else lock?.release();
}

async function ask() {
  if (!("wakeLock" in navigator)) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    if (!needed) lock.release();
  } catch {
    lock = null; // low battery, or the page is not in front
  }
}

// The browser releases the lock whenever the page is hidden.
document.addEventListener("visibilitychange", () => {
  if (needed && document.visibilityState === "visible") ask();
});
