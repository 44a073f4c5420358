"""The page of two sets side by side."""

from __future__ import annotations

from typing import Any

from formcheck.coaching.verdict import verdict
from formcheck.exercises.bands import target_band
from formcheck.exercises.measure import HIP_RANGE, HOLD_TIME, KNEE_ANGLE, Measure
from formcheck.html import phrases
from formcheck.html.page import render_page
from formcheck.report.comparison import ComparisonRow, compare_faults, compare_sets
from formcheck.report.set_report import SetReport

CHARTED = (HIP_RANGE, HOLD_TIME, KNEE_ANGLE)


def compare_page(a: SetReport, b: SetReport) -> str:
    """The page of two sets, the first on the left."""
    return render_page(
        "compare",
        data={measure.name: _series(a, b, measure) for measure in CHARTED},
        sets=[_set(letter, report) for letter, report in (("A", a), ("B", b))],
        rows=[_row(row) for row in compare_sets(a, b)],
        faults=[(phrases.about_rule(name), in_a, in_b) for name, in_a, in_b in compare_faults(a, b)],
        charts=[(measure.name, measure.called.capitalize()) for measure in CHARTED],
        same_exercise=a.exercise == b.exercise,
    )


def _set(letter: str, report: SetReport) -> dict[str, Any]:
    return {
        "letter": letter,
        "name": report.source.name,
        "headline": phrases.headline(report),
        "said": verdict(report),
        "camera": phrases.camera(report.view) if report.view else "nobody seen well enough",
    }


def _row(row: ComparisonRow) -> dict[str, str]:
    if row.unit is None:
        a, b, difference = (f"{value:.0f}" for value in (row.a, row.b, abs(row.difference)))
        note = ""
    else:
        a, b, difference = (phrases.value(value, row.unit) for value in (row.a, row.b, abs(row.difference)))
        known = row.difference == row.difference
        note = ("more than the error" if row.changed else "within the error") if known else ""
    zero = not any(digit in difference for digit in "123456789")
    sign = "" if zero else "+" if row.difference > 0 else "−"
    return {"name": row.name, "a": a, "b": b, "difference": sign + difference, "note": note}


def _series(a: SetReport, b: SetReport, measure: Measure) -> dict[str, Any]:
    """Both sets by the number of the repetition."""
    longest = max(len(a.reps), len(b.reps))
    lines = {}
    for letter, report in (("A", a), ("B", b)):
        values = [getattr(rep, measure.name) for rep in report.reps]
        known = [round(value, 2) if value == value else None for value in values]
        lines[letter] = known + [None] * (longest - len(known))
    band = target_band(a.exercise if a.exercise == b.exercise else None, measure)
    return {
        "x": list(range(1, longest + 1)),
        "lines": lines,
        "low": band.low,
        "high": band.high,
        "unit": measure.unit.value_suffix,
    }
