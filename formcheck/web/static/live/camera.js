/* The camera: asked for, chosen, given back; and what to try when there is none. */

/** What keeps this page from a camera, as one line; empty when nothing is known to. */
export function obstacle() {
  if (!window.isSecureContext) {
    return (
      "Browsers give a camera only to pages of this machine or over HTTPS (try: formcheck serve --certfile FILE " +
      "--keyfile FILE, or open the page on the machine that runs formcheck)"
    );
  }
  return "mediaDevices" in navigator ? "" : "This browser has no cameras (try: Chromium, Firefox or Safari)";
}

/** Whether the camera is given without asking. */
export async function isAllowed() {
  try {
    return (await navigator.permissions.query({ name: "camera" })).state === "granted";
  } catch {
    return false; // this browser does not say
  }
}

/**
 * A stream of the chosen camera, of any where that one is gone.
 * @param {string} deviceId
 * @returns {Promise<MediaStream>}
 */
export async function open(deviceId) {
  const reason = obstacle();
  if (reason) throw new Error(reason);
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  const wish = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "user" };
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...size, ...wish } });
  } catch (error) {
    const problem = /** @type {DOMException} */ (error);
    if (deviceId && ["OverconstrainedError", "NotFoundError"].includes(problem.name)) return open("");
    throw new Error(inWords(problem));
  }
}

/** @param {MediaStream} stream */
export function close(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** The cameras that there are; without names before one was allowed. */
export async function list() {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return devices.filter((device) => device.kind === "videoinput" && device.deviceId);
}

/**
 * Whether the camera looks away from the screen: its picture must not be mirrored.
 * @param {MediaStream} stream
 */
export function looksAway(stream) {
  return stream.getVideoTracks()[0]?.getSettings().facingMode === "environment";
}

/** @param {DOMException} error */
function inWords(error) {
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "The camera was refused (try: allow it at the camera sign beside the address, then “Try again”)";
    case "NotFoundError":
      return "No camera was found (try: plug one in, then “Try again”; or drop a recorded video)";
    case "NotReadableError":
    case "AbortError":
      return "The camera does not start (try: close other programs that use it, then “Try again”)";
    default:
      return `The camera does not work: ${error.message || error.name} (try: another camera or browser)`;
  }
}
