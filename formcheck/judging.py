"""From measured swings to judged repetitions: what each one was, and what to change.

A set judges its repetitions together: the exercise is settled by all of them
and a range is held against the person's own best, so a verdict given during
the set may be mended once the set is known whole.  The measures never change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.exercises import EXERCISES, Exercise
from formcheck.kinematics import Side
from formcheck.measures import measure_all
from formcheck.recognition import recognise
from formcheck.report import Rep
from formcheck.rules import judge
from formcheck.sagittal import View
from formcheck.screening import Posture
from formcheck.swing import Swing
from formcheck.uncertainty import hip_error_deg, knee_error_deg

AUTO = "auto"


@dataclass(frozen=True)
class Measured:
    """A counted swing: everything the verdict needs, without the samples."""

    side: Side
    posture: Posture
    view: View
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    values: dict[str, float]  # by the names of measures.MEASURES

    @classmethod
    def of(cls, swing: Swing, held: Posture) -> Measured:
        """Measure a swing once and for all."""
        times = (swing.start_s, swing.top_start_s, swing.top_end_s, swing.end_s)
        return cls(swing.side, held, swing.view, *times, values=measure_all(swing))


def judge_set(measured: Sequence[Measured], exercise: str) -> list[Rep]:
    """The repetitions of a set, in order of time; `exercise` is a name or "auto"."""
    in_order = sorted(measured, key=lambda m: m.start_s)
    exercises = settle(in_order, exercise)
    return [
        _rep(number, m, e, _against_best(m, in_order, exercises))
        for number, (m, e) in enumerate(zip(in_order, exercises, strict=True), 1)
    ]


def settle(measured: Sequence[Measured], exercise: str) -> list[Exercise]:
    """Which exercise each swing is judged as."""
    if exercise != AUTO:
        return [EXERCISES[exercise]] * len(measured)
    settled: dict[int, Exercise] = {}
    for held in Posture:
        of_posture = [i for i, m in enumerate(measured) if m.posture is held]
        knees = [measured[i].values["knee_angle_deg"] for i in of_posture]
        settled.update(zip(of_posture, recognise(held, knees), strict=True))
    return [settled[i] for i in range(len(measured))]


def _against_best(m: Measured, measured: Sequence[Measured], exercises: Sequence[Exercise]) -> float:
    """Hip range as a share of the person's best with that leg in the set, per cent.

    A range bought with another fault of the hip (an arched back) is nobody's best.
    """
    own = [
        o.values["hip_range_deg"]
        for o, e in zip(measured, exercises, strict=True)
        if o.side == m.side and o.posture is m.posture and not _overdone(o, e)
    ]
    return 100.0 * m.values["hip_range_deg"] / max(own, default=m.values["hip_range_deg"])


def _overdone(m: Measured, exercise: Exercise) -> bool:
    return any(fault.rule == "back-arch" for fault in judge(exercise.rules, m.values)[0])


def _rep(number: int, m: Measured, exercise: Exercise, range_of_best: float) -> Rep:
    faults, not_judged = judge(exercise.rules, {**m.values, "range_of_best": range_of_best})
    near = m.side == m.view.near_side
    azimuth = m.view.azimuth_deg
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
        knee_angle_deg=m.values["knee_angle_deg"],
        knee_error_deg=knee_error_deg(azimuth, near=near),
        hip_extension_deg=m.values["hip_extension_deg"],
        hip_error_deg=hip_error_deg(azimuth, near=near),
        hip_range_deg=m.values["hip_range_deg"],
        faults=tuple({f.rule: f for f in reversed(faults)}.values())[::-1],  # one per rule name
        not_judged=tuple(dict.fromkeys(not_judged)),
    )
