"""Which way the body faces the camera, and the plane its legs move in."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formcheck.kinematics.joint_angles import Plane, elevation, length, middle, trunk
from formcheck.kinematics.pose_buffer import PoseSequence
from formcheck.pose import LIMBS, Floats, Landmark, Pose, Side

# Beyond this azimuth the depth that `Plane.lift` puts back is mostly guesswork:
# a landmark error is multiplied by 1/cos(62 deg) = 2.1.
JUDGED_UP_TO_DEG = 62.0
FAR_JUDGED_UP_TO_DEG = 37.0  # beyond, the near leg hides the far one and the model guesses
COUNTED_UP_TO_DEG = 75.0  # beyond, even the direction of a swing is uncertain


@dataclass(frozen=True, eq=False)
class View:
    """How the camera sees the body."""

    near_side: Side  # the side of the body that faces the camera
    azimuth_deg: float  # -90..90 from that side, + towards the body's front, - towards its back
    plane: Plane

    @classmethod
    def from_the_side(cls, direction: int) -> View:
        """Exactly from the side of a body that faces image right (+1) or image left (-1)."""
        return cls("right" if direction > 0 else "left", 0.0, Plane.facing(direction))

    def judges(self, side: Side) -> bool:
        """Whether that leg can be measured from here."""
        limit = JUDGED_UP_TO_DEG if side == self.near_side else FAR_JUDGED_UP_TO_DEG
        return abs(self.azimuth_deg) <= limit

    @property
    def counted(self) -> bool:
        """Whether a swing of a leg can be recognised from here."""
        return abs(self.azimuth_deg) <= COUNTED_UP_TO_DEG


def facing_score(pose: Pose) -> float:
    """Which way one body faces: about +1 for image right, about -1 for image left, near 0 if unclear.

    A level trunk shows it beyond doubt (the head is in front, the belly down);
    of an upright body the nose, the toes and the model's own left and right decide.
    """
    line = trunk(pose.xy)
    size = float(length(line))
    if not size > 0:
        return 0.0
    level = _levelness(float(elevation(line)))
    nose = pose.xy[Landmark.NOSE] - middle(pose.xy, "ear")
    feet = middle(pose.xy, "toe") - middle(pose.xy, "heel")
    across = _across(pose.world)
    upright = [2 * float(nose[0]) / size, float(feet[0]) / size, -float(across[2])]
    known = [x for x in upright if math.isfinite(x)]
    return level * float(line[0]) / size + (1 - level) * (sum(known) / len(known) if known else 0.0)


class Facing:
    """The direction a body faces, +1 image right or -1 image left, steady against single odd frames."""

    def __init__(self, time_constant_s: float = 0.4, slack: float = 0.15) -> None:
        self._time_constant_s, self._slack = time_constant_s, slack
        self._score = math.nan
        self._time_s = 0.0
        self.direction = 0

    def update(self, pose: Pose) -> int:
        """Take a pose, return the direction; 0 while it was never clear."""
        score = facing_score(pose)
        if math.isnan(self._score):
            self._score = score
        else:
            weight = 1 - math.exp(-(pose.timestamp_s - self._time_s) / self._time_constant_s)
            self._score += weight * (score - self._score)
        self._time_s = pose.timestamp_s
        if abs(self._score) > self._slack:
            self.direction = 1 if self._score > 0 else -1
        return self.direction


def _across(world: Floats) -> Floats:
    """Left-to-right unit vector (..., 3) of hips and shoulders together, from world landmarks (..., 33, 3)."""
    hips = world[..., LIMBS["right"].hip, :] - world[..., LIMBS["left"].hip, :]
    shoulders = world[..., LIMBS["right"].shoulder, :] - world[..., LIMBS["left"].shoulder, :]
    total = hips + shoulders
    return np.asarray(total / length(total)[..., None])


# Phones and webcams film about 60 degrees across the long side of the picture.
# 20 % more or less changes the measured angles by about a degree.
FOCAL_PER_LONG_SIDE = 0.87

# How far apart MediaPipe puts the shoulders, in its own metres: on all fours they
# are drawn together.  Fitted on the fit split of the accuracy corpus.
SHOULDER_WIDTH_M = {"level": 0.29, "upright": 0.36}
STEEPEST = 0.97  # of a unit vector: how much of the axis may lie across the line of sight


def estimate_view(sequence: PoseSequence, direction: int, size: tuple[int, int] | None = None) -> View:
    """The view of a body over a stretch in which it faces `direction` (+1 image right, -1 image left)."""
    plane = Plane.facing(direction)
    if size is not None:
        plane = replace(plane, centre=(size[0] / 2, size[1] / 2), focal_px=FOCAL_PER_LONG_SIDE * max(size))
    across = _axis_across(sequence, plane.focal_px)
    away = -direction * math.sqrt(1 - across**2)  # the body's outline outvotes the model's left and right
    near: Side = "right" if direction > 0 else "left"
    azimuth = math.degrees(math.atan2(-across, abs(away)))
    return View(near, azimuth, replace(plane, normal=np.array([across, 0.0, away])))


def _axis_across(sequence: PoseSequence, focal_px: float) -> float:
    """The x of the body's left-to-right unit vector: how far its axis lies across the line of sight, -1..1.

    The axis is taken as level: people stand and kneel upright and cameras hang
    level enough (15 degrees of tilt cost under a degree).  Its length across
    comes from the shoulder line in the picture, which is truer than anything
    the model says of depth.
    """
    line_px = float(np.nanmedian(np.diff(sequence.xy[:, SHOULDERS, 0], axis=1)))
    level = _levelness(float(np.nanmedian(elevation(trunk(sequence.xy)))))
    width_m = level * SHOULDER_WIDTH_M["level"] + (1 - level) * SHOULDER_WIDTH_M["upright"]
    metre_px = px_per_m(sequence, focal_px)
    across = line_px / metre_px / width_m if metre_px else math.nan  # a body without any size has no side
    return min(max(across, -STEEPEST), STEEPEST)


def _levelness(elevation_deg: float) -> float:
    """1 for a trunk as on all fours, 0 for an upright one."""
    return min(max((65.0 - abs(elevation_deg)) / 20.0, 0.0), 1.0)


SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
BODY = [
    index
    for limb in LIMBS.values()
    for index in (limb.shoulder, limb.elbow, limb.wrist, limb.hip, limb.knee, limb.ankle)
]


def px_per_m(sequence: PoseSequence, focal_px: float) -> float:
    """How large a metre is at the shoulders: the pixels fitted to the model's own metres.

    The fit holds for the middle of the body; seen from the front the
    shoulders are nearer to the camera, and larger.
    """
    xy, world = sequence.xy[:, BODY], sequence.world[:, BODY]
    xy = xy - np.nanmean(xy, axis=1, keepdims=True)
    depth = np.nanmean(world[..., 2], axis=1)
    flat = world[..., :2] - np.nanmean(world[..., :2], axis=1, keepdims=True)
    scale = float(np.nanmedian(np.nansum(xy * flat, (1, 2)) / np.nansum(flat * flat, (1, 2))))
    nearer = float(np.nanmedian(depth - middle(sequence.world, "shoulder")[:, 2]))
    share = 1 - nearer * scale / focal_px
    return scale / share if share else math.nan
