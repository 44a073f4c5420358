/* Every repetition of a set in numbers, its faults beneath it. */

import { make } from "./dom.js";
import { degrees, faultInWords, seconds, whole } from "./words.js";

const COLUMNS = [
  ["Knee", (rep) => degrees(rep.knee_angle_deg)],
  ["Hip", (rep) => degrees(rep.hip_extension_deg)],
  ["Range", (rep) => degrees(rep.hip_range_deg)],
  ["Hold", (rep) => seconds(rep.hold_s)],
  ["Lift", (rep) => seconds(rep.lift_s)],
  ["Lower", (rep) => seconds(rep.lower_s)],
];

export function table(reps) {
  const cell = (text) => make("td", {}, text);
  const head = ["#", "Leg", ...COLUMNS.map(([name]) => name)];
  return make(
    "div",
    { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Every repetition" },
    make(
      "table",
      {},
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          head.map((name) => make("th", { scope: "col" }, name)),
        ),
      ),
      reps.map((rep) =>
        make(
          "tbody",
          {},
          make(
            "tr",
            {},
            make("th", { scope: "row" }, whole(rep.number)),
            cell(rep.side),
            COLUMNS.map(([, value]) => cell(value(rep))),
          ),
          rep.faults.map((fault) => remark(make("strong", {}, fault.cue), ` ${faultInWords(fault)}`)),
          isClean(rep) && remark(make("span", { className: "clean" }, "✓ clean")),
        ),
      ),
    ),
  );
}

const isClean = (rep) => !rep.faults.length && rep.hip_extension_deg !== null;

function remark(...words) {
  return make(
    "tr",
    { className: "fault" },
    make("td"),
    make("td", { colspan: COLUMNS.length + 1 }, ...words),
  );
}
