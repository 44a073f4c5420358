"""Both legs' angles over a whole recording: what a plot shows.

A repetition's numbers come from its own samples; these curves are the same
landmarks read in the same plane, with the same correction and filter, so that what is printed
lies on the line.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from formcheck.kinematics.angle_correction import corrected_angles
from formcheck.kinematics.camera_view import Facing, View
from formcheck.kinematics.continuity import Continuity
from formcheck.kinematics.smoothing import zero_lag
from formcheck.pose import SIDES, Floats, Pose, Side
from formcheck.reps.measured_rep import MeasuredRep
from formcheck.reps.rep_counter import LOST_S, RepCounter

STEP_S = 0.04
MOST_POINTS = 6000
GAP_S = 0.2  # without a sample this near, nothing is drawn
BLOCK = 500  # points smoothed at a time: memory stays flat
REACH_S = 1.0  # how far from a block its samples may lie


@dataclass(frozen=True, eq=False)
class AngleCurves:
    """Angles of both legs at evenly spaced times; NaN where the leg was not seen."""

    times: Floats  # (N,) s
    hip: dict[Side, Floats]  # (N,) degrees: 0 = thigh in line with the trunk, + = behind it
    knee: dict[Side, Floats]  # (N,) degrees: 180 = straight


def trace_angles(poses: Iterable[Pose], exercise: str) -> AngleCurves | None:
    """The curves of a recording; None where no person was seen well enough."""
    counter, continuity, facing = RepCounter(exercise), Continuity(), Facing()
    times: list[float] = []
    points: list[Floats] = []
    for pose in poses:
        counter.update(pose)
        if not pose.seen:
            continue
        if times and pose.timestamp_s - times[-1] > LOST_S:
            continuity.forget()
        for believed in continuity.update(pose).poses:
            facing.update(believed)
            times.append(believed.timestamp_s)
            points.append(believed.xy)
    counter.finish()
    if len(times) < 3 or facing.direction == 0:
        return None
    raw = _angles(np.array(times), np.array(points), _views(counter, facing.direction))
    return _smooth(np.array(times), raw)


def _views(counter: RepCounter, direction: int) -> list[tuple[float, View]]:
    """Each view with the time from which it holds: half-way between two repetitions the next one's begins."""
    reps: list[MeasuredRep] = sorted(counter.measured, key=lambda m: m.start_s)
    if not reps:
        return [(-np.inf, counter.view or View.from_the_side(direction))]
    starts = [-np.inf, *((a.end_s + b.start_s) / 2 for a, b in pairwise(reps))]
    return [(start, rep.view) for start, rep in zip(starts, reps, strict=True)]


def _angles(times: Floats, xy: Floats, views: list[tuple[float, View]]) -> dict[tuple[str, Side], Floats]:
    """Bare angles (N,) by joint and side."""
    ends = [*(bisect(times, start) for start, _ in views[1:]), len(times)]
    found: dict[tuple[str, Side], list[Floats]] = {}
    first = 0
    for (_, view), end in zip(views, ends, strict=True):
        for side, angles in corrected_angles(xy[first:end], view).items():
            found.setdefault(("hip", side), []).append(angles.hip_deg)
            found.setdefault(("knee", side), []).append(180.0 - np.abs(180.0 - angles.knee_deg))
        first = end
    return {key: np.concatenate(parts) for key, parts in found.items()}


def _smooth(times: Floats, raw: dict[tuple[str, Side], Floats]) -> AngleCurves:
    step_s = max(STEP_S, float(times[-1] - times[0]) / MOST_POINTS)
    grid = np.arange(times[0], times[-1] + step_s / 2, step_s)
    lines = {key: _line(times, values, grid) for key, values in raw.items()}
    return AngleCurves(
        grid,
        hip={side: lines["hip", side] for side in SIDES},
        knee={side: lines["knee", side] for side in SIDES},
    )


def _line(times: Floats, values: Floats, grid: Floats) -> Floats:
    known = np.isfinite(values)
    times, values = times[known], values[known]
    line = np.full(len(grid), np.nan)
    for first in range(0, len(grid), BLOCK):
        at = grid[first : first + BLOCK]
        near = slice(*np.searchsorted(times, [at[0] - REACH_S, at[-1] + REACH_S]))
        line[first : first + BLOCK] = zero_lag(times[near], values[near], at)
    if len(times):
        after = np.searchsorted(times, grid).clip(0, len(times) - 1)
        before = (after - 1).clip(0)
        away = np.minimum(np.abs(times[after] - grid), np.abs(grid - times[before]))
        line[away > GAP_S] = np.nan
    return line
