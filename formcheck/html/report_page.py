"""The page of one set."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import PurePath
from statistics import fmean
from typing import Any

from formcheck.coaching.verdict import verdict
from formcheck.coaching.wording import WORDS, fault_in_words, measure_of, wanted
from formcheck.exercises import EXERCISES, FILMING
from formcheck.exercises.bands import wanted_band
from formcheck.html import phrases
from formcheck.html.chart_data import CURVED, chart_data
from formcheck.html.page import data_url, render
from formcheck.pose import SIDES
from formcheck.report.angle_curves import Curves
from formcheck.report.set_report import SetReport
from formcheck.reps.rep import Rep
from formcheck.version import __version__

MEASURES = (  # of a Rep: field, its unit, the field of its error
    ("knee_angle_deg", "deg", "knee_error_deg"),
    ("hip_extension_deg", "deg", "hip_error_deg"),
    ("hip_range_deg", "deg", None),
    ("hold_s", "s", None),
    ("lift_s", "s", None),
    ("lower_s", "s", None),
)
NAMES = {"knee_angle_deg": "Knee", "hip_extension_deg": "Hip", "hip_range_deg": "Range"}
NAMES |= {"hold_s": "Hold", "lift_s": "Lift", "lower_s": "Lowering"}


@dataclass(frozen=True)
class Beside:
    """What goes with a report onto its page; None and empty are left out."""

    curves: Curves | None = None
    pictures: dict[int, bytes] | None = None  # JPEG by the number of the repetition
    person_shown: bool = False
    video: str | None = None  # the address of an annotated video, from the page
    video_starts_s: float = 0.0  # the time of its first picture


def report_page(report: SetReport, beside: Beside | None = None) -> str:
    """The page of a set, with what there is beside the report."""
    beside = beside or Beside()
    return render(
        "report.html",
        scripts=("charts.js", "report.js"),
        data=chart_data(report, beside.curves, beside.video_starts_s),
        report=report,
        said=verdict(report),
        words=phrases,
        headline=phrases.headline(report),
        name=PurePath(report.source.path).name,
        video=beside.video,
        targets={joint: _target(report, measure) for joint, measure in CURVED.items()},
        has_curves=beside.curves is not None,
        reps=[_card(rep, beside) for rep in report.reps],
        tiles=_tiles(report),
        sides=_sides(report),
        rules=_rules(report),
        not_judged=[
            phrases.RULES.get(name, name) for name in (report.view.not_judged if report.view else ())
        ],
        filming=[line.removeprefix("- ") for line in FILMING.splitlines()],
        version=__version__,
    )


def _tiles(report: SetReport) -> list[tuple[str, str]]:
    """The set in a handful of numbers: what and how much."""
    summary = report.summary
    if not summary.reps:
        return []
    return [
        (phrases.count(summary.reps, "repetition").partition(" ")[2], str(summary.reps)),
        ("clean", str(summary.clean_reps)),
        ("range", phrases.value(summary.hip_range_deg, "deg")),
        ("hold", phrases.value(summary.hold_s, "s")),
        ("knee at the top", phrases.value(summary.knee_angle_deg, "deg")),
    ]


def _card(rep: Rep, beside: Beside) -> dict[str, Any]:
    """A repetition as its card shows it."""
    picture = (beside.pictures or {}).get(rep.number)
    broken = {measure_of(fault, rep.exercise) for fault in rep.faults}
    return {
        "rep": rep,
        "title": EXERCISES[rep.exercise].title,
        "top": f"{(rep.top_start_s + rep.top_end_s) / 2:.2f}",
        "picture": data_url(picture) if picture else None,
        "alt": phrases.picture_words(rep, person_shown=beside.person_shown),
        "rows": [_row(rep, name, unit, error, name in broken) for name, unit, error in MEASURES],
        "cues": [(fault.cue, fault_in_words(fault, rep.exercise)) for fault in rep.faults],
        "not_judged": [phrases.RULES.get(name, name) for name in rep.not_judged],
    }


def _target(report: SetReport, measure: str) -> str:
    """What is wanted of a curve at the top, as the end of its caption."""
    band = wanted_band(report.exercise, measure) if report.exercise else None
    return (
        "" if band is None else f" Wanted at the top: {wanted(measure, band).replace(' of it', ' of that')}."
    )


def _row(rep: Rep, name: str, unit: str, error: str | None, broken: bool) -> dict[str, Any]:
    band = wanted_band(rep.exercise, name)
    number = getattr(rep, name)
    return {
        "name": NAMES[name],
        "value": ("+" if name == "hip_extension_deg" and number >= 0.5 else "") + phrases.value(number, unit),
        "error": f"± {getattr(rep, error):.0f}" if error and math.isfinite(number) else "",
        "wanted": wanted(name, band).replace(" of it", "") if band else "",
        "broken": broken,
    }


def _sides(report: SetReport) -> list[dict[str, str]]:
    """Left against right, measure by measure; empty unless both legs worked."""
    reps = {side: [rep for rep in report.reps if rep.side == side] for side in SIDES}
    if not all(reps.values()):
        return []
    rows = []
    for name, unit, _ in MEASURES:
        known = [[v for rep in reps[side] if math.isfinite(v := getattr(rep, name))] for side in SIDES]
        left, right = (fmean(values) if values else math.nan for values in known)
        rows.append(
            {
                "name": NAMES[name],
                "left": phrases.value(left, unit),
                "right": phrases.value(right, unit),
                "difference": phrases.value(abs(left - right), unit),
            }
        )
    return rows


def _rules(report: SetReport) -> list[dict[str, str]]:
    if report.exercise is None:
        return []
    return [
        {
            "name": rule.name,
            "wanted": f"{WORDS.get(rule.measure, rule.measure)} {wanted(rule.measure, rule)}".replace(
                "of it", "of the line of the back"
            ),
            "source": rule.source,
        }
        for rule in EXERCISES[report.exercise].rules
    ]
