"""From measured swings to judged repetitions: what each one was, and what to change.

A set judges its repetitions together: the exercise is settled by all of them
and a range is held against the person's own best, so a verdict given during
the set may change once the whole set is known.  The measures never change.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from formcheck.exercises import AUTO, EXERCISES, Exercise
from formcheck.exercises.measure import (
    BEYOND_USUAL,
    HIP_EXTENSION,
    HIP_RANGE,
    HOLD_TIME,
    KNEE_ANGLE,
    LIFT_TIME,
    LOWER_TIME,
    SHARE_OF_BEST,
)
from formcheck.exercises.posture import Posture
from formcheck.exercises.recognition import Recognition
from formcheck.exercises.rule_name import RuleName
from formcheck.exercises.rules import judge
from formcheck.pose import Side
from formcheck.reps.measured_rep import MeasuredRep
from formcheck.reps.rep import Rep

ANGLES = (KNEE_ANGLE.name, HIP_EXTENSION.name, HIP_RANGE.name)
USUAL_FROM = 3  # repetitions of one leg that make something usual

Key = tuple[Side, Posture]


class SetJudge:
    """The repetitions of a set and what they say of each other.

    One more costs the same in a long set as in a short one.  `exercise` is a name from `formcheck.exercises` or "auto".
    """

    def __init__(self, exercise: str, measured: Iterable[MeasuredRep] = ()) -> None:
        self._chosen = None if exercise == AUTO else EXERCISES[exercise]
        self.measured: list[MeasuredRep] = []  # in order of time
        self._recognition = {held: Recognition(held) for held in Posture}
        self._ranges: defaultdict[Key, list[float]] = defaultdict(list)  # sorted, of those not overdone
        self._extensions: defaultdict[Key, list[float]] = defaultdict(list)  # sorted
        for m in measured:
            self.add(m)

    def add(self, m: MeasuredRep) -> None:
        """Take a repetition into the set."""
        insort(self.measured, m, key=_start)
        self._recognition[m.posture].add(m.values[KNEE_ANGLE.name])
        insort(self._extensions[m.side, m.posture], m.values[HIP_EXTENSION.name])
        if not self._overdone(m):
            insort(self._ranges[m.side, m.posture], m.values[HIP_RANGE.name])

    def remove(self, m: MeasuredRep) -> None:
        """Take a repetition out of the set again."""
        self.measured.remove(m)
        self._recognition[m.posture].remove(m.values[KNEE_ANGLE.name])
        _take_out(self._extensions[m.side, m.posture], m.values[HIP_EXTENSION.name])
        if not self._overdone(m):
            _take_out(self._ranges[m.side, m.posture], m.values[HIP_RANGE.name])

    def judge(self, m: MeasuredRep) -> Rep:
        """A repetition of the set, judged with all that is known so far."""
        number = bisect_left(self.measured, m.start_s, key=_start) + 1
        against_the_set = {SHARE_OF_BEST.name: self._range_of_best(m), BEYOND_USUAL.name: self._over_usual(m)}
        return _rep(number, m, self._exercise(m), against_the_set)

    def judge_all(self) -> list[Rep]:
        """Every repetition, in order of time."""
        return [self.judge(m) for m in self.measured]

    def _exercise(self, m: MeasuredRep) -> Exercise:
        return self._chosen or self._recognition[m.posture].exercise(m.values[KNEE_ANGLE.name])

    def _over_usual(self, m: MeasuredRep) -> float:
        """How much further back the thigh went than it usually does, degrees; NaN with fewer than three repetitions.

        Never counted from below the trunk line: in a set that fades, the full
        first repetitions are not overdone.
        """
        own = self._extensions[m.side, m.posture]
        if len(own) < USUAL_FROM:
            return math.nan
        usual = (own[(len(own) - 1) // 2] + own[len(own) // 2]) / 2
        return m.values[HIP_EXTENSION.name] - max(usual, 0.0)

    def _range_of_best(self, m: MeasuredRep) -> float:
        """Hip range as a share of the person's best with that leg in the set, per cent.

        A range reached with another fault of the hip (an arched back) is not a person's best.
        """
        own = self._ranges[m.side, m.posture]
        return 100.0 * m.values[HIP_RANGE.name] / (own[-1] if own else m.values[HIP_RANGE.name])

    def _overdone(self, m: MeasuredRep) -> bool:
        faults, _ = judge(self._exercise(m).rules, m.values, m.errors)
        return any(fault.rule == RuleName.BACK_ARCH for fault in faults)


def _start(m: MeasuredRep) -> float:
    return m.start_s


def _take_out(ordered: list[float], value: float) -> None:
    ordered.pop(bisect_left(ordered, value))


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
        hold_s=m.values[HOLD_TIME.name],
        lift_s=m.values[LIFT_TIME.name],
        lower_s=m.values[LOWER_TIME.name],
        knee_angle_deg=values[KNEE_ANGLE.name],
        knee_error_deg=errors[KNEE_ANGLE.name],
        hip_extension_deg=values[HIP_EXTENSION.name],
        hip_error_deg=errors[HIP_EXTENSION.name],
        hip_range_deg=values[HIP_RANGE.name],
        hip_range_error_deg=errors[HIP_RANGE.name],
        hold_error_s=errors[HOLD_TIME.name],
        lift_error_s=errors[LIFT_TIME.name],
        lower_error_s=errors[LOWER_TIME.name],
        faults=tuple({f.rule: f for f in reversed(faults)}.values())[::-1],  # one per rule name
        not_judged=_unjudged(exercise, not_judged),
    )


def _unjudged(exercise: Exercise, not_judged: Sequence[str]) -> tuple[str, ...]:
    """Rules of which no part could be judged: one that looks twice (range, back-arch) needs only one look."""
    looks = Counter[str](rule.name for rule in exercise.rules)
    return tuple(name for name, times in Counter(not_judged).items() if times == looks[name])
