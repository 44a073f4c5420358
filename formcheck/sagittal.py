"""Which way the body faces the camera, and the plane its legs move in."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.kinematics import LIMBS, Plane, Side, elevation, length, middle, trunk
from formcheck.pose import Floats, Landmark, Pose
from formcheck.track import Stretch

# Beyond this azimuth the depth that `Plane.lift` puts back is mostly guesswork:
# a landmark error is multiplied by 1/cos(65 deg) = 2.4.
JUDGED_UP_TO_DEG = 65.0


@dataclass(frozen=True, eq=False)
class View:
    """How the camera sees the body."""

    near_side: Side  # the side of the body that faces the camera
    azimuth_deg: float  # -90..90 from that side, + towards the body's front, - towards its back
    plane: Plane

    @property
    def judged(self) -> bool:
        """Whether angles of the legs can be measured from here at all."""
        return abs(self.azimuth_deg) <= JUDGED_UP_TO_DEG


def facing_score(pose: Pose) -> float:
    """Which way one body faces: about +1 for image right, about -1 for image left, near 0 if unclear.

    A level trunk shows it beyond doubt (the head is in front, the belly down);
    of an upright body the nose, the toes and the model's own left and right tell.
    """
    line = trunk(pose.xy)
    size = float(length(line))
    if not size > 0:
        return 0.0
    level = min(max((65.0 - abs(float(elevation(line)))) / 20.0, 0.0), 1.0)
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


def look(stretch: Stretch, direction: int) -> View:
    """The view of a body over a stretch in which it faces `direction` (+1 image right, -1 image left)."""
    normal = body_axis(stretch)
    if normal[2] * direction > 0:  # the body's outline outvotes the model's left and right
        normal = normal * [1.0, 1.0, -1.0]
    near: Side = "right" if direction > 0 else "left"
    azimuth = math.degrees(math.atan2(-normal[0], abs(normal[2])))
    return View(near, azimuth, Plane(normal))


SHOULDER_WIDTH_M = 0.30
BODY = [
    i
    for limb in LIMBS.values()
    for i in (limb.shoulder, limb.elbow, limb.wrist, limb.hip, limb.knee, limb.ankle)
]


def body_axis(stretch: Stretch) -> Floats:
    """Left-to-right unit vector of the body (3,), camera coordinates, as a median over the stretch.

    Its x and y come from the shoulder line in the picture, which is far truer
    than the model's depth; z follows from unit length, its sign from the world
    landmarks.
    """
    world = np.nanmedian(_across(stretch.world), axis=0)
    xy, flat = stretch.xy[:, BODY], stretch.world[:, BODY, :2]
    xy, flat = xy - xy.mean(1, keepdims=True), flat - flat.mean(1, keepdims=True)
    scale = float(np.nanmedian((xy * flat).sum((1, 2)) / (flat * flat).sum((1, 2))))
    line = stretch.xy[:, Landmark.RIGHT_SHOULDER] - stretch.xy[:, Landmark.LEFT_SHOULDER]
    n_xy = np.nanmedian(line, axis=0) / (scale * SHOULDER_WIDTH_M)
    n_xy = n_xy * min(1.0, 0.97 / max(float(np.linalg.norm(n_xy)), 1e-9))
    n_z = math.copysign(math.sqrt(1 - float(n_xy @ n_xy)), float(world[2]))
    return np.array([n_xy[0], n_xy[1], n_z])
