"""What is said of a set, and its JSON: schema `formcheck.report/1`, see docs/report.md.

Scripts depend on the names here; they are only ever added to.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from formcheck.exercises.rules import Fault
from formcheck.pose import Side, Source
from formcheck.report.json_values import json_document, to_json_values
from formcheck.report.seen import SeenSummary
from formcheck.reps.rep import Attempt, Rep

SCHEMA = "formcheck.report/1"


@dataclass(frozen=True)
class ViewSummary:
    """How the camera saw the set: errors are those of the near leg, not_judged are rule names."""

    near_side: Side
    azimuth_deg: float
    knee_error_deg: float
    hip_error_deg: float
    not_judged: tuple[str, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """The set in numbers; None where there is nothing to say it of."""

    reps: int
    reps_left: int
    reps_right: int
    clean_reps: int  # judged, and without a fault
    faults: dict[str, int]  # repetitions with that fault, by rule name
    set_faults: tuple[Fault, ...]  # of the set as a whole: range-fade, left-right
    knee_angle_deg: float | None  # means over the repetitions
    hip_extension_deg: float | None
    hip_range_deg: float | None
    hold_s: float | None
    lift_s: float | None
    lower_s: float | None
    best_hip_range_deg: float | None
    range_fade_percent: float | None  # how much smaller the last two ranges are than the first two
    left_right_percent: dict[str, float] | None  # by measure: how much smaller the weaker side's mean is


@dataclass(frozen=True)
class SetReport:
    """The report of one set."""

    source: Source
    model: str
    exercise: str | None  # None: no repetition
    exercise_chosen: str  # what the user asked for: a name or "auto"
    view: ViewSummary | None  # None: no person was seen well enough
    reps: tuple[Rep, ...]
    attempts: tuple[Attempt, ...]
    summary: Summary
    warnings: tuple[str, ...]
    seen: SeenSummary | None = None  # None: a report from before this was written down, or no picture
    angle_correction: str | None = (
        None  # the version that corrected the angles; None: a report from before there was one
    )

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values, rounded to what can be meant; NaN becomes null."""
        from formcheck.version import __version__

        return {
            "schema": SCHEMA,
            "formcheck": __version__,
            **{f.name: to_json_values(getattr(self, f.name)) for f in dataclasses.fields(self)},
        }

    def to_json(self) -> str:
        """The report as a JSON document, indented, with a newline at its end."""
        return json_document(self.to_dict())
