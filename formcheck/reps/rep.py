"""A judged repetition, and an attempt that was not counted."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.exercises.rules import Fault
from formcheck.pose import Side


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
