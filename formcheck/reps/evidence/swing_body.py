"""The body during one swing, in terms that do not depend on where the camera stands."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from formcheck.kinematics.camera_view import px_per_m
from formcheck.kinematics.joint_angles import length, middle, uncorrected_hip_extension
from formcheck.pose import LIMBS, Floats, other
from formcheck.reps.swing import Swing

TRUNK_M = 0.5
GUESSED = 0.4  # visibility below which a landmark is the model's guess
MOST = 90  # per cent: how far something went is the line that this share of the frames stays within
COMPARED = np.array([0.25, 0.5, 0.75])  # of the hip range: where the way up is compared with the way down


class SwingBody:
    """What the features of a swing are made of.

    Directions are degrees from straight down in the plane of the legs, + =
    turned backwards, (N,) over the frames.  Points are (N, 2) from mid-hip in
    trunk lengths, x to the body's front, y down.
    """

    def __init__(self, swing: Swing) -> None:
        self.swing = swing
        self.xy, self.world = swing.sequence.xy, swing.sequence.world
        self.working, self.supporting = LIMBS[swing.side], LIMBS[other(swing.side)]
        self.near = swing.side == swing.view.near_side
        self._during = self._between(swing.start_s, swing.end_s)

    @cached_property
    def thigh(self) -> Floats:
        """Direction of the working thigh."""
        return self._direction(self.xy[:, self.working.hip], self.xy[:, self.working.knee])

    @cached_property
    def support_thigh(self) -> Floats:
        """Direction of the supporting thigh."""
        return self._direction(self.xy[:, self.supporting.hip], self.xy[:, self.supporting.knee])

    @cached_property
    def support_shank(self) -> Floats:
        """Direction of the supporting shank."""
        return self._direction(self.xy[:, self.supporting.knee], self.xy[:, self.supporting.ankle])

    @cached_property
    def trunk(self) -> Floats:
        """Direction of the trunk, from the shoulders to the hips: 90 = level, face down."""
        return self._direction(middle(self.xy, "shoulder"), middle(self.xy, "hip"))

    @cached_property
    def extension(self) -> Floats:
        """Hip extension of the working leg, degrees."""
        return uncorrected_hip_extension(self.xy, self.swing.side, self.swing.view.plane)

    @cached_property
    def support_extension(self) -> Floats:
        """Hip extension of the supporting leg, degrees."""
        return uncorrected_hip_extension(self.xy, other(self.swing.side), self.swing.view.plane)

    @cached_property
    def abduction(self) -> Floats:
        """How far the pose model sees the working thigh out of the plane of the legs, degrees, + = outwards."""
        thigh = self.world[:, self.working.knee] - self.world[:, self.working.hip]
        outward = 1.0 if self.swing.side == "right" else -1.0
        return (
            np.degrees(np.arcsin(np.clip(thigh @ self.swing.view.plane.normal / length(thigh), -1, 1)))
            * outward
        )

    @cached_property
    def way_deg(self) -> float:
        """How far the working thigh turned, against the trunk or against the floor: a trunk that leans hides a part."""
        return max(self.swing.range_deg, abs(self.swing.change(self.thigh)))

    @cached_property
    def guessed(self) -> bool:
        """Whether the working knee was mostly hidden, so that the model guessed where it went."""
        seen = self.swing.sequence.visibility[self._during, self.working.knee]
        return float(np.median(seen)) < GUESSED if len(seen) else True

    def point(self, landmark: int) -> Floats:
        """Where a landmark is in the picture."""
        forward = 1.0 if self.swing.view.near_side == "right" else -1.0
        return (self.xy[:, landmark] - middle(self.xy, "hip")) / self._trunk_px * [forward, 1.0]

    def farthest(self, values: Floats) -> float:
        """How far a value (N,) or a point (N, 2) went from its rest during the swing."""
        steady = _steady(values.reshape(len(values), -1))
        rest = [self.swing.at_rest(column) for column in steady.T]
        return _percentile(length(steady - rest)[self._during], MOST)

    def highest(self, values: Floats) -> float:
        """How far a value (N,) rose above its rest during the swing."""
        return _percentile((_steady(values) - self.swing.at_rest(values))[self._during], MOST)

    def apart(self, values: Floats) -> float:
        """How much a value (N,) differs between the way up and the way down, at the same hip extension.

        NaN where no part of the range was seen on both ways.
        """
        up, down = self._ways
        levels = self.swing.rest_deg + self.swing.range_deg * COMPARED
        slack = 0.05 * self.swing.range_deg
        ways = []
        for way in (up, down):
            known = np.flatnonzero(way & np.isfinite(self.extension) & np.isfinite(values))
            if len(known) < 2:
                return np.nan
            order = known[np.argsort(self.extension[known])]
            x, y = self.extension[order], values[order]
            ways.append(
                np.where(
                    (levels >= x[0] - slack) & (levels <= x[-1] + slack), np.interp(levels, x, y), np.nan
                )
            )
        difference = ways[0] - ways[1]
        known_at = np.isfinite(difference)
        return float(difference[known_at].mean()) if known_at.any() else np.nan

    @cached_property
    def _ways(self) -> tuple[np.ndarray, np.ndarray]:
        frame_s = float(np.median(np.diff(self.swing.sequence.times)))
        return (
            self._between(self.swing.start_s - frame_s, self.swing.top_start_s + frame_s / 2),
            self._between(self.swing.top_end_s - frame_s / 2, self.swing.end_s + frame_s),
        )

    def _between(self, start_s: float, end_s: float) -> np.ndarray:
        times = self.swing.sequence.times
        return np.asarray((times >= start_s - 1e-6) & (times <= end_s + 1e-6))

    @cached_property
    def _trunk_px(self) -> float:
        return TRUNK_M * px_per_m(self.swing.sequence, self.swing.view.plane.focal_px)

    def _direction(self, start: Floats, end: Floats) -> Floats:
        """Unwrapped, so that a segment that turns past straight up does not jump."""
        turned = self.swing.view.plane.direction(start, end)
        known = np.isfinite(turned)
        out = np.full(len(turned), np.nan)
        out[known] = np.degrees(np.unwrap(np.radians(turned[known])))
        return out


def within_half_turn(angle_deg: float) -> float:
    """The same direction as an angle in [-180, 180)."""
    return (angle_deg + 180.0) % 360.0 - 180.0


def _steady(values: Floats) -> Floats:
    """Each value's median with its neighbours along the first axis: single odd frames vanish."""
    if len(values) < 3:
        return values
    middle_ones = np.median(np.stack([values[:-2], values[1:-1], values[2:]]), axis=0)
    return np.concatenate([values[:1], middle_ones, values[-1:]])


def _percentile(values: Floats, share: float) -> float:
    known = values[np.isfinite(values)]
    return float(np.percentile(known, share)) if len(known) else np.nan
