/* Every repetition of a set in numbers, its faults beneath it. */

import { degrees, seconds, whole } from "../numbers.js";
import { make } from "./dom.js";
import { faultInWords } from "./fault-wording.js";

/** @import { Rep } from "../types" */

/** @type {{ name: string, value: (rep: Rep) => string }[]} */
const COLUMNS = [
  { name: "Knee", value: (rep) => degrees(rep.knee_angle_deg) },
  { name: "Hip", value: (rep) => degrees(rep.hip_extension_deg) },
  { name: "Range", value: (rep) => degrees(rep.hip_range_deg) },
  { name: "Hold", value: (rep) => seconds(rep.hold_s) },
  { name: "Lift", value: (rep) => seconds(rep.lift_s) },
  { name: "Lower", value: (rep) => seconds(rep.lower_s) },
];
const NAMES = ["#", "Leg", ...COLUMNS.map(({ name }) => name)];

/** @param {Rep[]} reps */
export function repTable(reps) {
  const head = row(NAMES.map((name) => make("th", { scope: "col" }, name)));
  const label = { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Every repetition" };
  return make("div", label, make("table", {}, make("thead", {}, head), reps.map(rowsOf)));
}

/** @param {Rep} rep */
function rowsOf(rep) {
  const cells = [rep.side, ...COLUMNS.map(({ value }) => value(rep))].map((text) => make("td", {}, text));
  return make(
    "tbody",
    {},
    row([make("th", { scope: "row" }, whole(rep.number)), ...cells]),
    rep.faults.map((fault) => remark(make("strong", {}, fault.cue), ` ${faultInWords(fault)}`)),
    isClean(rep) && remark(make("span", { className: "clean" }, "✓ clean")),
  );
}

/** @param {Rep} rep */
const isClean = (rep) => !rep.faults.length && rep.hip_extension_deg !== null;

/** @param {HTMLElement[]} cells */
const row = (cells, className = "") => make("tr", { className }, cells);

/** @param {(Node | string)[]} words */
function remark(...words) {
  return row([make("td"), make("td", { colSpan: NAMES.length - 1 }, words)], "fault");
}
