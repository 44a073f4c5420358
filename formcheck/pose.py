"""The one thing that flows into formcheck's core: where a body's landmarks were at one time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePath
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LANDMARKS = 33


class Landmark(IntEnum):
    """MediaPipe's pose landmarks, by its own names.  Left and right are the person's own."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


@dataclass(frozen=True, eq=False)
class Pose:
    """Thirty-three landmarks seen at one time; all NaN where no person was found.

    MediaPipe divides x by the image width and y by its height; angles measured
    there are wrong on every image that is not square.  `landmarker` multiplies
    the size back in before a Pose is made.
    """

    timestamp_s: float
    xy: Floats  # (33, 2) px, x right, y down
    visibility: Floats  # (33,) 0..1
    world: Floats  # (33, 3) m from mid-hip, x right, y down, z away from the camera
    size: tuple[int, int] | None = None  # width and height of the picture, px; None: perspective is left out

    @property
    def seen(self) -> bool:
        """Whether a person was found."""
        return bool(np.isfinite(self.xy[:, 0]).any())

    @classmethod
    def nobody(cls, timestamp_s: float) -> Pose:
        """The pose of a frame in which no person was found."""
        return cls(
            timestamp_s,
            np.full((LANDMARKS, 2), np.nan),
            np.zeros(LANDMARKS),
            np.full((LANDMARKS, 3), np.nan),
        )


Side = Literal["left", "right"]


SIDES: tuple[Side, Side] = ("left", "right")


def other(side: Side) -> Side:
    """The opposite side."""
    return "right" if side == "left" else "left"


@dataclass(frozen=True)
class Limb:
    """The landmark numbers of one side of the body."""

    shoulder: int
    elbow: int
    wrist: int
    hip: int
    knee: int
    ankle: int
    heel: int
    toe: int
    ear: int


def _limb(side: str) -> Limb:
    names = ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX", "EAR")
    return Limb(*(Landmark[f"{side}_{name}"].value for name in names))


LIMBS: dict[Side, Limb] = {"left": _limb("LEFT"), "right": _limb("RIGHT")}


@dataclass(frozen=True)
class Source:
    """Where the poses came from.  fps is the mean over the presentation times."""

    path: str
    duration_s: float
    frames: int
    fps: float
    width: int
    height: int
    rotation_deg: int

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return PurePath(self.path).name
