"""Phrases of the pages."""

from __future__ import annotations

from formcheck.coaching.wording import quantity, seen
from formcheck.exercises import EXERCISES
from formcheck.report.set_report import SetReport, Summary, ViewSummary
from formcheck.reps.rep import Rep

RULES = {
    "knee-angle": "the knee angle",
    "range": "the range",
    "hold": "the hold",
    "lift-tempo": "the speed of the lift",
    "lower-tempo": "the speed of the lowering",
    "return": "whether the leg came all the way back",
    "back-arch": "whether the back arched",
    "pelvis-rotation": "whether the pelvis turned",
    "head": "the head",
    "elbows": "the elbows",
    "trunk-lean": "whether the trunk stayed still",
    "support-knee": "the standing knee",
    "range-fade": "range over the set",
    "left-right": "left against right",
}


def count(number: int, one: str) -> str:
    """A number with its noun: "1 repetition", "2 repetitions"."""
    return f"{number} {one}{'' if number == 1 else 's'}"


def title(exercise: str | None) -> str:
    """The exercise as a heading."""
    return EXERCISES[exercise].title if exercise else "No kickback"


def headline(report: SetReport) -> str:
    """The verdict in one line."""
    summary = report.summary
    if not summary.reps:
        return "No repetition counted"
    clean = "all clean" if summary.clean_reps == summary.reps else f"{summary.clean_reps or 'none'} clean"
    return f"{title(report.exercise)}: {count(summary.reps, 'repetition')}, {clean}"


def sides(summary: Summary) -> str:
    """How many of each leg, e.g. "3 left, 4 right"."""
    found = [(summary.reps_left, "left"), (summary.reps_right, "right")]
    return ", ".join(f"{number} {side}" for number, side in found if number)


def picture_words(rep: Rep, *, person_shown: bool) -> str:
    """What a picture of a top shows, for who cannot see it."""
    what = "The picture" if person_shown else "A stick figure"
    knee = seen("knee_angle_deg", rep.knee_angle_deg, "deg")
    thigh = seen("hip_extension_deg", rep.hip_extension_deg, "deg")
    return f"{what} of repetition {rep.number} at its top: {rep.side} leg up, {knee}, {thigh} the line of the back"


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
    return "–" if number is None or number != number else quantity(number, unit).replace("-", "−")
