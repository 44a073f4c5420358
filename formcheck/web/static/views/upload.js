/* A recorded video: sent, analysed by formcheck, and how far it is. */

import { serverAddress } from "../server-address.js";

/** @import { FinishedSet, UploadMessage, UploadProgress } from "../types" */

/**
 * Send a file. `done` resolves with the set, with null once it was stopped.
 * @param {File} file
 * @param {string} exercise
 * @param {(progress: UploadProgress) => void} progress
 */
export function analyze(file, exercise, progress) {
  const request = new XMLHttpRequest(); // fetch does not report how much has been sent
  /** @type {Promise<FinishedSet | null>} */
  const done = new Promise((resolve, reject) => {
    let read = 0;
    /** @type {UploadMessage | null} */
    let last = null;
    const readOn = () => {
      const text = request.responseText;
      for (let end = text.indexOf("\n", read); end >= 0; end = text.indexOf("\n", read)) {
        last = /** @type {UploadMessage} */ (JSON.parse(text.slice(read, end)));
        read = end + 1;
        if (last.type === "progress") progress(analysing(last));
      }
      return last;
    };
    request.upload.onprogress = ({ loaded, total }) =>
      progress({ stage: "sending", share: loaded / total, done_s: 0 });
    request.onprogress = () => request.status === 200 && readOn();
    request.onload = () => {
      if (request.status !== 200) return reject(new Error(refusal(request)));
      const end = readOn();
      if (end?.type === "report") resolve(end);
      else reject(new Error(end?.type === "error" ? end.message : STOPPED));
    };
    request.onerror = () => reject(new Error(NOT_SENT));
    request.onabort = () => resolve(null);
  });
  request.open("POST", serverAddress("analyze", { exercise, model: "full" }));
  request.setRequestHeader("X-Filename", encodeURIComponent(file.name));
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.send(file);
  return { done, stop: () => request.abort() };
}

const STOPPED = "formcheck stopped in the middle (try: send the video again)";
const NOT_SENT = "The video could not be sent (try: look whether formcheck serve still runs)";

/**
 * @param {{ done_s: number, of_s: number | null }} message
 * @returns {UploadProgress}
 */
function analysing({ done_s, of_s }) {
  return { stage: "analysing", share: of_s ? done_s / of_s : null, done_s };
}

/** @param {XMLHttpRequest} request */
function refusal(request) {
  try {
    return JSON.parse(request.responseText.split("\n")[0] ?? "").message;
  } catch {
    return `The video was refused: ${request.status} ${request.statusText}`;
  }
}

/**
 * Call `take(file)` for a file dropped anywhere on the page or chosen; `isOpen()` tells whether one is welcome now.
 * @param {HTMLInputElement} input
 * @param {() => boolean} isOpen
 * @param {(file: File) => void} take
 */
export function listenForFiles(input, isOpen, take) {
  const root = document.documentElement;
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    root.classList.toggle("over", isOpen());
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && root.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    root.classList.remove("over");
    const file = event.dataTransfer?.files[0];
    if (isOpen() && file) take(file);
  });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) take(file);
    input.value = "";
  });
}
