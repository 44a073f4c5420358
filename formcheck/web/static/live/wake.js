/* Keeps the screen awake where the browser lets a page do so. */

let wanted = false;
let lock = null;

export function keepAwake(on) {
  wanted = on;
  if (on) ask();
  else lock?.release();
}

async function ask() {
  try {
    lock = await navigator.wakeLock?.request("screen");
    if (!wanted) lock?.release();
  } catch {
    lock = null; // low battery, or the page is not in front
  }
}

// The browser lets go whenever the page is hidden.
document.addEventListener("visibilitychange", () => {
  if (wanted && document.visibilityState === "visible") ask();
});
