"""Two sets side by side: what changed, and what is within the error of the measurement."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from formcheck.exercises.measure import HIP_RANGE, OF_EVERY_REP, Measure, Unit
from formcheck.pose import SIDES, Side
from formcheck.report.set_report import SetReport
from formcheck.reps.rep import Rep


@dataclass(frozen=True)
class ComparisonRow:
    """One measure of both sets; NaN where it was not seen."""

    name: str
    unit: Unit | None  # None: a number of repetitions
    a: float
    b: float
    same_within: float  # a smaller difference means nothing

    @property
    def difference(self) -> float:
        """From the first set to the second."""
        return self.b - self.a

    @property
    def changed(self) -> bool:
        """Whether the difference is larger than the error."""
        return abs(self.difference) > self.same_within


def compare_sets(a: SetReport, b: SetReport) -> list[ComparisonRow]:
    """The measures of two sets; differences are judged by the error of a mean over the repetitions.

    The camera's part of the error does not shrink with more repetitions, and
    it does not cancel between two recordings: it counts once for each.
    """
    rows = [
        ComparisonRow("repetitions", None, len(a.reps), len(b.reps), 0),
        ComparisonRow("left", None, a.summary.reps_left, b.summary.reps_left, 0),
        ComparisonRow("right", None, a.summary.reps_right, b.summary.reps_right, 0),
        ComparisonRow("clean", None, a.summary.clean_reps, b.summary.clean_reps, 0),
    ]
    rows += [_row(measure.called, measure, a.reps, b.reps) for measure in OF_EVERY_REP]
    return rows + _by_side(a, b)


def compare_faults(a: SetReport, b: SetReport) -> list[tuple[str, int, int]]:
    """Rules that either set broke, with the number of repetitions of each; the commonest first."""
    names = sorted({*a.summary.faults, *b.summary.faults})
    counted = [(name, a.summary.faults.get(name, 0), b.summary.faults.get(name, 0)) for name in names]
    return sorted(counted, key=lambda row: -max(row[1:]))


def _by_side(a: SetReport, b: SetReport) -> list[ComparisonRow]:
    """Range by leg, where both sets have reps of it and one has both legs."""
    if not any(r.summary.reps_left and r.summary.reps_right for r in (a, b)):
        return []
    rows = []
    for side in SIDES:
        in_a, in_b = (_of(report.reps, side) for report in (a, b))
        rows.append(_row(f"{HIP_RANGE.called} {side}", HIP_RANGE, in_a, in_b))
    return [row for row in rows if not math.isnan(row.difference)]


def _row(name: str, measure: Measure, in_a: Sequence[Rep], in_b: Sequence[Rep]) -> ComparisonRow:
    means = (_mean(in_a, measure.name), _mean(in_b, measure.name))
    return ComparisonRow(name, measure.unit, *means, _error(in_a, in_b, measure))


def _of(reps: Sequence[Rep], side: Side) -> list[Rep]:
    return [rep for rep in reps if rep.side == side]


def _mean(reps: Sequence[Rep], name: str) -> float:
    known = [value for rep in reps if math.isfinite(value := getattr(rep, name))]
    return fmean(known) if known else math.nan


def _error(in_a: Sequence[Rep], in_b: Sequence[Rep], measure: Measure) -> float:
    """Of a difference between the two means, 90 %."""
    return math.hypot(*(fmean(rep.error(measure) for rep in reps) if reps else 0.0 for reps in (in_a, in_b)))
