"""From measured swings to judged repetitions: what each one was, and what to change.

A set judges its repetitions together: the exercise is settled by all of them
and a range is held against the person's own best, so a verdict given during
the set may be mended once the set is known whole.  The measures never change.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from statistics import median

from formcheck.exercises import AUTO, EXERCISES, Exercise
from formcheck.exercises.posture import Posture
from formcheck.exercises.recognition import recognise
from formcheck.exercises.rules import judge
from formcheck.reps.measured_rep import MeasuredRep
from formcheck.reps.rep import Rep

ANGLES = ("knee_angle_deg", "hip_extension_deg", "hip_range_deg")
USUAL_FROM = 3  # repetitions of one leg that make something usual


def judge_set(measured: Sequence[MeasuredRep], exercise: str) -> list[Rep]:
    """The repetitions of a set, in order of time; `exercise` is a name or "auto"."""
    in_order = sorted(measured, key=lambda m: m.start_s)
    exercises = settle(in_order, exercise)
    return [
        _rep(number, m, e, _against_the_set(m, in_order, exercises))
        for number, (m, e) in enumerate(zip(in_order, exercises, strict=True), 1)
    ]


def settle(measured: Sequence[MeasuredRep], exercise: str) -> list[Exercise]:
    """Which exercise each swing is judged as."""
    if exercise != AUTO:
        return [EXERCISES[exercise]] * len(measured)
    settled: dict[int, Exercise] = {}
    for held in Posture:
        of_posture = [i for i, m in enumerate(measured) if m.posture is held]
        knees = [measured[i].values["knee_angle_deg"] for i in of_posture]
        settled.update(zip(of_posture, recognise(held, knees), strict=True))
    return [settled[i] for i in range(len(measured))]


def _against_the_set(
    m: MeasuredRep, measured: Sequence[MeasuredRep], exercises: Sequence[Exercise]
) -> dict[str, float]:
    """The numbers that only a set has: this repetition against the person's others with the same leg."""
    return {
        "range_of_best": _range_of_best(m, measured, exercises),
        "over_usual_deg": _over_usual(m, measured),
    }


def _over_usual(m: MeasuredRep, measured: Sequence[MeasuredRep]) -> float:
    """How much further back the thigh went than it usually does, degrees; NaN with fewer than three to tell.

    Never counted from below the trunk line: in a set that fades, the full
    first repetitions are not overdone.
    """
    own = [o.values["hip_extension_deg"] for o in measured if o.side == m.side and o.posture is m.posture]
    if len(own) < USUAL_FROM:
        return math.nan
    return m.values["hip_extension_deg"] - max(median(own), 0.0)


def _range_of_best(m: MeasuredRep, measured: Sequence[MeasuredRep], exercises: Sequence[Exercise]) -> float:
    """Hip range as a share of the person's best with that leg in the set, per cent.

    A range bought with another fault of the hip (an arched back) is nobody's best.
    """
    own = [
        o.values["hip_range_deg"]
        for o, e in zip(measured, exercises, strict=True)
        if o.side == m.side and o.posture is m.posture and not _overdone(o, e)
    ]
    return 100.0 * m.values["hip_range_deg"] / max(own, default=m.values["hip_range_deg"])


def _overdone(m: MeasuredRep, exercise: Exercise) -> bool:
    return any(fault.rule == "back-arch" for fault in judge(exercise.rules, m.values, m.errors)[0])


def _rep(number: int, m: MeasuredRep, exercise: Exercise, against_the_set: dict[str, float]) -> Rep:
    errors = m.errors
    values = m.values
    shown = m.view.judges(m.side)
    faults, not_judged = judge(exercise.rules, {**values, **against_the_set} if shown else {}, errors)
    if not shown:
        values = values | dict.fromkeys(ANGLES, math.nan)
    return Rep(
        number=number,
        exercise=exercise.name,
        side=m.side,
        start_s=m.start_s,
        top_start_s=m.top_start_s,
        top_end_s=m.top_end_s,
        end_s=m.end_s,
        hold_s=m.values["hold_s"],
        lift_s=m.values["lift_s"],
        lower_s=m.values["lower_s"],
        knee_angle_deg=values["knee_angle_deg"],
        knee_error_deg=errors["knee"],
        hip_extension_deg=values["hip_extension_deg"],
        hip_error_deg=errors["hip"],
        hip_range_deg=values["hip_range_deg"],
        faults=tuple({f.rule: f for f in reversed(faults)}.values())[::-1],  # one per rule name
        not_judged=_unjudged(exercise, not_judged),
    )


def _unjudged(exercise: Exercise, not_judged: Sequence[str]) -> tuple[str, ...]:
    """Rules of which no part could be judged: one that looks twice (range, back-arch) needs only one look."""
    looks = Counter(rule.name for rule in exercise.rules)
    return tuple(name for name, times in Counter(not_judged).items() if times == looks[name])
