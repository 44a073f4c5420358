"""What is a fault in truth: one table of rules, and the two that look at a whole set.

Each quantity is exact: measured on the skeleton, or as programmed.  Between "fault" and "clean" lies a borderline
where no honest judge could be sure; there nothing is scored.

A fault also touches what other rules look at, and those are then borderline as well (TOUCHED):
  a strong elbow bend lowers the shoulders, so that the trunk pitches as if the back had arched;
  a turned or tipped pelvis, and a leaning trunk, move the shoulder-hip line that an arch is seen by;
  an arch or a turned pelvis carries the thigh along, 5 to 20 degrees further than the hip itself goes, so the
  other reps of that set are short against the best one without being so;
  a rep that begins where the last one stopped halfway is short by just that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Rep = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """Fault at or beyond `fault`, borderline from `clean` on; `sign` +1: too much is bad, -1: too little."""

    rule: str
    quantity: Callable[[Rep], float]
    fault: float
    clean: float
    sign: int = 1

    def judge(self, rep: Rep) -> str:
        value = self.sign * self.quantity(rep)
        if value >= self.sign * self.fault:
            return "fault"
        return "borderline" if value >= self.sign * self.clean else "clean"


def programmed(key: str) -> Callable[[Rep], float]:
    return lambda rep: abs(float(rep["programmed"][key]))


def measured(key: str) -> Callable[[Rep], float]:
    return lambda rep: float(rep[key])


EVERYWHERE = (
    Line("range", programmed("range"), 0.72, 0.86, -1),
    Line("hold", measured("hold_s"), 0.65, 0.95, -1),
    Line("lift-tempo", measured("lift_s"), 0.26, 0.34, -1),
    Line("lower-tempo", measured("lower_s"), 0.28, 0.38, -1),
    Line("return", programmed("return_fraction"), 0.2, 0.1),
    Line("back-arch", programmed("trunk_arch_deg"), 9, 4),
    Line("pelvis-rotation", programmed("pelvis_roll_deg"), 10, 4),
    Line("head", programmed("head_drop_deg"), 15, 8),
)
ALL_FOURS = (*EVERYWHERE, Line("elbows", programmed("elbow_bend_deg"), 12, 6))
KNEE = measured("knee_angle_deg")
RULES = {
    "donkey-kick": (*ALL_FOURS, Line("knee-angle", KNEE, 65, 75, -1), Line("knee-angle", KNEE, 115, 105)),
    "glute-kickback": (*ALL_FOURS, Line("knee-angle", KNEE, 150, 160, -1)),
    "standing-kickback": (
        *EVERYWHERE,
        Line("knee-angle", KNEE, 145, 155, -1),
        Line("trunk-lean", programmed("trunk_lean_deg"), 12, 6),
        Line("support-knee", programmed("support_knee_deg"), 15, 8),
    ),
}
# (programmed value, from where on, rules it blurs)
TOUCHED = (
    ("elbow_bend_deg", 12, ("back-arch",)),
    ("pelvis_roll_deg", 10, ("back-arch",)),
    ("trunk_arch_deg", 9, ("trunk-lean",)),
    ("trunk_lean_deg", 6, ("back-arch",)),
    ("from", 0.1, ("range",)),
)
# A rep below this part of the best measured range of its set cannot be called full by anyone who sees only ranges.
FULL_BESIDE_THE_BEST = 0.9


def judge_rep(rep: Rep, exercise: str) -> Rep:
    """The rep with `faults` and `borderline`; one that does not count has neither."""
    verdicts: dict[str, str] = {}
    for line in RULES.get(exercise, ()) if rep["counts"] else ():
        verdict = line.judge(rep)
        if verdict != "clean":
            verdicts[line.rule] = verdict
    judged = {line.rule for line in RULES.get(exercise, ())}
    for key, level, rules in TOUCHED:
        if rep["counts"] and abs(rep["programmed"][key]) >= level:
            verdicts |= {rule: "borderline" for rule in rules if rule in judged and rule not in verdicts}
    faults = [rule for rule, verdict in verdicts.items() if verdict == "fault"]
    borderline = [rule for rule, verdict in verdicts.items() if verdict == "borderline"]
    return {**rep, "faults": faults, "borderline": borderline}


def judge_set(reps: list[Rep]) -> tuple[list[str], list[str]]:
    """Faults and borderline rules of the whole set; reps beside a better one get `range` as borderline, in place."""
    counted = [rep for rep in reps if rep["counts"]]
    blur_range(counted)
    verdicts = {"left-right": left_right(counted), "range-fade": range_fade(counted)}
    # Unequal legs worked one after the other look like a fade; so do the honest reps after a carried one.
    if verdicts["range-fade"] == "fault" and (
        verdicts["left-right"] != "clean" or any(map(carried, counted))
    ):
        verdicts["range-fade"] = "borderline"
    names = sorted(verdicts)
    return [n for n in names if verdicts[n] == "fault"], [n for n in names if verdicts[n] == "borderline"]


def carried(rep: Rep) -> bool:
    """Whether a tipped or turned pelvis has taken the thigh further than the hip went."""
    programmed = rep["programmed"]
    return programmed["trunk_arch_deg"] >= 9 or programmed["pelvis_roll_deg"] >= 10


def blur_range(counted: list[Rep]) -> None:
    best = max((rep["hip_range_deg"] for rep in counted), default=0.0)
    for rep in counted:
        known = rep["faults"] + rep["borderline"]
        if rep["hip_range_deg"] < FULL_BESIDE_THE_BEST * best and "range" not in known:
            rep["borderline"].append("range")


def mean(reps: list[Rep], key: str) -> float:
    return float(sum(rep[key] for rep in reps) / len(reps))


def graded(part: float, certain: bool) -> str:
    """part: the smaller over the larger."""
    if part < 0.8 and certain:
        return "fault"
    return "borderline" if part < 0.9 else "clean"


def range_fade(counted: list[Rep]) -> str:
    """The last two counted reps against the first two; sure only where these are four different reps."""
    if len(counted) < 3:
        return "clean"
    part = mean(counted[-2:], "hip_range_deg") / mean(counted[:2], "hip_range_deg")
    return graded(part, certain=len(counted) >= 4)


def left_right(counted: list[Rep]) -> str:
    """Mean range and mean hold of the two sides; sure only where each has worked twice."""
    sides = [[rep for rep in counted if rep["side"] == side] for side in ("left", "right")]
    if not all(sides):
        return "clean"
    part = 1.0
    for key in ("hip_range_deg", "hold_s"):
        a, b = (mean(side, key) for side in sides)
        part = min(part, min(a, b) / max(a, b))
    return graded(part, certain=min(map(len, sides)) >= 2)
