"""A history with any number of sets in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from formcheck.analysis import analyze
from formcheck.history import HistoryEntry, Lift, entry_of, open_history
from formcheck.report.set_report import SetReport
from tests.support.paths import POSES

MONDAY = datetime(2026, 3, 2, 18, 30, tzinfo=timezone(timedelta(hours=1)))


@cache
def report() -> SetReport:
    """A set of four repetitions."""
    return analyze(POSES / "donkey-kick-faults.npz")


def entries(count: int) -> list[HistoryEntry]:
    """That set again and again, every seven hours."""
    one = entry_of(report(), MONDAY, load_kg=5, equipment="band", note="felt good; left, right")
    return [replace(one, done_at=MONDAY + timedelta(hours=7 * i)) for i in range(count)]


def filled(path: Path, count: int, *, reports: bool = False) -> Path:
    """A history file with so many sets and a lift."""
    with open_history(path, create=True) as history:
        history.add((entry, report().to_json() if reports else None) for entry in entries(count))
        history.add([], [Lift(MONDAY, "squat 3x10")])
    return path
