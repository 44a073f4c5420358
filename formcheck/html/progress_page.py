"""The page of a history: one section per exercise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formcheck.coaching.wording import counted
from formcheck.exercises import EXERCISES
from formcheck.exercises.measure import HIP_RANGE, HOLD_TIME, Unit
from formcheck.history.advice import DISCLAIMER, advise_progress, reminder
from formcheck.history.entry import HistoryEntry, Lift
from formcheck.html.page import render_page

LISTED = 30  # of the latest sets
FULL_PERCENT = 105  # how high the chart of shares reaches: a line at 100 % has room above it
CHARTS = ("range", "hold", "clean", "load")


def progress_page(sets: Sequence[HistoryEntry], lifts: Sequence[Lift]) -> str:
    """The page of these sets, at least one, in order of time."""
    exercises = list(dict.fromkeys(entry.exercise for entry in sets))
    said = advise_progress(sets)
    sections = [
        {
            "id": exercise,
            "title": EXERCISES[exercise].title,
            "count": counted(sum(e.exercise == exercise for e in sets), "set"),
            "advice": [advice for advice in said if advice.exercise == exercise],
            "charts": CHARTS if any(e.load_kg for e in sets if e.exercise == exercise) else CHARTS[:-1],
        }
        for exercise in exercises
    ]
    return render_page(
        "progress",
        data={exercise: _series([e for e in sets if e.exercise == exercise]) for exercise in exercises},
        headline=f"{counted(len(sets), 'set')} from {sets[0].done_at:%Y-%m-%d} to {sets[-1].done_at:%Y-%m-%d}",
        sections=sections,
        reminder=reminder(sets, lifts),
        latest=list(reversed(sets[-LISTED:])),
        total=len(sets),
        disclaimer=DISCLAIMER,
    )


def _series(sets: Sequence[HistoryEntry]) -> dict[str, Any]:
    ranges = {"left": _values(sets, "hip_range_left_deg"), "right": _values(sets, "hip_range_right_deg")}
    holds = {"left": _values(sets, "hold_left_s"), "right": _values(sets, "hold_right_s")}
    clean = {"clean": [round(100 * entry.clean_share) for entry in sets]}
    return {
        "times": [int(entry.done_at.timestamp()) for entry in sets],
        "charts": {
            "range": {"lines": ranges, "unit": HIP_RANGE.unit.value_suffix, "full": None},
            "hold": {"lines": holds, "unit": HOLD_TIME.unit.value_suffix, "full": None},
            "clean": {"lines": clean, "unit": Unit.PERCENT.value_suffix, "full": FULL_PERCENT},
            "load": {"lines": {"load": _values(sets, "load_kg")}, "unit": " kg", "full": None},
        },
    }


def _values(sets: Sequence[HistoryEntry], name: str) -> list[float | None]:
    values = (getattr(entry, name) for entry in sets)
    return [None if value is None else round(value, 1) for value in values]
