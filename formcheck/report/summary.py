"""A whole set in numbers: means, best, fade, left against right, and what to do about the camera."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean, median

from formcheck.exercises import EXERCISES
from formcheck.exercises.measure import COMPARED_BY_SIDE, HIP_EXTENSION, KNEE_ANGLE, RANGE_FADE, SIDE_GAP
from formcheck.exercises.rules import judge
from formcheck.exercises.set_rules import SET_RULES
from formcheck.kinematics.angle_correction import VERSION as CORRECTION
from formcheck.kinematics.camera_view import FAR_JUDGED_UP_TO_DEG, JUDGED_UP_TO_DEG, View
from formcheck.pose import Source
from formcheck.report.doubts import doubts
from formcheck.report.seen import SeenSummary
from formcheck.report.set_report import SetReport, Summary, ViewSummary
from formcheck.reps.measure_error import usual_errors
from formcheck.reps.rep import Attempt, Rep
from formcheck.reps.rep_counter import RepCounter

# Begins the warning of a recording that was not followed to its end; pose files keep it, so it is a format.
INCOMPLETE = "incomplete: "
FADE_FROM = 4  # repetitions of one side: fewer have no first two and last two

LYING = (
    "no repetition: your whole body was level, as if you lay; if you stood, the picture is on its side "
    "(try: turn the camera or the video upright)"
)


def build_report(
    counter: RepCounter,
    source: Source,
    model: str,
    warnings: Sequence[str] = (),
    seen: SeenSummary | None = None,
) -> SetReport:
    """The report of a finished set; why repetitions may be missing is the first of its warnings.

    counter: has counted it and is finished.  source, model: where its poses
    came from.  warnings: what went wrong on the way, for the user.  seen: what
    the camera saw, where it is known.
    """
    reps, attempts, last_view = counter.reps, counter.attempts, counter.view
    doubted = doubts(seen, len(reps)) if seen else ()
    exercises = Counter(rep.exercise for rep in reps)
    views = [rep.view for rep in counter.measured] or ([last_view] if last_view else [])
    return SetReport(
        source=source,
        model=model,
        exercise=max(exercises, key=lambda name: exercises[name]) if exercises else None,
        exercise_chosen=counter.exercise,
        view=summarise_view(views, reps),
        reps=tuple(reps),
        attempts=tuple(attempts),
        summary=summarise_reps(reps),
        warnings=(
            *(f"{doubt.said} {doubt.advice}" for doubt in doubted),
            *warnings,
            *_explain(reps, attempts, last_view, seen, settled=bool(doubted) or _stopped(warnings)),
        ),
        seen=replace(seen, doubts=doubted) if seen else None,
        angle_correction=CORRECTION,
    )


def summarise_reps(reps: Sequence[Rep]) -> Summary:
    """The numbers of a set."""
    fade, sides = range_fade_percent(reps), left_right_percent(reps)
    values = {
        RANGE_FADE.name: math.nan if fade is None else fade,
        SIDE_GAP.name: max(sides.values()) if sides else math.nan,
    }
    ranges = _known(rep.hip_range_deg for rep in reps)
    return Summary(
        reps=len(reps),
        reps_left=sum(rep.side == "left" for rep in reps),
        reps_right=sum(rep.side == "right" for rep in reps),
        clean_reps=sum(rep.clean for rep in reps),
        faults=dict(Counter(fault.rule for rep in reps for fault in rep.faults)),
        set_faults=tuple(judge(SET_RULES, values)[0]),
        knee_angle_deg=_mean(rep.knee_angle_deg for rep in reps),
        hip_extension_deg=_mean(rep.hip_extension_deg for rep in reps),
        hip_range_deg=_mean(ranges),
        hold_s=_mean(rep.hold_s for rep in reps),
        lift_s=_mean(rep.lift_s for rep in reps),
        lower_s=_mean(rep.lower_s for rep in reps),
        best_hip_range_deg=max(ranges, default=None),
        range_fade_percent=fade,
        left_right_percent=sides,
    )


def range_fade_percent(reps: Sequence[Rep]) -> float | None:
    """How much smaller the last two hip ranges are than the first two, per cent; the side that fades more."""
    fades = []
    for side in ("left", "right"):
        ranges = _known(rep.hip_range_deg for rep in reps if rep.side == side)
        if len(ranges) >= FADE_FROM:
            fades.append(100.0 * (1.0 - fmean(ranges[-2:]) / fmean(ranges[:2])))
    return max(fades, default=None)


def left_right_percent(reps: Sequence[Rep]) -> dict[str, float] | None:
    """By measure, how much smaller the weaker side's mean is, per cent; None without two judged reps a side."""
    left = [rep for rep in reps if rep.side == "left" and rep.judged]
    right = [rep for rep in reps if rep.side == "right" and rep.judged]
    if min(len(left), len(right)) < 2:
        return None
    gaps = {}
    for measure in COMPARED_BY_SIDE:
        means = [fmean(getattr(rep, measure.name) for rep in side) for side in (left, right)]
        gaps[measure.name] = 100.0 * (1.0 - min(means) / max(means))
    return gaps


def summarise_view(views: Sequence[View], reps: Sequence[Rep]) -> ViewSummary | None:
    """The usual view of a set, what it could not show and how to film better."""
    if not views:
        return None
    sides = Counter(view.near_side for view in views)
    near = max(sides, key=lambda side: sides[side])
    azimuth = median(view.azimuth_deg for view in views if view.near_side == near)
    errors = usual_errors(azimuth)
    for measure in (KNEE_ANGLE, HIP_EXTENSION):
        own = [rep.error(measure) for rep in reps if rep.side == near and rep.judged]
        errors[measure.name] = median(own) if own else errors[measure.name]
    not_judged = dict.fromkeys(name for rep in reps for name in rep.not_judged)
    return ViewSummary(
        near_side=near,
        azimuth_deg=azimuth,
        knee_error_deg=errors[KNEE_ANGLE.name],
        hip_error_deg=errors[HIP_EXTENSION.name],
        not_judged=tuple(not_judged),
        advice=tuple(_advice(azimuth, near, reps)),
    )


def _advice(azimuth_deg: float, near: str, reps: Sequence[Rep]) -> list[str]:
    advice = []
    end = "front" if azimuth_deg > 0 else "back"
    if abs(azimuth_deg) > JUDGED_UP_TO_DEG:
        advice.append(
            f"The camera sees you almost from the {end}: angles cannot be judged from this view. "
            "Move it to your side."
        )
    elif abs(azimuth_deg) > 20:
        advice.append(
            f"The camera is {abs(azimuth_deg):.0f}° towards the {end}: straight from the side measures best."
        )
    if abs(azimuth_deg) > FAR_JUDGED_UP_TO_DEG and any(rep.side != near for rep in reps):
        advice.append(
            "From here the near leg hides the far one: its repetitions count, their numbers cannot be judged."
        )
    elif reps and all(rep.side != near for rep in reps):
        advice.append("The working leg is the far one: turn round, so that it is nearest the camera.")
    return advice


def _explain(
    reps: Sequence[Rep],
    attempts: Sequence[Attempt],
    view: View | None,
    seen: SeenSummary | None,
    *,
    settled: bool,
) -> list[str]:
    """Why nothing was counted; `settled`: there is another reason why a leg may have swung unseen."""
    if reps:
        return []
    if seen and seen.turned == "lying, or on its side":
        return [LYING]
    if view is None and seen and seen.found_share > 0:
        return ["no repetition: no person was seen from the side"]
    if view is None:
        return [
            "no person was found in the picture: is the whole body in it, and is it near and light enough?"
        ]
    if attempts:
        return ["no repetition: every movement of a leg was rejected; formcheck analyze lists the reasons"]
    if settled:
        return []
    return [f"no repetition: no leg swung back (known exercises: {', '.join(EXERCISES)})"]


def _stopped(warnings: Sequence[str]) -> bool:
    return any(warning.startswith(INCOMPLETE) for warning in warnings)


def _known(values: Iterable[float]) -> list[float]:
    return [value for value in values if not math.isnan(value)]


def _mean(values: Iterable[float]) -> float | None:
    known = _known(values)
    return fmean(known) if known else None
