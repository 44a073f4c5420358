"""The numbers that the charts of a report are drawn from, as JSON values."""

from __future__ import annotations

import math
from statistics import median
from typing import Any

from formcheck.exercises.bands import Band, target_band
from formcheck.exercises.measure import HIP_EXTENSION, HIP_RANGE, HOLD_TIME, KNEE_ANGLE, Measure
from formcheck.pose import SIDES, Floats, Side
from formcheck.report.angle_curves import AngleCurves
from formcheck.report.set_report import SetReport
from formcheck.reps.rep import Rep

CURVED = {"hip": HIP_EXTENSION, "knee": KNEE_ANGLE}
OVER_THE_SET = (HIP_RANGE, HOLD_TIME)


def chart_data(report: SetReport, curves: AngleCurves | None, video_starts_s: float) -> dict[str, Any]:
    """Everything that the page's script draws."""
    return {
        "videoStarts": round(video_starts_s, 3),
        "reps": [_rep(rep) for rep in report.reps],
        "attempts": [
            {"side": a.side, "start": round(a.start_s, 2), "end": round(a.end_s, 2)} for a in report.attempts
        ],
        "curves": None if curves is None else _curves(report, curves),
        "overTheSet": {measure.name: _over_the_set(report, measure) for measure in OVER_THE_SET},
    }


def _rep(rep: Rep) -> dict[str, Any]:
    return {
        "number": rep.number,
        "side": rep.side,
        "start": round(rep.start_s, 2),
        "topStart": round(rep.top_start_s, 2),
        "topEnd": round(rep.top_end_s, 2),
        "end": round(rep.end_s, 2),
    }


def _curves(report: SetReport, curves: AngleCurves) -> dict[str, Any]:
    working = [side for side in SIDES if any(rep.side == side for rep in report.reps)]
    return {
        "times": [round(float(t), 3) for t in curves.times],
        "working": working,
        **{
            joint: {
                "lines": {side: numbers(lines[side]) for side in SIDES},
                "errors": {side: _error(report, side, measure) for side in SIDES},
                "targets": _targets(report, measure),
            }
            for (joint, measure), lines in zip(CURVED.items(), (curves.hip, curves.knee), strict=True)
        },
    }


def _error(report: SetReport, side: Side, measure: Measure) -> float:
    """The usual error of that leg's repetitions; 0 without one."""
    return round(median([rep.error(measure) for rep in report.reps if rep.side == side] or [0.0]), 1)


def _targets(report: SetReport, measure: Measure) -> list[dict[str, Any]]:
    """Target bands with the time they hold for: the whole recording where there is one exercise."""
    spans: list[tuple[str, float | None, float | None]]
    if report.exercise is None:
        return []
    if {rep.exercise for rep in report.reps} <= {report.exercise}:
        spans = [(report.exercise, None, None)]
    else:
        spans = [(rep.exercise, rep.start_s, rep.end_s) for rep in report.reps]
    found = []
    for exercise, start, end in spans:
        band = target_band(exercise, measure)
        if band != Band():
            found.append({"from": start, "to": end, "low": band.low, "high": band.high})
    return found


def _over_the_set(report: SetReport, measure: Measure) -> dict[str, Any]:
    """A measure by repetition and side, with its target."""
    values: dict[Side, list[float | None]] = {
        side: [_number(getattr(rep, measure.name)) if rep.side == side else None for rep in report.reps]
        for side in SIDES
        if any(rep.side == side for rep in report.reps)
    }
    band = target_band(report.exercise, measure)
    return {
        "x": [rep.number for rep in report.reps],
        "lines": values,
        "low": band.low,
        "high": band.high,
        "unit": measure.unit.value_suffix,
    }


def numbers(values: Floats) -> list[float | None]:
    """Numbers as JSON has them: null for what was not seen."""
    return [_number(float(value)) for value in values]


def _number(value: float) -> float | None:
    return round(value, 1 if abs(value) >= 10 else 2) if math.isfinite(value) else None
