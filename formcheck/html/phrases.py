"""Phrases of the pages."""

from __future__ import annotations

from formcheck.coaching.wording import counted
from formcheck.exercises import EXERCISES
from formcheck.exercises.measure import HIP_EXTENSION, KNEE_ANGLE, Unit
from formcheck.exercises.rule_name import RuleName
from formcheck.report.set_report import SetReport, Summary, ViewSummary
from formcheck.reps.rep import Rep


def about_rule(name: str) -> str:
    """What a rule judges, e.g. "the knee angle"; the bare name of a rule that this version does not know."""
    return RuleName(name).about if name in set(RuleName) else name


def title(exercise: str | None) -> str:
    """The exercise as a heading."""
    return EXERCISES[exercise].title if exercise else "No kickback"


def headline(report: SetReport) -> str:
    """The verdict in one line."""
    summary = report.summary
    if not summary.reps:
        return "No repetition counted"
    clean = "all clean" if summary.clean_reps == summary.reps else f"{summary.clean_reps or 'none'} clean"
    return f"{title(report.exercise)}: {counted(summary.reps, 'repetition')}, {clean}"


def picture_words(rep: Rep, *, person_shown: bool) -> str:
    """What a picture of a top shows, for who cannot see it."""
    what = "The picture" if person_shown else "A stick figure"
    knee = KNEE_ANGLE.in_words(rep.knee_angle_deg)
    thigh = HIP_EXTENSION.in_words(rep.hip_extension_deg)
    return f"{what} of repetition {rep.number} at its top: {rep.side} leg up, {knee}, {thigh}"


def fatigue(summary: Summary) -> str:
    """How the range held over the set."""
    fade = summary.range_fade_percent
    if fade is None:
        return "Fewer than four repetitions a side: too few to say how the range held over the set."
    if fade < 5:
        return "The range held to the end of the set."
    return f"The range fell by {fade:.0f} % from the first two repetitions to the last two."


def camera(view: ViewSummary) -> str:
    """Where the camera stood."""
    off = abs(view.azimuth_deg)
    where = (
        "straight from the side"
        if off < 5
        else f"{off:.0f}° off the side, towards the {'front' if view.azimuth_deg > 0 else 'back'}"
    )
    return f"{view.near_side} side nearest the camera, seen {where}"


def value(number: float | None, unit: str) -> str:
    """A number with its unit, a dash where there is none."""
    return "–" if number is None or number != number else Unit(unit).quantity(number).replace("-", "−")
