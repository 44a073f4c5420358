"""How far off each number of a repetition may be: half-widths of a 90 % interval.

They grow with what makes numbers worse: the far leg, an oblique view, networks that disagree about the correction,
few pictures a second, a hidden knee, a slow leg.  By how much was fitted on rendered bodies that the correction had
not learned from (`python -m benchmarks.fit_errors`, see docs/accuracy.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.exercises.measure import HIP_EXTENSION, HIP_RANGE, HOLD_TIME, KNEE_ANGLE, LIFT_TIME, LOWER_TIME
from formcheck.pose import LIMBS
from formcheck.reps.swing import Swing

# By measure: degrees or seconds for each of `Conditions.terms`.
GROWS: dict[str, tuple[float, ...]] = {
    KNEE_ANGLE.name: (3.419, 3.014, 1.411, 0.000, 2.502, 0.000, 0.000),
    HIP_EXTENSION.name: (5.413, 1.211, 0.000, 1.834, 2.320, 0.000, 2.345),
    HIP_RANGE.name: (0.000, 3.142, 0.024, 2.639, 2.558, 6.634, 0.000),
    HOLD_TIME.name: (0.000, 0.000, 0.042, 0.000, 0.090, 0.000, 0.072),
    LIFT_TIME.name: (0.000, 0.054, 0.008, 0.003, 0.081, 0.000, 0.000),
    LOWER_TIME.name: (0.000, 0.061, 0.000, 0.047, 0.088, 0.000, 0.000),
}
TIMES = (HOLD_TIME.name, LIFT_TIME.name, LOWER_TIME.name)


@dataclass(frozen=True)
class Conditions:
    """Under what conditions a repetition was measured."""

    near: bool
    azimuth_deg: float
    knee_spread_deg: float  # how far the networks of the correction differ at the top
    hip_spread_deg: float
    frame_s: float  # between two pictures
    hidden: float  # 0..1 at the top: 1 minus the visibility of the working knee
    moving_s: float  # lift and lowering together

    @classmethod
    def of(cls, swing: Swing) -> Conditions:
        """Those of a swing."""
        visibility = swing.sequence.visibility[:, LIMBS[swing.side].knee]
        return cls(
            near=swing.side == swing.view.near_side,
            azimuth_deg=swing.view.azimuth_deg,
            knee_spread_deg=swing.at_top(swing.corrected.knee_spread_deg),
            hip_spread_deg=swing.at_top(swing.corrected.hip_spread_deg),
            frame_s=float(np.median(np.diff(swing.sequence.times))),
            # In steps of 0.1: visibility keeps a trace of what a landmarker saw before (decision 11), and an error must
            # not depend on how many landmarkers shared the video.
            hidden=1.0 - round(swing.at_top(visibility), 1),
            moving_s=swing.end_s - swing.start_s - (swing.top_end_s - swing.top_start_s),
        )

    def terms(self, name: str) -> tuple[float, ...]:
        """What the error of a measure grows with."""
        azimuth = abs(self.azimuth_deg)
        spread = self.knee_spread_deg if name == KNEE_ANGLE.name else self.hip_spread_deg
        return (
            1.0,
            0.0 if self.near else 1.0,
            max(azimuth - 15.0, 0.0) / 15.0,
            max(azimuth - 30.0, 0.0) / 15.0,
            self.moving_s if name in TIMES else spread,
            self.frame_s / 0.1,
            self.hidden,
        )

    def errors(self) -> dict[str, float]:
        """Half-width of a 90 % interval by the name of the measure, in its unit."""
        return {name: float(np.dot(grows, self.terms(name))) for name, grows in GROWS.items()}


def usual_errors(azimuth_deg: float) -> dict[str, float]:
    """Those of the near leg, seen well from there; before there is a repetition to know better."""
    spread_deg = 1.0 + abs(azimuth_deg) / 90.0  # the usual one of rendered bodies
    return Conditions(
        near=True,
        azimuth_deg=azimuth_deg,
        knee_spread_deg=spread_deg,
        hip_spread_deg=spread_deg,
        frame_s=1 / 12,
        hidden=0.1,
        moving_s=1.5,
    ).errors()
