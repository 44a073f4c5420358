"""Whether a picture lies on its side or upside down, judged by the direction in which bodies are supported.

On hands and knees the arms and at least one thigh hang from a trunk that lies
across them; on foot and kneeling the knees are under the hips and the hips under
the shoulders.  Where either holds for another direction than the picture's down,
the picture is turned.  Only a standing person in a picture on its side cannot
be distinguished from a person lying down.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from formcheck.pose import LIMBS, SIDES, Floats, Pose

Turn = Literal["upside down", "on its side", "lying, or on its side"]

# In lengths of the trunk, along the direction in which things would fall.
ACROSS = 0.45  # the trunk of a person on hands and knees slopes by less: 27 degrees
THIGH, ARM = 0.5, 0.6  # how far a knee is below its hip and the wrists below their shoulders, at least
UPRIGHT, LEG = (
    0.7,
    1.3,
)  # of a standing one: how far the hips are below the shoulders, both ankles below theirs
UP, LEFT, RIGHT = (np.array(direction) for direction in ((0.0, -1.0), (-1.0, 0.0), (1.0, 0.0)))
FALLING: tuple[tuple[Turn, Floats], ...] = (
    ("upside down", UP),
    ("on its side", LEFT),
    ("on its side", RIGHT),
)


def turn_of(pose: Pose) -> Turn | None:
    """How the picture of a body lies; None where it may well be upright."""
    shoulders, wrists, hips, knees, ankles = (
        pose.xy[[getattr(LIMBS[side], joint) for side in SIDES]]
        for joint in ("shoulder", "wrist", "hip", "knee", "ankle")
    )
    trunk = (hips - shoulders).mean(axis=0)
    length = float(np.hypot(*trunk))
    if not length > 0:
        return None
    trunk, arm, thighs, legs = (
        part / length for part in (trunk, (wrists - shoulders).mean(axis=0), knees - hips, ankles - hips)
    )
    for turn, down in FALLING:
        if abs(trunk @ down) < ACROSS and (thighs @ down).max() > THIGH and arm @ down > ARM:
            return turn
    if trunk @ UP > UPRIGHT and (thighs @ UP).min() > THIGH:  # on foot, or kneeling
        return "upside down"
    lying = any(trunk @ down > UPRIGHT and (legs @ down).min() > LEG for down in (LEFT, RIGHT))
    return "lying, or on its side" if lying else None
