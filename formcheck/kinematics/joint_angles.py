"""Signed joint angles of both legs, in the plane the legs move in.

Camera coordinates: x right, y down, z away from the camera.  Every angle turns
about the body's left-to-right axis and is positive when the lower segment turns
*backwards* on the upper one: hip extension and knee flexion are positive.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.pose import LIMBS, SIDES, Floats, Side

DOWN = np.array([0.0, 1.0, 0.0])
FAR_AWAY_PX = 1e6  # a focal length at which perspective vanishes


@dataclass(frozen=True, eq=False)
class Plane:
    """The body's sagittal plane as a camera sees it.

    normal (3,): the body's left-to-right axis, a unit vector in camera
    coordinates.  centre (2,) px is the picture's, focal_px the camera's focal
    length; the default is a camera so far away that there is no perspective.
    """

    normal: Floats
    centre: tuple[float, float] = (0.0, 0.0)
    focal_px: float = FAR_AWAY_PX

    @classmethod
    def facing(cls, direction: int) -> Plane:
        """The plane of a body seen exactly from its side, facing image right (+1) or image left (-1)."""
        return cls(np.array([0.0, 0.0, -float(direction)]))

    def lift(self, start: Floats, end: Floats) -> Floats:
        """The 3-D vector between two image points (..., 2) if it lies in this plane: (..., 3).

        The plane is laid through the start at depth 1, and the end is where
        its line of sight meets it.  Foreshortening and perspective are undone
        without trusting the pose model's own depth; only the direction of the
        result means anything.  Useless as the normal's z nears 0 (front or
        back view).
        """
        a, b = self._sight(start), self._sight(end)
        return np.asarray(b * ((a @ self.normal) / (b @ self.normal))[..., None] - a)

    def direction(self, start: Floats, end: Floats) -> Floats:
        """Where a segment of this plane points, degrees in (-180, 180]: 0 = straight down, + = turned backwards."""
        lifted = self.lift(start, end)
        return self.turn(np.broadcast_to(DOWN, lifted.shape), lifted)

    def _sight(self, point: Floats) -> Floats:
        """Line of sight of an image point, (..., 3) with z = 1."""
        flat = (point - np.asarray(self.centre)) / self.focal_px
        return np.concatenate([flat, np.ones((*flat.shape[:-1], 1))], axis=-1)

    def turn(self, upper: Floats, lower: Floats) -> Floats:
        """Signed angle between vectors of the plane (..., 3), degrees in (-180, 180], + = `lower` turned backwards."""
        # The cross product of two vectors of the plane is along its normal, so
        # one component gives its length; written out because numpy.cross is slow.
        across = (upper[..., 0] * lower[..., 1] - upper[..., 1] * lower[..., 0]) / self.normal[2]
        return np.asarray(np.degrees(np.arctan2(-across, (upper * lower).sum(-1))))


def hip_extension(xy: Floats, side: Side, plane: Plane) -> Floats:
    """Signed hip extension of one leg, degrees in (-240, 120]: 0 = thigh in line with the trunk, + = behind it.

    xy (..., 33, 2) px.  The trunk is the line between the middles: shoulders are
    wider than hips, so a line down one side is not in the plane.  A deeply flexed hip reads below -180 rather than
    jumping to +180: hips do not extend by more than 120 degrees.
    """
    limb = LIMBS[side]
    line = plane.lift(middle(xy, "shoulder"), middle(xy, "hip"))
    angle = plane.turn(line, plane.lift(xy[..., limb.hip, :], xy[..., limb.knee, :]))
    return np.where(angle > 120, angle - 360, angle)


# How much the angle between MediaPipe's points reads high at the hip on average.
USUAL_BIAS_DEG = 5.0


def uncorrected_hip_extension(xy: Floats, side: Side, plane: Plane) -> Floats:
    """Hip extension between MediaPipe's points, only its usual bias taken off: what swings are found and told by.

    The evidence of `reps` was fitted on it.  What is measured, judged and shown is `angle_correction`'s.
    """
    return hip_extension(xy, side, plane) - USUAL_BIAS_DEG


def knee_angle(xy: Floats, side: Side, plane: Plane) -> Floats:
    """Hip-knee-ankle angle of one leg, degrees in [0, 360): 180 = straight, above 180 = hyperextended.

    Left unfolded on purpose: folding at 180 would turn noise about a straight
    leg into a bend.  `measures` folds the mean instead.
    """
    limb = LIMBS[side]
    thigh = plane.lift(xy[..., limb.hip, :], xy[..., limb.knee, :])
    shank = plane.lift(xy[..., limb.knee, :], xy[..., limb.ankle, :])
    flexion = plane.turn(thigh, shank)
    return np.asarray(180.0 - np.where(flexion < -90, flexion + 360, flexion))


def elbow_angle(xy: Floats, side: Side) -> Floats:
    """Unsigned shoulder-elbow-wrist angle in the image, degrees 0..180."""
    limb = LIMBS[side]
    u = xy[..., limb.shoulder, :] - xy[..., limb.elbow, :]
    v = xy[..., limb.wrist, :] - xy[..., limb.elbow, :]
    cross = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    return np.asarray(np.degrees(np.abs(np.arctan2(cross, (u * v).sum(-1)))))


def middle(xy: Floats, joint: str) -> Floats:
    """Midpoint of the left and right `joint` (a Limb field), (..., 2) or (..., 3)."""
    pair = [getattr(LIMBS[side], joint) for side in SIDES]
    return (xy[..., pair[0], :] + xy[..., pair[1], :]) / 2


def trunk(xy: Floats) -> Floats:
    """Mid-hip to mid-shoulder vectors, (..., 2) or (..., 3)."""
    return middle(xy, "shoulder") - middle(xy, "hip")


def elevation(vector: Floats) -> Floats:
    """How steeply image vectors (..., 2) point, degrees -90..90: 0 = level, 90 = straight up."""
    return np.degrees(np.arctan2(-vector[..., 1], np.abs(vector[..., 0])))


def length(vector: Floats) -> Floats:
    """Euclidean length along the last axis."""
    return np.asarray(np.sqrt((vector * vector).sum(-1)))
