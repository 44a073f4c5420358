"""Two sets side by side: what changed, and what is within the error of the measurement."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from formcheck.pose import SIDES, Side
from formcheck.report.set_report import SetReport
from formcheck.reps.rep import Rep

SAME_S = 0.15  # times differ by less between two counts of the same video at 30 frames a second


@dataclass(frozen=True)
class Row:
    """One measure of both sets; NaN where it was not seen."""

    name: str
    unit: str  # "", "deg" or "s"
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


def compare(a: SetReport, b: SetReport) -> list[Row]:
    """The measures of two sets; differences are judged by the error of a mean over the repetitions.

    The camera's part of the error does not shrink with more repetitions, and
    it does not cancel between two recordings: it counts once for each.
    """
    rows = [
        Row("repetitions", "", len(a.reps), len(b.reps), 0),
        Row("left", "", a.summary.reps_left, b.summary.reps_left, 0),
        Row("right", "", a.summary.reps_right, b.summary.reps_right, 0),
        Row("clean", "", a.summary.clean_reps, b.summary.clean_reps, 0),
    ]
    hip = _error(a, b, lambda rep: rep.hip_error_deg)
    knee = _error(a, b, lambda rep: rep.knee_error_deg)
    for name, field, unit, error in (
        ("knee at the top", "knee_angle_deg", "deg", knee),
        ("hip at the top", "hip_extension_deg", "deg", hip),
        ("range", "hip_range_deg", "deg", hip),
        ("hold", "hold_s", "s", SAME_S),
        ("lift", "lift_s", "s", SAME_S),
        ("lowering", "lower_s", "s", SAME_S),
    ):
        rows.append(Row(name, unit, _mean(a.reps, field), _mean(b.reps, field), error))
    rows += _by_side(a, b, hip)
    return rows


def faults(a: SetReport, b: SetReport) -> list[tuple[str, int, int]]:
    """Rules that either set broke, with the number of repetitions of each; the commonest first."""
    names = sorted({*a.summary.faults, *b.summary.faults})
    counted = [(name, a.summary.faults.get(name, 0), b.summary.faults.get(name, 0)) for name in names]
    return sorted(counted, key=lambda row: -max(row[1:]))


def _by_side(a: SetReport, b: SetReport, error: float) -> list[Row]:
    """Range by leg, where both sets have reps of it and one has both legs."""
    if not any(r.summary.reps_left and r.summary.reps_right for r in (a, b)):
        return []
    rows = []
    for side in SIDES:
        in_a, in_b = (_mean(_of(report.reps, side), "hip_range_deg") for report in (a, b))
        rows.append(Row(f"range {side}", "deg", in_a, in_b, error))
    return [row for row in rows if not math.isnan(row.difference)]


def _of(reps: Sequence[Rep], side: Side) -> list[Rep]:
    return [rep for rep in reps if rep.side == side]


def _mean(reps: Sequence[Rep], name: str) -> float:
    known = [value for rep in reps if math.isfinite(value := getattr(rep, name))]
    return fmean(known) if known else math.nan


def _error(a: SetReport, b: SetReport, error: Callable[[Rep], float]) -> float:
    """Of a difference between the two means, 90 %."""
    return math.hypot(*(fmean(error(rep) for rep in r.reps) if r.reps else 0.0 for r in (a, b)))
