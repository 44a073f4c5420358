"""The page of a history: one section per exercise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formcheck.exercises import EXERCISES
from formcheck.history.advice import DISCLAIMER, advise, reminder
from formcheck.history.entry import Entry, Lift
from formcheck.html import phrases
from formcheck.html.page import render
from formcheck.version import __version__

LISTED = 30  # of the latest sets
CHARTS = ("range", "hold", "clean", "load")


def progress_page(sets: Sequence[Entry], lifts: Sequence[Lift]) -> str:
    """The page of these sets, at least one, in order of time."""
    exercises = list(dict.fromkeys(entry.exercise for entry in sets))
    said = advise(sets)
    sections = [
        {
            "id": exercise,
            "title": EXERCISES[exercise].title,
            "count": phrases.count(sum(e.exercise == exercise for e in sets), "set"),
            "advice": [advice for advice in said if advice.exercise == exercise],
            "charts": CHARTS if any(e.load_kg for e in sets if e.exercise == exercise) else CHARTS[:-1],
        }
        for exercise in exercises
    ]
    return render(
        "progress.html",
        scripts=("charts.js", "progress.js"),
        data={exercise: _series([e for e in sets if e.exercise == exercise]) for exercise in exercises},
        headline=f"{phrases.count(len(sets), 'set')} from {sets[0].done_at:%Y-%m-%d} to {sets[-1].done_at:%Y-%m-%d}",
        sections=sections,
        reminder=reminder(sets, lifts),
        latest=list(reversed(sets[-LISTED:])),
        total=len(sets),
        words=phrases,
        disclaimer=DISCLAIMER,
        version=__version__,
    )


def _series(sets: Sequence[Entry]) -> dict[str, Any]:
    return {
        "times": [int(entry.done_at.timestamp()) for entry in sets],
        "range": {"left": _values(sets, "hip_range_left_deg"), "right": _values(sets, "hip_range_right_deg")},
        "hold": {"left": _values(sets, "hold_left_s"), "right": _values(sets, "hold_right_s")},
        "clean": {"clean": [round(100 * entry.clean_share) for entry in sets]},
        "load": {"load": _values(sets, "load_kg")},
    }


def _values(sets: Sequence[Entry], name: str) -> list[float | None]:
    values = (getattr(entry, name) for entry in sets)
    return [None if value is None else round(value, 1) for value in values]
