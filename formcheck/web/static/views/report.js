/* A finished workout: every set's count, faults and repetitions, and where to save them. */

import { make } from "./dom.js";
import { beside } from "../live/socket.js";
import { table } from "./table.js";
import { counted, degrees, faultInWords, number, seconds, whole } from "./words.js";

/** Fill `place` with `sets` ({report, html, json} each); `again` and `back` are what can be done next. */
export function showReports(place, sets, { titleOf, again, back }) {
  place.replaceChildren(
    make(
      "h1",
      { tabIndex: -1 },
      headline(
        sets.map((set) => set.report),
        titleOf,
      ),
    ),
    make(
      "p",
      { className: "actions" },
      again && button("Again", again, "main"),
      button("New plan or video", back),
    ),
    ...sets.map((set, i) => section(set, sets.length > 1 ? i + 1 : null)),
  );
}

function button(text, act, className = "") {
  const made = make("button", { type: "button", className }, text);
  made.addEventListener("click", act);
  return made;
}

function headline(reports, titleOf) {
  const reps = reports.reduce((sum, report) => sum + report.summary.reps, 0);
  if (!reps) return "No repetition counted";
  const clean = reports.reduce((sum, report) => sum + report.summary.clean_reps, 0);
  const exercise = reports.find((report) => report.exercise)?.exercise;
  const sets = reports.length > 1 ? ` in ${counted(reports.length, "set")}` : "";
  const cleanly = clean === reps ? "all clean" : `${clean ? whole(clean) : "none"} clean`;
  return `${titleOf(exercise)}: ${counted(reps, "repetition")}${sets}, ${cleanly}`;
}

function section({ report, html, json }, numbered) {
  return make(
    "section",
    { className: "set" },
    numbered && make("h2", {}, `Set ${whole(numbered)}`),
    tiles(report.summary),
    report.warnings.length
      ? make("ul", { className: "alert" }, ...report.warnings.map((line) => make("li", {}, line)))
      : null,
    report.reps.length ? toChange(report) : null,
    report.reps.length ? table(report.reps) : null,
    report.attempts.length ? notCounted(report.attempts) : null,
    report.view?.advice.length ? panel("How to film better", report.view.advice, "") : null,
    saving(html, json, numbered),
  );
}

function tiles(summary) {
  const entries = [
    [summary.reps === 1 ? "repetition" : "repetitions", whole(summary.reps), "most"],
    ["clean", whole(summary.clean_reps), "most"],
  ];
  if (summary.reps) {
    const sides = [
      ["left", summary.reps_left],
      ["right", summary.reps_right],
    ].filter(([, n]) => n);
    entries.push(
      ["leg", sides.map(([side, n]) => (sides.length > 1 ? `${whole(n)} ${side}` : side)).join(", ")],
      ["range", degrees(summary.hip_range_deg)],
      ["hold", seconds(summary.hold_s)],
      ["knee at the top", degrees(summary.knee_angle_deg)],
    );
  }
  return make(
    "dl",
    { className: "tiles" },
    entries.map(([name, value, className = ""]) =>
      make("div", { className }, make("dt", {}, name), make("dd", {}, value)),
    ),
  );
}

/** The cues of the set, the one that most repetitions call for first. */
function toChange({ reps, summary }) {
  const byCue = new Map();
  for (const rep of reps) {
    for (const fault of rep.faults) byCue.set(fault.cue, [...(byCue.get(fault.cue) ?? []), rep.number]);
  }
  const cues = [...byCue].sort(([, a], [, b]) => b.length - a.length);
  const lines = cues.map(
    ([cue, numbers]) =>
      `${cue} (${numbers.length > 1 ? "repetitions" : "repetition"} ${numbers.map(whole).join(", ")})`,
  );
  lines.push(...summary.set_faults.map((fault) => `${fault.cue} (${faultInWords(fault)})`));
  if (!lines.length && summary.clean_reps < summary.reps) {
    return panel("What to change", ["Not every repetition could be judged from where the camera stood."], "");
  }
  return lines.length
    ? panel("What to change", lines, "work")
    : panel("Well done", ["Nothing to correct in this set."], "good");
}

function panel(title, lines, className) {
  const [first, ...more] = lines;
  const others =
    more.length > 0 &&
    make(
      "ul",
      {},
      more.map((line) => make("li", {}, line)),
    );
  return make(
    "div",
    { className: `panel ${className}` },
    make("h2", {}, title),
    make("p", { className: "cue" }, first),
    others,
  );
}

function notCounted(attempts) {
  const lines = attempts.map(
    (one) =>
      `${number(one.start_s, 1)} to ${seconds(one.end_s)}, ${one.side}: ${one.reason}` +
      (one.hip_range_deg === null ? "" : ` (range ${degrees(one.hip_range_deg)})`),
  );
  return make(
    "div",
    { className: "panel plain" },
    make("h2", {}, "Not counted"),
    make(
      "ul",
      {},
      lines.map((line) => make("li", {}, line)),
    ),
  );
}

function saving(html, json, numbered) {
  const name = `formcheck-${new Date().toISOString().slice(0, 10)}${numbered ? `-set-${numbered}` : ""}`;
  const link = (text, address, download) =>
    make("a", { className: "button", href: beside(address), download }, text);
  return make(
    "p",
    { className: "actions" },
    link("Save page", html, `${name}.html`),
    link("Save JSON", json, `${name}.json`),
  );
}
