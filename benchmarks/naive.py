"""What most open counters do: one unsigned angle, two thresholds."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from formcheck.pose import LIMBS, Floats, Pose, Side

# Of the shoulder-hip-knee angle: the best kickback script found, told the leg.
UP_DEG, DOWN_DEG = 145.0, 110.0


def count_by_thresholds(poses: list[Pose], side: Side) -> int:
    """Count by hysteresis on the unsigned hip angle in the picture."""
    limb = LIMBS[side]
    return count(unsigned_angle(p.xy[limb.shoulder], p.xy[limb.hip], p.xy[limb.knee]) for p in poses)


def unsigned_angle(a: Floats, b: Floats, c: Floats) -> float:
    """The angle at `b`, 0 to 180 degrees."""
    u, v = a - b, c - b
    return float(np.degrees(np.arccos(np.clip(u @ v / np.linalg.norm(u) / np.linalg.norm(v), -1, 1))))


def count(angles: Iterable[float]) -> int:
    """How often the angle has been above the one threshold and then below the other."""
    counted, up = 0, False
    for angle in angles:
        if angle > UP_DEG:
            up = True
        elif angle < DOWN_DEG and up:
            up = False
            counted += 1
    return counted
