/* When a camera's frames were captured, on one clock that never goes back. */

const BELIEVABLE_MS = 1000; // a capture time further from now is of another clock

/**
 * Call `tick(seconds)` at every new frame of a playing video; returns how to stop it.
 * @param {HTMLVideoElement} video
 * @param {(clock_s: number) => void} tick
 * @returns {() => void}
 */
export function onEveryFrame(video, tick) {
  return "requestVideoFrameCallback" in video ? byVideo(video, tick) : byScreen(video, tick);
}

/**
 * @param {HTMLVideoElement} video
 * @param {(clock_s: number) => void} tick
 */
function byVideo(video, tick) {
  let handle = 0;
  /** @type {VideoFrameRequestCallback} */
  const step = (now, { captureTime = now }) => {
    const believed = Math.abs(now - captureTime) < BELIEVABLE_MS ? captureTime : now;
    handle = video.requestVideoFrameCallback(step);
    tick(believed / 1000);
  };
  handle = video.requestVideoFrameCallback(step);
  return () => video.cancelVideoFrameCallback(handle);
}

/**
 * For browsers that do not announce the frames of a video.
 * @param {HTMLVideoElement} video
 * @param {(clock_s: number) => void} tick
 */
function byScreen(video, tick) {
  let handle = 0;
  let seen = -1;
  const step = (/** @type {number} */ now) => {
    handle = requestAnimationFrame(step);
    if (video.currentTime === seen || video.readyState < 2) return;
    seen = video.currentTime;
    tick(now / 1000);
  };
  handle = requestAnimationFrame(step);
  return () => cancelAnimationFrame(handle);
}
