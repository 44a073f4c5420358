"""One excursion seen again in full: its own raw samples, read with a zero-lag filter.

The terms are those of the report: the top is the time within 10 % of the
excursion's own peak, start and end are where 10 % of the excursion is passed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.kinematics.camera_view import View
from formcheck.kinematics.joint_angles import true_hip_extension
from formcheck.kinematics.pose_buffer import PoseSequence
from formcheck.kinematics.smoothing import zero_lag
from formcheck.pose import Floats, Side
from formcheck.reps.phases import Excursion

GRID_S = 0.01
REST_S = 0.6  # how far before the lift the rest is looked at
EDGE = 0.10  # of the excursion: what start, top and end are counted from
UNDER_WAY = 0.65  # of the way up: a leg that stands still below this has not begun its lift
STILL_S, STILL_SHARE, STILL_DEG = 0.2, 0.03, 0.8  # a leg that rose by less within that time stood still


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
    sequence: PoseSequence, side: Side, view: View, excursion: Excursion, not_before_s: float
) -> Swing | None:
    """Measure the excursion on its own samples; None where the leg was not seen well enough to.

    `not_before_s` is where the leg's previous excursion ended: its samples
    are not this one's rest.
    """
    first = max(excursion.low_s - REST_S, not_before_s)
    frames = sequence.between(first, excursion.end_s)
    if len(frames) < 5:
        return None
    raw = true_hip_extension(frames.xy, side, view.plane)
    grid = np.arange(frames.times[0], frames.times[-1] + GRID_S / 2, GRID_S)
    line = zero_lag(frames.times, raw, grid)
    if np.isnan(line).any():
        return None
    inner = (grid >= excursion.low_s) & (grid <= excursion.end_s)
    top = int(np.argmax(np.where(inner, line, -np.inf)))
    peak = float(line[top])
    rest, start = _rest_before(line, top)
    end_level, end = _rest_before(line[::-1], len(line) - 1 - top)
    height = peak - rest
    if height <= 0:
        return None
    above = np.flatnonzero(line[start : len(line) - end] >= peak - EDGE * height) + start
    within = slice(int(above[0]), int(above[-1]) + 1)
    return Swing(
        side=side,
        view=view,
        sequence=frames,
        rest_deg=rest,
        peak_deg=peak,
        top_deg=float(line[within].mean()),
        end_deg=end_level,
        noise_deg=float(np.nanstd(raw - np.interp(frames.times, grid, line))),
        start_s=float(grid[start]),
        top_start_s=float(grid[above[0]]),
        top_end_s=float(grid[above[-1]]),
        end_s=float(grid[len(grid) - 1 - end]),
    )


def _rest_before(line: Floats, top: int) -> tuple[float, int]:
    """Level of the rest before the peak, and the index at which 10 % of the rise has been passed.

    Going back from well up the lift, the rest is the first stretch on which the leg
    stood still.  What it did before that (drifting while the other leg worked)
    is not this lift's rest.
    """
    before = line[: top + 1]
    lowest, peak = float(before.min()), float(line[top])
    under_way = int(np.flatnonzero(before <= lowest + UNDER_WAY * (peak - lowest))[-1])
    still = max(STILL_SHARE * (peak - lowest), STILL_DEG)
    window = round(STILL_S / GRID_S)
    first = int(np.argmin(before))
    for leaves in range(under_way, max(first, window), -1):
        if before[leaves] - before[leaves - window : leaves].min() < still:
            break
    else:
        leaves = first
    rest = float(np.median(before[max(leaves - window, 0) : leaves + 1]))
    start = np.flatnonzero(before <= rest + EDGE * (peak - rest))
    return rest, int(start[-1])
