/* When a camera's frames were captured, on one clock that never goes back. */

const BELIEVABLE_MS = 1000; // a capture time further from now is of another clock

/** Call `tick(seconds)` at every new frame of a playing video; returns how to stop it. */
export function everyFrame(video, tick) {
  return video.requestVideoFrameCallback ? byVideo(video, tick) : byScreen(video, tick);
}

function byVideo(video, tick) {
  let handle = 0;
  const step = (now, { captureTime }) => {
    const believed = Math.abs(now - captureTime) < BELIEVABLE_MS ? captureTime : now;
    handle = video.requestVideoFrameCallback(step);
    tick(believed / 1000);
  };
  handle = video.requestVideoFrameCallback(step);
  return () => video.cancelVideoFrameCallback(handle);
}

function byScreen(video, tick) {
  let handle = 0;
  let seen = -1;
  const step = (now) => {
    handle = requestAnimationFrame(step);
    if (video.currentTime === seen || video.readyState < 2) return;
    seen = video.currentTime;
    tick(now / 1000);
  };
  handle = requestAnimationFrame(step);
  return () => cancelAnimationFrame(handle);
}
