"""The course of one swing: where it began, where its top was, where it ended.

The hip extension is laid as a line through the bare samples and followed from
the top both ways.  How quick the leg was decides how much the line is smoothed
and what counts as standing still, so lifts of 0.3 s and of 8 s are read alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.kinematics.smoothing import WIDTH_S, zero_lag
from formcheck.pose import Floats
from formcheck.reps.excursion import Excursion

GRID_S = 0.01
EDGE = 0.10  # of the excursion: what start, top and end are counted from
# Slow swings are smoothed more: the filter's width is this share of the time to rise or to fall, within limits.
WIDTH_SHARE, WIDEST_S = 0.05, 0.2
# A leg that moved by less within this time, and within this share of its time to rise or to fall, stood still.
STILL_S, STILL_SHARE, STILL_DEG = 0.3, 0.15, 1.2
PAUSED = (
    0.15  # of the excursion: a leg that stood still higher above its low than this has paused, not rested
)
LOW_SHARE, LOW_DEG = (
    0.02,
    1.0,
)  # of the excursion: within this of its lowest a leg that never stood still is low
BEGUN = (
    0.35  # of the excursion: a leg that stayed above this since the other was down had begun its lift before
)


@dataclass(frozen=True)
class SwingTrace:
    """A swing's levels in degrees and times in seconds; the terms are those of `Swing`."""

    rest_deg: float
    peak_deg: float
    top_deg: float
    end_deg: float
    noise_deg: float
    resting_s: float  # since when it was within 10 % of the rest
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    rested_s: float  # until when it was within 10 % of the end


@dataclass(frozen=True)
class _Foot:
    """Where a way down from the top ends."""

    level_deg: float
    edge: int  # steps from the top until 10 % of the way are left
    far: int  # and until they are passed again


@dataclass(frozen=True)
class _Course:
    """A swing on the grid; its feet are counted from `top`."""

    rest: _Foot
    end: _Foot
    top: int
    top_start: int
    top_end: int

    @property
    def rise_s(self) -> float:
        """From 10 % to 90 % of the way up."""
        return (self.top_start - self.top + self.rest.edge) * GRID_S

    @property
    def fall_s(self) -> float:
        """From 90 % to 10 % of the way down."""
        return (self.top + self.end.edge - self.top_end) * GRID_S


def trace_swing(
    times: Floats, extension: Floats, excursion: Excursion, other_done_s: float
) -> SwingTrace | None:
    """Trace the excursion on its samples, times (N,) s and extension (N,) degrees; None where too little was seen.

    The samples may begin in the lowering before.  `other_done_s` is when the other leg's last swing ended.
    """
    grid = np.arange(times[0], times[-1] + GRID_S / 2, GRID_S)
    line = zero_lag(times, extension, grid)
    if np.isnan(line).any():
        return None
    noise_deg = float(np.nanstd(extension - np.interp(times, grid, line)))
    low, peak, settled = (
        min(int(i), len(grid) - 1)
        for i in np.searchsorted(grid, [excursion.low_s, excursion.peak_s, other_done_s])
    )
    course = _follow(line, low, peak, settled, noise_deg)
    if course is not None:
        line = zero_lag(times, extension, grid, _widths(len(grid), course))
        course = _follow(line, low, peak, settled, noise_deg, course)
    if course is None:
        return None
    top, rest, end = course.top, course.rest, course.end
    return SwingTrace(
        rest_deg=rest.level_deg,
        peak_deg=float(line[top]),
        top_deg=float(line[course.top_start : course.top_end + 1].mean()),
        end_deg=end.level_deg,
        noise_deg=noise_deg,
        resting_s=float(grid[top - rest.far]) - GRID_S,
        start_s=float(grid[top - rest.edge]),
        top_start_s=float(grid[course.top_start]),
        top_end_s=float(grid[course.top_end]),
        end_s=float(grid[top + end.edge]),
        rested_s=float(grid[top + end.far]) + GRID_S,
    )


def _follow(
    line: Floats, low: int, peak: int, settled: int, noise_deg: float, before: _Course | None = None
) -> _Course | None:
    """Follow the line from its top, between `low` and `peak`, both ways.

    From `settled` on the other leg was down.  `before`, the course as first found, gives the speed of the leg.
    """
    top = low + int(np.argmax(line[low : peak + 1]))
    back, on = line[top::-1], line[top:]
    since = top - settled + 1
    if since > 0 and back[:since].min() < back.min() + BEGUN * (back[0] - back.min()):
        back = back[:since]
    rise_s, fall_s = (before.rise_s, before.fall_s) if before else (0.0, 0.0)
    rest = _foot(back, float(on.min()), noise_deg, rise_s)
    end = _foot(on, rest.level_deg, noise_deg, fall_s)
    height = line[top] - rest.level_deg
    if height <= 0:
        return None
    first = top - rest.edge
    high = np.flatnonzero(line[first : top + end.edge + 1] >= line[top] - EDGE * height) + first
    return _Course(rest, end, top, int(high[0]), int(high[-1]))


def _widths(count: int, course: _Course) -> Floats:
    """How wide to smooth at each grid point: by how quick the leg rose before its top, and fell after it."""
    rise_s, fall_s = (
        float(np.clip(WIDTH_SHARE * t, WIDTH_S, WIDEST_S)) for t in (course.rise_s, course.fall_s)
    )
    points = np.arange(count, dtype=float)
    return np.asarray(np.interp(points, [course.top_start, course.top_end + 1], [rise_s, fall_s]))


def _foot(way: Floats, other_deg: float, noise_deg: float, passed_s: float) -> _Foot:
    """Where the way (N,) from the top, back or on, comes to rest.

    That is where the leg first stood still at about its lowest, or at `other_deg`, where it came to on the other side
    of the top; else its lowest.  What lies beyond is not this swing's (drifting while the other leg works, getting
    into position); a pause higher up belongs to the swing.
    """
    low_deg = max(float(way.min()), other_deg)
    window = round(max(STILL_S, STILL_SHARE * passed_s) / GRID_S) + 1
    if len(way) > window:
        spans = np.lib.stride_tricks.sliding_window_view(way, window)
        highest = spans.max(1)
        still = highest - spans.min(1) < max(STILL_DEG, noise_deg)
        resting = np.flatnonzero(still & (highest < low_deg + PAUSED * (way[0] - low_deg)))
        if len(resting):
            return _foot_at(way, int(resting[0]), int(resting[0]) + window - 1)
    lowest = int(np.argmin(way))
    high = np.flatnonzero(way > way[lowest] + max(LOW_SHARE * (way[0] - way[lowest]), LOW_DEG))
    near = int(high[high < lowest].max(initial=-1)) + 1
    far = int(high[high > lowest].min(initial=len(way))) - 1
    return _foot_at(way, near, min(far, near + round(STILL_S / GRID_S)))


def _foot_at(way: Floats, near: int, far: int) -> _Foot:
    """The foot whose level is that of the way from `near` to `far`."""
    level = float(np.median(way[near : far + 1]))
    line = level + EDGE * (way[0] - level)
    passed = np.flatnonzero(way[far:] > line)
    return _Foot(
        level, int(np.argmax(way <= line)), far + int(passed[0]) - 1 if len(passed) else len(way) - 1
    )
