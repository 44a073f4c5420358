"""One excursion seen again in full: its own raw samples, read with a zero-lag filter.

The terms are those of the report: the top is the time within 10 % of the
excursion's own peak, start and end are where 10 % of the excursion is passed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.kinematics.camera_view import View
from formcheck.kinematics.joint_angles import true_hip_extension
from formcheck.kinematics.pose_buffer import PoseSequence
from formcheck.kinematics.smoothing import WIDTH_S, zero_lag
from formcheck.pose import Floats, Side
from formcheck.reps.phases import Excursion

GRID_S = 0.01
REST_S = 0.6  # how far before the lift the rest is looked at
EDGE = 0.10  # of the excursion: what start, top and end are counted from
LEVEL_SHARE, LEVEL_DEG = 0.02, 1.0  # of the excursion: what lies within this of the lowest is as low
# A leg that moved by less within that time, and within that share of its time to rise or fall, stood still.
PAUSE_S, PAUSE_SHARE, PAUSE_DEG = 0.3, 0.15, 1.2
PAUSED = (
    0.15  # of the excursion: a leg that stood still higher above its low than this has paused, not rested
)
BEGUN = 0.35  # of the excursion: a leg above this while the other was not yet down had begun its lift
# Slow swings are smoothed more: the width of the filter is this share of the time to rise or fall, within limits.
WIDTH_SHARE, WIDEST_S = 0.05, 0.2


@dataclass(frozen=True, eq=False)
class Swing:
    """A leg's way from rest over the top and back, measured.  Times in seconds, angles in degrees."""

    side: Side
    view: View
    sequence: PoseSequence  # the frames from a little before the start to the end
    rest_deg: float  # hip extension when the lift begins
    peak_deg: float
    top_deg: float  # mean over the top
    end_deg: float  # hip extension when the lowering ends
    noise_deg: float  # standard deviation of the bare samples about the line they were read by
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float

    @property
    def range_deg(self) -> float:
        """Hip range: peak minus the extension when the lift begins."""
        return self.peak_deg - self.rest_deg

    @property
    def fall_deg(self) -> float:
        """Peak minus the extension when the lowering ends."""
        return self.peak_deg - self.end_deg

    def at_rest(self, values: Floats) -> float:
        """Median of a per-frame value (N,) over the rest just before the lift."""
        return _median(values, self.sequence.times, self.start_s - REST_S, self.start_s)

    def at_top(self, values: Floats) -> float:
        """Median of a per-frame value (N,) over the top."""
        return _median(values, self.sequence.times, self.top_start_s, self.top_end_s)

    def mean_at_top(self, values: Floats) -> float:
        """Mean of a per-frame value (N,) over the top, the frames weighted by time."""
        times = self.sequence.times
        grid = np.linspace(self.top_start_s, self.top_end_s, 25)
        return float(np.mean(zero_lag(times, values, grid)))

    def at_end(self, values: Floats) -> float:
        """Median of a per-frame value (N,) over what was seen after the end."""
        return _median(values, self.sequence.times, self.end_s, np.inf)

    def change(self, values: Floats) -> float:
        """How much a per-frame value (N,) changed from rest to top."""
        return self.at_top(values) - self.at_rest(values)


def _median(values: Floats, times: Floats, start_s: float, end_s: float) -> float:
    """Median over a time span; of the three frames nearest its middle if it holds fewer."""
    inside = (times >= start_s) & (times <= end_s)
    if inside.sum() < 3:
        middle = (start_s + min(end_s, times[-1])) / 2
        inside = np.zeros(len(times), bool)
        inside[np.argsort(np.abs(times - middle), kind="stable")[:3]] = True
    known = values[inside][np.isfinite(values[inside])]
    return float(np.median(known)) if len(known) else float("nan")


def measure_swing(
    sequence: PoseSequence,
    side: Side,
    view: View,
    excursion: Excursion,
    not_before_s: float,
    other_done_s: float = -math.inf,
) -> Swing | None:
    """Measure the excursion on its own samples; None where the leg was not seen well enough to.

    `not_before_s` is when the top of the leg's previous excursion ended, and `other_done_s` when the other leg's
    last swing did: this one's rest is not before the former, nor before the latter if the leg was still low then.
    """
    frames = sequence.between(max(excursion.low_s - REST_S, not_before_s), excursion.end_s)
    if len(frames) < 5:
        return None
    raw = true_hip_extension(frames.xy, side, view.plane)
    grid = np.arange(frames.times[0], frames.times[-1] + GRID_S / 2, GRID_S)
    line = zero_lag(frames.times, raw, grid)
    if np.isnan(line).any():
        return None
    noise = float(np.nanstd(raw - np.interp(frames.times, grid, line)))
    within = np.searchsorted(grid, [excursion.low_s, excursion.peak_s])
    settled = int(np.searchsorted(grid, other_done_s))
    way = _trace(line, within, settled, noise)
    if way is not None:
        line = zero_lag(frames.times, raw, grid, _widths(len(grid), way))
        way = _trace(line, within, settled, noise, way)
    if way is None:
        return None
    start, top_start, top_end, end = (
        float(grid[i]) for i in (way.rest.edge, way.top_start, way.top_end, way.down.edge)
    )
    return Swing(
        side=side,
        view=view,
        sequence=frames.between(grid[way.rest.far], grid[way.down.far]),
        rest_deg=way.rest.level_deg,
        peak_deg=way.peak_deg,
        top_deg=float(line[way.top_start : way.top_end + 1].mean()),
        end_deg=way.down.level_deg,
        noise_deg=noise,
        start_s=start,
        top_start_s=top_start,
        top_end_s=top_end,
        end_s=end,
    )


@dataclass(frozen=True)
class _Foot:
    """Where the way down from a top ends: its level, and the steps to where it is nearly reached and where it is left."""

    level_deg: float
    edge: int  # 10 % of the way are left
    far: int


@dataclass(frozen=True)
class _Way:
    """A swing on the grid."""

    rest: _Foot
    down: _Foot
    peak_deg: float
    top_start: int
    top_end: int

    @property
    def rise_s(self) -> float:
        """From 10 % to 90 % of the way up."""
        return (self.top_start - self.rest.edge) * GRID_S

    @property
    def fall_s(self) -> float:
        """From 90 % to 10 % of the way down."""
        return (self.down.edge - self.top_end) * GRID_S


def _trace(line: Floats, within, settled: int, noise_deg: float, before: _Way | None = None) -> _Way | None:
    """Find rest, top and end on a line.

    The top is within the two grid points; from `settled` on the other leg was down; `before`, the way as it was found
    first, tells how quick the leg was.
    """
    top = int(within[0] + np.argmax(line[within[0] : within[1] + 1]))
    up, after = line[top::-1], line[top:]
    if top > settled and up[: top - settled + 1].min() < up.min() + BEGUN * (up[0] - up.min()):
        up = up[: top - settled + 1]
    rise_s, fall_s = (before.rise_s, before.fall_s) if before else (0.0, 0.0)
    rest = _rest(up, float(after.min()), noise_deg, rise_s)
    down = _rest(after, rest.level_deg, noise_deg, fall_s)
    peak = float(line[top])
    height = peak - rest.level_deg
    if height <= 0:
        return None
    first, last = top - rest.edge, top + down.edge
    above = np.flatnonzero(line[first : last + 1] >= peak - EDGE * height) + first
    return _Way(
        rest=_Foot(rest.level_deg, first, top - rest.far),
        down=_Foot(down.level_deg, last, top + down.far),
        peak_deg=peak,
        top_start=int(above[0]),
        top_end=int(above[-1]),
    )


def _widths(count: int, way: _Way) -> Floats:
    """How wide to smooth at each of the grid's points: by how long the leg took to rise before the top, to fall after it."""
    rise, fall = np.clip(WIDTH_SHARE * np.array([way.rise_s, way.fall_s]), WIDTH_S, WIDEST_S)
    return np.interp(np.arange(count), [way.top_start, way.top_end + 1], [rise, fall])


def _rest(way: Floats, level_deg: float, noise_deg: float, passed_s: float) -> _Foot:
    """Where a leg rested before its lift, the way (N,) going back from the top; or after it, the way going on.

    That is where it first stood still at about its lowest or at `level_deg`, where it rested on the other side, else
    its lowest.  What is beyond (drifting while the other leg worked, getting into position) is not this swing's; a
    pause higher up belongs to the swing.
    """
    lowest = max(float(way.min()), level_deg)
    window = round(max(PAUSE_S, PAUSE_SHARE * passed_s) / GRID_S) + 1
    if len(way) > window:
        spans = np.lib.stride_tricks.sliding_window_view(way, window)
        highest = spans.max(1)
        still = highest - spans.min(1) < max(PAUSE_DEG, noise_deg)
        rested = np.flatnonzero(still & (highest < lowest + PAUSED * (way[0] - lowest)))
        if len(rested):
            return _foot(way, int(rested[0]), int(rested[0]) + window - 1)
    lowest_at = int(np.argmin(way))
    high = np.flatnonzero(way > way[lowest_at] + max(LEVEL_SHARE * (way[0] - way[lowest_at]), LEVEL_DEG))
    near = int(high[high < lowest_at].max(initial=-1)) + 1
    far = int(high[high > lowest_at].min(initial=len(way))) - 1
    return _foot(way, near, min(far, near + round(PAUSE_S / GRID_S)))


def _foot(way: Floats, near: int, far: int) -> _Foot:
    """The foot whose level is that from `near` to `far`."""
    level = float(np.median(way[near : far + 1]))
    line = level + EDGE * (way[0] - level)
    left = np.flatnonzero(way[far:] > line)
    return _Foot(level, int(np.argmax(way <= line)), far + int(left[0]) - 1 if len(left) else len(way) - 1)
