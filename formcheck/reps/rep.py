"""A judged repetition, and an attempt that was not counted."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.exercises.measure import Measure, Unit
from formcheck.exercises.rules import Fault
from formcheck.pose import Side

FORMER_TIME_ERROR_S = 0.1


@dataclass(frozen=True)
class Rep:
    """One repetition.  Seconds and degrees; the `error` fields are half-widths of a 90 % interval."""

    number: int
    exercise: str
    side: Side
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    hold_s: float
    lift_s: float
    lower_s: float
    knee_angle_deg: float  # mean over the top, 180 = straight
    knee_error_deg: float
    hip_extension_deg: float  # mean over the top, 0 = thigh in line with the trunk, + = behind it
    hip_error_deg: float
    hip_range_deg: float
    faults: tuple[Fault, ...]
    not_judged: tuple[str, ...]
    # None in a report from before these had errors of their own
    hip_range_error_deg: float | None = None
    hold_error_s: float | None = None
    lift_error_s: float | None = None
    lower_error_s: float | None = None

    def error(self, measure: Measure) -> float:
        """Half-width of the measure's 90 % interval, in its unit.

        A report of before every measure had an error of its own knows that of the hip, which its range had too, and
        of times that two counts of one set agreed to within 0.15 s.
        """
        error: float | None = getattr(self, measure.error)
        if error is not None:
            return error
        return FORMER_TIME_ERROR_S if measure.unit is Unit.SECONDS else self.hip_error_deg

    @property
    def judged(self) -> bool:
        """Whether the camera could see enough of it to judge; if not, its angles are NaN."""
        return math.isfinite(self.hip_extension_deg)

    @property
    def clean(self) -> bool:
        """Judged, and without a fault."""
        return self.judged and not self.faults


@dataclass(frozen=True)
class Attempt:
    """An excursion that was not counted, and why."""

    side: Side
    start_s: float
    end_s: float
    reason: str
    hip_range_deg: float
