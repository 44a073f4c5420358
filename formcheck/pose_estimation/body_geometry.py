"""Bodies in one picture against each other: how far apart, which before which, what a leg has done."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from formcheck.pose import Floats, Landmark, Pose

SIZES = 1.6  # how much a body's size changes with what it does
SAME_PLACE = 0.15  # of a body's size: trunks nearer to each other than that are one
LIKE = 0.08  # of a body's size: two boxes on one body put most of their joints nearer to each other
HIDDEN, IN_FRONT = 2, 0.02  # joints of four; of the size

TRUNK = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
LEGS = np.array(
    [[Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE], [Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE]], dtype=int
)

_SWAPPED = {"LEFT": "RIGHT", "RIGHT": "LEFT"}
OTHER_SIDE = [
    Landmark["_".join(_SWAPPED.get(word, word) for word in landmark.name.split("_"))] for landmark in Landmark
]


def body_box(pose: Pose) -> Floats:
    """Left, top, right and bottom of a body, px."""
    return np.concatenate([np.nanmin(pose.xy, axis=0), np.nanmax(pose.xy, axis=0)])


def body_size(pose: Pose) -> float:
    """The diagonal of a body's box, px."""
    left, top, right, bottom = body_box(pose)
    return math.hypot(right - left, bottom - top)


def body_centre(pose: Pose) -> Floats:
    """The middle of the trunk, px; of what there is of the body where no trunk is in the picture."""
    trunk = pose.xy[TRUNK]
    return np.asarray(np.nanmean(trunk if np.isfinite(trunk).any() else pose.xy, axis=0))


def distance_in_bodies(a: Pose, b: Pose) -> float:
    """How far two bodies are from being the same one, in their size; infinite where it cannot be one."""
    sizes = body_size(a), body_size(b)
    if max(sizes) > SIZES * min(sizes):
        return math.inf
    return float(np.linalg.norm(body_centre(a) - body_centre(b))) / max(sizes)


def is_same_body(a: Pose, b: Pose) -> bool:
    """Whether two poses are of one body, as far as they go: most joints lie on each other, left on left or right."""
    ways = (np.linalg.norm(named - b.xy, axis=1) for named in (a.xy, a.xy[OTHER_SIDE]))
    apart = np.fmin(*ways)
    return bool(np.isfinite(apart).any()) and float(np.nanmedian(apart)) < LIKE * max(
        body_size(a), body_size(b)
    )


def each_once(poses: Sequence[Pose]) -> list[Pose]:
    """Bodies, the largest first; one that was found twice, once."""
    bodies: list[Pose] = []
    for pose in sorted(poses, key=body_size, reverse=True):
        if not any(distance_in_bodies(pose, one) < SAME_PLACE or is_same_body(pose, one) for one in bodies):
            bodies.append(pose)
    return bodies


def hides(other: Pose, pose: Pose) -> bool:
    """Whether another body stands before this one's trunk.

    Nearer the camera is whose feet are lower in the picture, for cameras look
    from the side or down.  Joints behind a person are guessed, and no pose is
    better than such a one.
    """
    left, top, right, bottom = body_box(other)
    if bottom < body_box(pose)[3] + IN_FRONT * body_size(pose):
        return False
    joints = pose.xy[TRUNK]
    inside = (joints > [left, top]).all(axis=1) & (joints < [right, bottom]).all(axis=1)
    return int(inside.sum()) >= HIDDEN


def leg_moved(a: Pose, b: Pose) -> float:
    """How far the leg that moved more moved against the hips, in the size of `a`, whichever leg it was."""
    before, after = (_legs(pose) for pose in (a, b))
    ways = (np.linalg.norm(named - before, axis=2).mean(axis=1) for named in (after, after[::-1]))
    moved = [float(np.max(way)) for way in ways if np.isfinite(way).all()]
    return min(moved, default=0.0) / body_size(a)


def _legs(pose: Pose) -> Floats:
    hips = pose.xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    return np.asarray(pose.xy[LEGS] - hips)
