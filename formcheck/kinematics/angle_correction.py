"""From the angles between MediaPipe's points to the angles of the body they lie on.

The points lie beside the joints, by an offset that depends on how the limbs lie, on the view and on the body.
Small networks, trained on rendered bodies whose joints are known (`benchmarks/train_correction.py`), tell from one
pose how far off its knee and hip angles are; their mean is added.  The mean of a few is truer than any of them,
and where they disagree the pose is unlike what they learned from.
"""

from __future__ import annotations

import base64
import math
import zlib
from dataclasses import dataclass
from functools import cache

import numpy as np

from formcheck.kinematics.camera_view import View
from formcheck.kinematics.correction_weights import PACKED, SHAPES, VERSION
from formcheck.kinematics.joint_angles import hip_extension, knee_angle, length, middle, trunk
from formcheck.pose import LIMBS, SIDES, Floats, Landmark, Limb, Side, other

__all__ = ["VERSION", "CorrectedAngles", "corrected_angles", "features"]

FURTHEST = 3.0  # standard deviations: a feature further out says no more than one there
# Degrees: networks that differ by as much are half believed, and the usual shift of all poses takes the other half.
DOUBTED_DEG = 2.0


@dataclass(frozen=True, eq=False)
class CorrectedAngles:
    """Angles of one leg over some poses, each (N,) degrees; NaN where the leg was not seen."""

    knee_deg: Floats  # 0..360, 180 = straight, above 180 = hyperextended
    hip_deg: Floats  # 0 = thigh in line with the trunk, + = behind it
    knee_shift_deg: Floats  # what was added to the angle between the points
    hip_shift_deg: Floats
    knee_spread_deg: Floats  # standard deviation of what the networks would have added
    hip_spread_deg: Floats

    @property
    def hip_between_points_deg(self) -> Floats:
        """The hip extension before it was corrected."""
        return self.hip_deg - self.hip_shift_deg


def corrected_angles(xy: Floats, view: View) -> dict[Side, CorrectedAngles]:
    """Knee angle and hip extension of both legs, the points' offset taken off.

    xy (N, 33, 2) px, of a body seen as `view` says.
    """
    between = angles_between_points(xy, view)
    shift, spread = shift_and_spread(features(xy, view, between).reshape(2 * len(xy), -1))
    shift, spread = (values.reshape(2, len(xy), 2) for values in (shift, spread))
    return {
        side: CorrectedAngles(
            *(between[i] + shift[i]).T,
            *shift[i].T,
            *spread[i].T,
        )
        for i, side in enumerate(SIDES)
    }


def angles_between_points(xy: Floats, view: View) -> Floats:
    """Knee angle and hip extension of both legs as the points lie: (2, N, 2) by side, pose and joint, degrees."""
    plane = view.plane
    return np.array(
        [[knee_angle(xy, side, plane), hip_extension(xy, side, plane)] for side in SIDES]
    ).swapaxes(1, 2)


def features(xy: Floats, view: View, between: Floats) -> Floats:
    """What the shift of either leg is told by, (2, N, F): the angles of both legs, the view, and the points.

    The points are measured from mid-hip in trunk lengths, x to the body's front.
    """
    count = len(xy)
    forward = 1.0 if view.near_side == "right" else -1.0
    size = length(trunk(xy))
    points = (xy[:, POINTS] - middle(xy, "hip")[:, None, None]) * (
        np.array([forward, 1.0]) / size[:, None, None, None]
    )
    azimuth = math.radians(view.azimuth_deg)
    found = np.empty((2, count, 8 + 2 * POINTS.shape[1]))
    for i, side in enumerate(SIDES):
        near = 1.0 if side == view.near_side else -1.0
        found[i, :, :2], found[i, :, 2:4] = between[i] / 50, between[1 - i] / 50
        found[i, :, 4:8] = azimuth, abs(azimuth), near, near * azimuth
        found[i, :, 8:] = points[:, i].reshape(count, -1)
    return found


def _points(limb: Limb) -> list[int]:
    return [limb.shoulder, limb.hip, limb.knee, limb.ankle, limb.heel, limb.toe]


# (2, 13): for each leg its own points, those of the other leg and the nose.
POINTS = np.array([[*_points(LIMBS[side]), *_points(LIMBS[other(side)]), Landmark.NOSE] for side in SIDES])


@dataclass(frozen=True, eq=False)
class Networks:
    """M networks of two hidden layers of H units, side by side."""

    mean: Floats  # (F,) of the features
    scale: Floats  # (F,)
    first: Floats  # (F, M * H)
    first_bias: Floats  # (M * H,)
    second: Floats  # (M, H, H)
    second_bias: Floats  # (M, 1, H)
    last: Floats  # (M, H, 2)
    last_bias: Floats  # (M, 1, 2)
    usual: Floats  # (2,) what is added where the networks are not believed, degrees


@cache
def networks() -> Networks:
    """Those in use."""
    numbers = np.frombuffer(zlib.decompress(base64.b64decode(PACKED)), "<f2").astype(float)
    sizes = [math.prod(shape) for shape in SHAPES.values()]
    parts = np.split(numbers, np.cumsum(sizes)[:-1])
    return Networks(
        **{name: part.reshape(shape) for (name, shape), part in zip(SHAPES.items(), parts, strict=True)}
    )


def shift_and_spread(found: Floats) -> tuple[Floats, Floats]:
    """Shift and spread of knee and hip, (N, 2) degrees each, from features (N, F)."""
    net = networks()
    z = np.clip((found - net.mean) / net.scale, -FURTHEST, FURTHEST)
    count, units = net.second.shape[:2]
    hidden = np.tanh(z @ net.first + net.first_bias).reshape(len(z), count, units).swapaxes(0, 1)
    each = np.tanh(hidden @ net.second + net.second_bias) @ net.last + net.last_bias
    spread = each.std(0)
    believed = 1.0 / (1.0 + (spread / DOUBTED_DEG) ** 2)
    return net.usual + believed * (each.mean(0) - net.usual), spread
