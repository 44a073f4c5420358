"""One excursion seen again in full: its own raw samples, read with a zero-lag filter.

The terms are those of the report: the top is the time within 10 % of the
excursion's own peak, start and end are where 10 % of the excursion is passed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from formcheck.kinematics.angle_correction import CorrectedAngles, corrected_angles
from formcheck.kinematics.camera_view import View
from formcheck.kinematics.joint_angles import uncorrected_hip_extension
from formcheck.kinematics.pose_buffer import PoseSequence
from formcheck.kinematics.smoothing import zero_lag
from formcheck.pose import Floats, Side
from formcheck.reps.excursion import Excursion
from formcheck.reps.swing_trace import trace_swing

REST_S = 0.6  # how much time before the lift counts as its rest


@dataclass(frozen=True, eq=False)
class Swing:
    """A leg's way from rest over the top and back, measured.  Times in seconds, angles in degrees."""

    side: Side
    view: View
    sequence: PoseSequence  # the frames from the rest before the start to the rest after the end
    rest_deg: float  # hip extension when the lift begins
    peak_deg: float
    top_deg: float  # mean over the top
    end_deg: float  # hip extension when the lowering ends
    noise_deg: float  # standard deviation of the bare samples about the line they were read by
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float

    @cached_property
    def corrected(self) -> CorrectedAngles:
        """The leg's angles (N,) with the points' offset taken off: what is measured and judged."""
        return corrected_angles(self.sequence.xy, self.view)[self.side]

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
    trace = trace_swing(
        frames.times, uncorrected_hip_extension(frames.xy, side, view.plane), excursion, other_done_s
    )
    if trace is None:
        return None
    return Swing(
        side=side,
        view=view,
        sequence=frames.between(trace.resting_s, trace.rested_s),
        rest_deg=trace.rest_deg,
        peak_deg=trace.peak_deg,
        top_deg=trace.top_deg,
        end_deg=trace.end_deg,
        noise_deg=trace.noise_deg,
        start_s=trace.start_s,
        top_start_s=trace.top_start_s,
        top_end_s=trace.top_end_s,
        end_s=trace.end_s,
    )
