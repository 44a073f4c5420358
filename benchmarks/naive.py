"""What most open counters do: one unsigned angle, two thresholds."""

from __future__ import annotations

import numpy as np

from formcheck.kinematics import LIMBS, Side
from formcheck.pose import Pose

UP_DEG, DOWN_DEG = (
    145.0,
    110.0,
)  # of the shoulder-hip-knee angle: the best kickback script found, told the leg


def count_by_thresholds(poses: list[Pose], side: Side) -> int:
    """Count by hysteresis on the unsigned hip angle in the picture."""
    limb = LIMBS[side]
    count, up = 0, False
    for pose in poses:
        u = pose.xy[limb.shoulder] - pose.xy[limb.hip]
        v = pose.xy[limb.knee] - pose.xy[limb.hip]
        angle = np.degrees(np.arccos(np.clip(u @ v / np.linalg.norm(u) / np.linalg.norm(v), -1, 1)))
        if angle > UP_DEG:
            up = True
        elif angle < DOWN_DEG and up:
            up = False
            count += 1
    return count
