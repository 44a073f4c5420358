/* How far a recorded video is, as a bar and in words. */

import { number } from "../numbers.js";
import { find } from "./dom.js";

/** @import { UploadProgress } from "../types" */

/** @param {UploadProgress} progress */
export function showProgress(progress) {
  const bar = find(HTMLProgressElement, "#work-bar");
  const sent = progress.stage === "sending" && progress.share === 1;
  if (progress.share === null || sent) bar.removeAttribute("value");
  else bar.value = progress.share;
  find(HTMLElement, "#work-words").textContent = sent ? "Sent; one moment …" : progressInWords(progress);
}

/** @param {UploadProgress} progress */
function progressInWords({ stage, share, done_s }) {
  const percent = share === null ? "" : `${number(100 * share)} %`;
  if (stage === "sending") return `Sending: ${percent}`;
  return `Analysed: ${number(done_s, 1)} s${percent && ` (${percent})`}`;
}
