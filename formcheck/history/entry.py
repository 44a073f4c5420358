"""A set as the history keeps it: a line of numbers, with the whole report beside it."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean
from typing import Literal

from formcheck.errors import one_line
from formcheck.pose import Side
from formcheck.report.set_report import SetReport
from formcheck.reps.rep import Rep

Equipment = Literal["", "band", "cable"]


@dataclass(frozen=True)
class HistoryEntry:
    """One set.  Means over its repetitions, degrees and seconds; None where there is nothing to say it of."""

    done_at: datetime  # with its time zone, to the second
    exercise: str
    reps: int
    reps_left: int
    reps_right: int
    clean_reps: int
    hip_range_deg: float | None = None
    hip_range_left_deg: float | None = None
    hip_range_right_deg: float | None = None
    hold_s: float | None = None
    hold_left_s: float | None = None
    hold_right_s: float | None = None
    knee_angle_deg: float | None = None
    faults: dict[str, int] = field(default_factory=dict)  # repetitions with that fault, by rule name
    equipment: Equipment = ""
    load_kg: float | None = None
    note: str = ""
    source: str = ""  # the name of the video, without its folder
    number: int = 0  # in the history; 0: not in it yet

    @property
    def key(self) -> str:
        """What tells a set from every other: its time, its source and its numbers, not what was noted of it."""
        of = [int(self.done_at.timestamp()), self.exercise, self.source, self.reps_left, self.reps_right]
        # Plus zero: a database gives -0 back as 0.
        return _digest(of + [None if x is None else x + 0.0 for x in (self.hip_range_deg, self.hold_s)])

    @property
    def clean_share(self) -> float:
        """Of its repetitions, 0..1."""
        return self.clean_reps / self.reps if self.reps else 0.0


@dataclass(frozen=True)
class Lift:
    """Something else that was trained, as `formcheck log` took it."""

    done_at: datetime
    what: str

    @property
    def key(self) -> str:
        """What tells it from every other."""
        return _digest([int(self.done_at.timestamp()), self.what])


def entry_of(
    report: SetReport,
    done_at: datetime,
    *,
    equipment: Equipment = "",
    load_kg: float | None = None,
    note: str = "",
) -> HistoryEntry:
    """A report as a line of the history; ValueError for one without a repetition."""
    summary = report.summary
    if report.exercise is None:
        raise ValueError("a set without a repetition is not kept")
    return HistoryEntry(
        done_at=done_at.replace(microsecond=0),
        exercise=report.exercise,
        reps=summary.reps,
        reps_left=summary.reps_left,
        reps_right=summary.reps_right,
        clean_reps=summary.clean_reps,
        hip_range_deg=_mean(report.reps, "hip_range_deg"),
        hip_range_left_deg=_mean(report.reps, "hip_range_deg", "left"),
        hip_range_right_deg=_mean(report.reps, "hip_range_deg", "right"),
        hold_s=_mean(report.reps, "hold_s"),
        hold_left_s=_mean(report.reps, "hold_s", "left"),
        hold_right_s=_mean(report.reps, "hold_s", "right"),
        knee_angle_deg=_mean(report.reps, "knee_angle_deg"),
        faults=dict(summary.faults),
        equipment=equipment,
        load_kg=load_kg,
        note=note,
        source=one_line(report.source.name),
    )


def _mean(reps: Sequence[Rep], name: str, side: Side | None = None) -> float | None:
    values = [getattr(rep, name) for rep in reps if side in (None, rep.side)]
    known = [value for value in values if math.isfinite(value)]
    return round(fmean(known), 2) if known else None


def _digest(values: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:32]
