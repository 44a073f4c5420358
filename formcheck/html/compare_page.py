"""The page of two sets side by side."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from formcheck.coaching.verdict import verdict
from formcheck.exercises.bands import wanted_band
from formcheck.html import phrases
from formcheck.html.page import render
from formcheck.report.comparison import Row, compare, faults
from formcheck.report.set_report import SetReport
from formcheck.version import __version__

CHARTED = (("hip_range_deg", "Range"), ("hold_s", "Hold"), ("knee_angle_deg", "Knee at the top"))


def compare_page(a: SetReport, b: SetReport) -> str:
    """The page of two sets, the first on the left."""
    return render(
        "compare.html",
        scripts=("charts.js", "compare.js"),
        data={measure: _series(a, b, measure) for measure, _ in CHARTED},
        sets=[_set(letter, report) for letter, report in (("A", a), ("B", b))],
        rows=[_row(row) for row in compare(a, b)],
        faults=[(phrases.RULES.get(name, name), in_a, in_b) for name, in_a, in_b in faults(a, b)],
        charts=CHARTED,
        same_exercise=a.exercise == b.exercise,
        version=__version__,
    )


def _set(letter: str, report: SetReport) -> dict[str, Any]:
    return {
        "letter": letter,
        "name": PurePath(report.source.path).name,
        "headline": phrases.headline(report),
        "said": verdict(report),
        "camera": phrases.camera(report.view) if report.view else "nobody seen well enough",
    }


def _row(row: Row) -> dict[str, str]:
    if not row.unit:
        a, b, difference = (f"{value:.0f}" for value in (row.a, row.b, abs(row.difference)))
        note = ""
    else:
        a, b, difference = (phrases.value(value, row.unit) for value in (row.a, row.b, abs(row.difference)))
        known = row.difference == row.difference
        note = ("more than the error" if row.changed else "within the error") if known else ""
    zero = not any(digit in difference for digit in "123456789")
    sign = "" if zero else "+" if row.difference > 0 else "−"
    return {"name": row.name, "a": a, "b": b, "difference": sign + difference, "note": note}


def _series(a: SetReport, b: SetReport, measure: str) -> dict[str, Any]:
    """Both sets by the number of the repetition."""
    longest = max(len(a.reps), len(b.reps))
    lines = {}
    for letter, report in (("A", a), ("B", b)):
        values = [getattr(rep, measure) for rep in report.reps]
        known = [round(value, 2) if value == value else None for value in values]
        lines[letter] = known + [None] * (longest - len(known))
    exercise = a.exercise if a.exercise == b.exercise else None
    band = wanted_band(exercise, measure) if exercise else None
    return {
        "x": list(range(1, longest + 1)),
        "lines": lines,
        "low": band.low if band else None,
        "high": band.high if band else None,
        "unit": " s" if measure.endswith("_s") else "°",
    }
