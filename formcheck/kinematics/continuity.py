"""What a body cannot do between two frames: swap its legs, jump, or be replaced by a cut.

A landmark model confuses left and right when legs cross, loses a limb for a
frame or two, and knows nothing of cuts in the video.  All three look like very
fast movements; this module corrects the first, drops the second and reports the
third, and passes every other pose on at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from formcheck.kinematics.joint_angles import length, middle, trunk
from formcheck.pose import LIMBS, Floats, Landmark, Limb, Pose

# Jumps in trunk lengths: a fixed part for landmark noise and a part that grows
# with the time between frames.  A thigh of 0.85 trunks that turns at 1000 deg/s
# (90 deg in 0.15 s) moves the knee by 15 trunks a second at its very fastest.
BODY_JUMP, BODY_SPEED = 0.30, 3.0
KNEE_JUMP, KNEE_SPEED = 0.50, 8.0
SAME_PLACE, SAME_SIZE = 0.5, 0.7  # in trunk lengths, and of the trunk's length
GLITCH_S = 0.15  # what comes back within this time was a glitch; what stays away was a cut


def _leg(limb: Limb) -> list[int]:
    return [limb.hip, limb.knee, limb.ankle, limb.heel, limb.toe]


LEGS = _leg(LIMBS["left"]) + _leg(LIMBS["right"])
CROSSED = _leg(LIMBS["right"]) + _leg(LIMBS["left"])
KNEES = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]
ENDS = [*KNEES, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
ENDS_CROSSED = [KNEES[1], KNEES[0], Landmark.RIGHT_ANKLE, Landmark.LEFT_ANKLE]


@dataclass
class ContinuityStep:
    """What became of one pose: the poses to go on with, and whether a cut lies before them."""

    poses: list[Pose]
    cut: bool = False


@dataclass
class Continuity:
    """Compares each pose with the last one that was believed."""

    _last: Pose | None = None
    _doubted: list[Pose] = field(default_factory=list)

    def update(self, pose: Pose) -> ContinuityStep:
        """Take a pose in which a person was seen."""
        if self._last is None:
            return self._believe(pose)
        pose = uncrossed(pose, self._last)
        if not self._doubted:
            if not _jumps(self._last, pose):
                return self._believe(pose)
            self._doubted = [pose]
            return ContinuityStep([])
        if self._is_back(self._last, self._doubted[-1], pose):
            return self._believe(pose)
        if _jumps(self._doubted[-1], pose):
            self._doubted = [pose]
            return ContinuityStep([])
        self._doubted.append(pose)
        if pose.timestamp_s - self._doubted[0].timestamp_s < GLITCH_S:
            return ContinuityStep([])
        believed = self._doubted
        self._believe(pose)
        return ContinuityStep(believed, cut=True)

    def _believe(self, pose: Pose) -> ContinuityStep:
        self._doubted = []
        self._last = pose
        return ContinuityStep([pose])

    @staticmethod
    def _is_back(believed: Pose, doubted: Pose, pose: Pose) -> bool:
        """Whether the pose is where the body was before the glitch, or where it can have gone meanwhile."""
        if not _jumps(believed, pose, pose.timestamp_s - doubted.timestamp_s):
            return True
        return _jumps(doubted, pose) and not _jumps(believed, pose)

    def forget(self) -> None:
        """Start afresh: the person seen next may be anywhere."""
        self._last = None
        self._doubted.clear()


def uncrossed(pose: Pose, before: Pose) -> Pose:
    """The pose with its legs exchanged if that is clearly where they were before.

    While both legs lie over each other either naming fits, and the model's own
    is taken: one wrong exchange cannot last longer than a repetition.
    """
    kept = _distance(pose.xy[ENDS], before.xy[ENDS])
    crossed = _distance(pose.xy[ENDS_CROSSED], before.xy[ENDS])
    size = float(length(trunk(before.xy)))
    if not (kept > 1.0 * size and crossed < 0.4 * kept):
        return pose
    xy, visibility, world = pose.xy.copy(), pose.visibility.copy(), pose.world.copy()
    for values in (xy, visibility, world):
        values[LEGS] = values[CROSSED]
    return replace(pose, xy=xy, visibility=visibility, world=world)


def in_same_place(before: Pose, after: Pose) -> bool:
    """Whether a body is where it was, and as large."""
    sizes = [float(length(trunk(pose.xy))) for pose in (before, after)]
    moved = float(length(middle(after.xy, "hip") - middle(before.xy, "hip")))
    return moved < SAME_PLACE * sizes[0] and SAME_SIZE < sizes[1] / sizes[0] < 1 / SAME_SIZE


def _distance(a: Floats, b: Floats) -> float:
    """Sum of distances between points that both have."""
    return float(np.nansum(length(a - b)))


def _jumps(before: Pose, after: Pose, passed_s: float | None = None) -> bool:
    """Whether a body cannot get from one pose to the other in `passed_s` (default: the time between them)."""
    if passed_s is None:
        passed_s = after.timestamp_s - before.timestamp_s
    passed_s = min(passed_s, 0.5)
    size = max(float(length(trunk(before.xy))), float(length(trunk(after.xy))))
    if not size > 0:
        return False
    body = max(float(length(middle(after.xy, j) - middle(before.xy, j))) for j in ("shoulder", "hip"))
    knees = float(np.nanmax(np.append(length(after.xy[KNEES] - before.xy[KNEES]), 0.0)))
    return (
        body > (BODY_JUMP + BODY_SPEED * passed_s) * size
        or knees > (KNEE_JUMP + KNEE_SPEED * passed_s) * size
    )
