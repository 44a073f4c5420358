/* The camera: asked for, chosen, given back; and what to try when there is none. */

/** What keeps this page from a camera, as one line; empty when nothing is known to. */
export function hindrance() {
  if (!window.isSecureContext) {
    return (
      "Browsers give a camera only to pages of this machine or over HTTPS (try: formcheck serve --certfile FILE " +
      "--keyfile FILE, or open the page on the machine that runs formcheck)"
    );
  }
  return navigator.mediaDevices?.getUserMedia
    ? ""
    : "This browser has no cameras (try: Chromium, Firefox or Safari)";
}

/** Whether the camera is given without asking. */
export async function isAllowed() {
  try {
    return (await navigator.permissions.query({ name: "camera" })).state === "granted";
  } catch {
    return false; // a browser that does not tell
  }
}

/** A stream of the chosen camera, of any where that one is gone. */
export async function open(deviceId) {
  const obstacle = hindrance();
  if (obstacle) throw new Error(obstacle);
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  const wish = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "user" };
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...size, ...wish } });
  } catch (error) {
    if (deviceId && ["OverconstrainedError", "NotFoundError"].includes(error.name)) return open("");
    throw new Error(inWords(error));
  }
}

export function close(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}

/** The cameras that there are; without names before one was allowed. */
export async function list() {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return devices.filter((device) => device.kind === "videoinput" && device.deviceId);
}

/** Whether it looks away from the screen: such a picture is not a mirror. */
export function looksAway(stream) {
  return stream?.getVideoTracks()[0]?.getSettings().facingMode === "environment";
}

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
