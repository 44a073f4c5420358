/* A finished workout: every set's count, faults and repetitions, and where to save them. */

import { counted, degrees, number, plural, seconds, whole } from "../numbers.js";
import { serverAddress } from "../server-address.js";
import { button, list, make } from "./dom.js";
import { faultInWords } from "./fault-wording.js";
import { repTable } from "./rep-table.js";

/** @import { Attempt, FinishedSet, Report, Summary } from "../types" */

/** @typedef {(exercise: string | null) => string} TitleOf */

/**
 * Fill `place` with `sets`; `again` (null: not offered) and `back` are what can be done next.
 * @param {HTMLElement} place
 * @param {FinishedSet[]} sets
 * @param {{ titleOf: TitleOf, again: (() => void) | null, back: () => void }} next
 */
export function showReports(place, sets, { titleOf, again, back }) {
  const reports = sets.map((set) => set.report);
  const actions = [again && button("Again", again, "main"), button("New plan or video", back)];
  place.replaceChildren(
    make("h1", { tabIndex: -1 }, headline(reports, titleOf)),
    make("p", { className: "actions" }, actions),
    ...sets.map((set, i) => section(set, sets.length > 1 ? i + 1 : null)),
  );
}

/**
 * @param {Report[]} reports
 * @param {TitleOf} titleOf
 */
function headline(reports, titleOf) {
  const reps = reports.reduce((sum, report) => sum + report.summary.reps, 0);
  if (!reps) return "No repetition counted";
  const clean = reports.reduce((sum, report) => sum + report.summary.clean_reps, 0);
  const exercise = reports.find((report) => report.exercise)?.exercise ?? null;
  const sets = reports.length > 1 ? ` in ${counted(reports.length, "set")}` : "";
  const cleanly = clean === reps ? "all clean" : `${clean ? whole(clean) : "none"} clean`;
  return `${titleOf(exercise)}: ${counted(reps, "repetition")}${sets}, ${cleanly}`;
}

/**
 * @param {FinishedSet} set
 * @param {number | null} numbered
 */
function section({ report, html, json }, numbered) {
  const advice = report.view?.advice ?? [];
  return make(
    "section",
    { className: "set" },
    numbered !== null && make("h2", {}, `Set ${whole(numbered)}`),
    report.warnings.length > 0 && list(report.warnings, "alert"),
    tiles(report.summary),
    report.reps.length > 0 && toChange(report),
    report.reps.length > 0 && repTable(report.reps),
    report.attempts.length > 0 && notCounted(report.attempts),
    advice.length > 0 && panel("How to film better", advice),
    saving(html, json, numbered),
  );
}

/** @param {Summary} summary */
function tiles(summary) {
  const { reps, reps_left, reps_right, clean_reps } = summary;
  return make(
    "dl",
    { className: "tiles" },
    tile(plural(reps, "repetition"), whole(reps), "most"),
    tile("clean", whole(clean_reps), "most"),
    reps > 0 && [
      tile("leg", legs(reps_left, reps_right)),
      tile("range", degrees(summary.hip_range_deg)),
      tile("hold", seconds(summary.hold_s)),
      tile("knee at the top", degrees(summary.knee_angle_deg)),
    ],
  );
}

/**
 * @param {string} name
 * @param {string} value
 */
function tile(name, value, className = "") {
  return make("div", { className }, make("dt", {}, name), make("dd", {}, value));
}

/**
 * "left", "right" or "3 left, 4 right".
 * @param {number} left
 * @param {number} right
 */
function legs(left, right) {
  if (left && right) return `${whole(left)} left, ${whole(right)} right`;
  return left ? "left" : "right";
}

/**
 * The cues of the set, the one that most repetitions call for first.
 * @param {Report} report
 */
function toChange({ reps, summary, seen }) {
  /** @type {Map<string, number[]>} */
  const byCue = new Map();
  for (const rep of reps) {
    for (const fault of rep.faults) byCue.set(fault.cue, [...(byCue.get(fault.cue) ?? []), rep.number]);
  }
  const lines = [...byCue]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([cue, ns]) => `${cue} (${plural(ns.length, "repetition")} ${ns.map(whole).join(", ")})`);
  lines.push(...summary.set_faults.map((fault) => `${fault.cue} (${faultInWords(fault)})`));
  if (lines.length) return panel("What to change", lines, "work");
  const doubts = seen?.doubts ?? [];
  if (doubts.length) {
    return panel(
      "What to change",
      doubts.map((doubt) => doubt.advice),
      "work",
    );
  }
  return summary.clean_reps < summary.reps
    ? panel("What to change", ["Not every repetition could be judged from where the camera stood."])
    : panel("Well done", ["Nothing to correct in this set."], "good");
}

/**
 * @param {string} title
 * @param {string[]} lines the first one is the largest
 */
function panel(title, [first = "", ...more], className = "") {
  return make(
    "div",
    { className: `panel ${className}` },
    make("h2", {}, title),
    make("p", { className: "cue" }, first),
    more.length > 0 && list(more),
  );
}

/** @param {Attempt[]} attempts */
function notCounted(attempts) {
  const lines = attempts.map(
    (one) =>
      `${number(one.start_s, 1)} to ${seconds(one.end_s)}, ${one.side}: ${one.reason}` +
      (one.hip_range_deg === null ? "" : ` (range ${degrees(one.hip_range_deg)})`),
  );
  return make("div", { className: "panel plain" }, make("h2", {}, "Not counted"), list(lines));
}

/**
 * @param {string} html
 * @param {string} json
 * @param {number | null} numbered
 */
function saving(html, json, numbered) {
  const name = `formcheck-${new Date().toISOString().slice(0, 10)}${numbered ? `-set-${numbered}` : ""}`;
  return make(
    "p",
    { className: "actions" },
    download("Save page", html, `${name}.html`),
    download("Save JSON", json, `${name}.json`),
  );
}

/**
 * @param {string} text
 * @param {string} address
 * @param {string} name of the file
 */
const download = (text, address, name) =>
  make("a", { className: "button", href: serverAddress(address), download: name }, text);
