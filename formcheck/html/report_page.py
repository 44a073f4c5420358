"""The page of one set."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from formcheck.coaching.verdict import verdict
from formcheck.coaching.wording import fault_in_words, measure_of
from formcheck.exercises import AUTO, EXERCISES, FILMING
from formcheck.exercises.bands import Band, target_band
from formcheck.exercises.measure import (
    HIP_RANGE,
    HOLD_TIME,
    KNEE_ANGLE,
    OF_EVERY_REP,
    Measure,
)
from formcheck.html import phrases
from formcheck.html.chart_data import CURVED, chart_data
from formcheck.html.page import data_url, render_page
from formcheck.pose import SIDES
from formcheck.report.angle_curves import AngleCurves
from formcheck.report.doubts import in_words
from formcheck.report.set_report import SetReport
from formcheck.reps.rep import Rep


@dataclass(frozen=True)
class PageExtras:
    """What the page shows besides the report; None and empty are left out."""

    curves: AngleCurves | None = None
    pictures: dict[int, bytes] | None = None  # JPEG by the number of the repetition
    person_shown: bool = False
    video: str | None = None  # the address of an annotated video, from the page
    video_starts_s: float = 0.0  # the time of its first picture


def report_page(report: SetReport, beside: PageExtras | None = None) -> str:
    """The page of a set, with what there is beside the report."""
    beside = beside or PageExtras()
    return render_page(
        "report",
        data=chart_data(report, beside.curves, beside.video_starts_s),
        report=report,
        said=verdict(report),
        headline=phrases.headline(report),
        name=report.source.name,
        video=beside.video,
        targets={joint: _target(report, measure) for joint, measure in CURVED.items()},
        has_curves=beside.curves is not None,
        reps=[_card(rep, beside) for rep in report.reps],
        tiles=_tiles(report),
        sides=_sides(report),
        rules=_rules(report),
        not_judged=list(map(phrases.about_rule, report.view.not_judged if report.view else ())),
        seen=in_words(report.seen) if report.seen else None,
        filming=FILMING,
        recognised=report.exercise_chosen == AUTO,
    )


def _tiles(report: SetReport) -> list[tuple[str, str]]:
    """The set in a handful of numbers: what and how much."""
    summary = report.summary
    if not summary.reps:
        return []
    return [
        ("repetition" if summary.reps == 1 else "repetitions", str(summary.reps)),
        ("clean", str(summary.clean_reps)),
        *(
            (measure.called, phrases.value(getattr(summary, measure.name), measure.unit))
            for measure in (HIP_RANGE, HOLD_TIME, KNEE_ANGLE)
        ),
    ]


def _card(rep: Rep, beside: PageExtras) -> dict[str, Any]:
    """A repetition as its card shows it."""
    picture = (beside.pictures or {}).get(rep.number)
    broken = {measure_of(fault, rep.exercise).name for fault in rep.faults}
    return {
        "rep": rep,
        "title": EXERCISES[rep.exercise].title,
        "top": f"{(rep.top_start_s + rep.top_end_s) / 2:.2f}",
        "picture": data_url(picture) if picture else None,
        "alt": phrases.picture_words(rep, person_shown=beside.person_shown),
        "rows": [_row(rep, measure, measure.name in broken) for measure in OF_EVERY_REP],
        "cues": [(fault.cue, fault_in_words(fault, rep.exercise)) for fault in rep.faults],
        "not_judged": list(map(phrases.about_rule, rep.not_judged)),
    }


def _target(report: SetReport, measure: Measure) -> str:
    """The target of a curve at the top, as the end of its caption."""
    band = target_band(report.exercise, measure)
    return "" if band == Band() else f" Target at the top: {measure.target(band.low, band.high)}."


def _row(rep: Rep, measure: Measure, broken: bool) -> dict[str, Any]:
    band = target_band(rep.exercise, measure)
    number = getattr(rep, measure.name)
    return {
        "name": measure.title,
        "value": ("+" if measure.zero and number >= 0.5 else "") + phrases.value(number, measure.unit),
        "error": measure.unit.error(rep.error(measure)) if math.isfinite(number) else "",
        "target": measure.target(band.low, band.high),
        "broken": broken,
    }


def _sides(report: SetReport) -> list[dict[str, str]]:
    """Left against right, measure by measure; empty unless both legs worked."""
    reps = {side: [rep for rep in report.reps if rep.side == side] for side in SIDES}
    if not all(reps.values()):
        return []
    rows = []
    for measure in OF_EVERY_REP:
        known = [
            [v for rep in reps[side] if math.isfinite(v := getattr(rep, measure.name))] for side in SIDES
        ]
        left, right = (fmean(values) if values else math.nan for values in known)
        rows.append(
            {
                "name": measure.title,
                "left": phrases.value(left, measure.unit),
                "right": phrases.value(right, measure.unit),
                "difference": phrases.value(abs(left - right), measure.unit),
            }
        )
    return rows


def _rules(report: SetReport) -> list[dict[str, str]]:
    if report.exercise is None:
        return []
    return [
        {
            "name": rule.name,
            "target": rule.measure.requirement(rule.low, rule.high),
            "source": rule.source,
        }
        for rule in EXERCISES[report.exercise].rules
    ]
