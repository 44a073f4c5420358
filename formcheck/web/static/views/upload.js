/* A recorded video: sent, looked at by formcheck, and its progress told. */

import { beside } from "../live/socket.js";

/** Send a file; `progress({stage, share, done_s})`. Resolves with {report, html, json}; `stop()` gives up. */
export function analyze(file, exercise, progress) {
  const request = new XMLHttpRequest(); // fetch does not tell how much has been sent
  const done = new Promise((resolve, reject) => {
    let read = 0;
    let last = null;
    const readOn = () => {
      const text = request.responseText;
      for (let end; (end = text.indexOf("\n", read)) >= 0; read = end + 1) {
        last = JSON.parse(text.slice(read, end));
        if (last.type === "progress") {
          progress({
            stage: "looking",
            share: last.of_s ? last.done_s / last.of_s : null,
            done_s: last.done_s,
          });
        }
      }
    };
    request.upload.onprogress = ({ loaded, total }) => progress({ stage: "sending", share: loaded / total });
    request.onprogress = () => request.status === 200 && readOn();
    request.onload = () => {
      if (request.status !== 200) return reject(new Error(refusal(request)));
      readOn();
      if (last?.type === "report") resolve(last);
      else reject(new Error(last?.message ?? "formcheck stopped in the middle (try: send the video again)"));
    };
    request.onerror = () =>
      reject(new Error("The video could not be sent (try: look whether formcheck serve still runs)"));
    request.onabort = () => resolve(null);
  });
  request.open("POST", beside("analyze", { exercise, model: "full" }));
  request.setRequestHeader("X-Filename", encodeURIComponent(file.name));
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.send(file);
  return { done, stop: () => request.abort() };
}

function refusal(request) {
  try {
    return JSON.parse(request.responseText.split("\n")[0]).message;
  } catch {
    return `The video was refused: ${request.status} ${request.statusText}`;
  }
}

/** Call `take(file)` for a file dropped anywhere on the page or chosen; `open()` tells whether one is welcome now. */
export function listenForFiles(input, open, take) {
  const root = document.documentElement;
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    root.classList.toggle("over", open());
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && root.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    root.classList.remove("over");
    if (open() && event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
  input.addEventListener("change", () => {
    if (input.files[0]) take(input.files[0]);
    input.value = "";
  });
}
