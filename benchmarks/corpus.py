"""The truth corpus: poses that MediaPipe found in rendered clips, beside what the rendered body really did.

    for clip in load("test"):
        reps = analyse(clip.poses)      # judged against clip.truth["reps"]

Fit on "fit", report on "test".  The file holds whole numbers only (no pickle): pixels to 0.1, world coordinates to
1 mm, visibility to 0.01, each the change from the frame before, which is what makes it small.  Landmarks not kept
(details of face and fingers) are NaN with visibility 0, as is everything where nobody was found.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.pose import LANDMARKS, Pose

CORPUS = Path(__file__).with_name("corpus.npz")
LOOK_ALIKES = Path(__file__).with_name("lookalikes.npz")  # and kickbacks as real people do them
KEPT = (0, 7, 8, *range(11, 17), 19, 20, *range(23, 33))
WORLD_KEPT = (*range(11, 17), *range(23, 33))
PX, METRE, VISIBILITY = 0.1, 0.001, 0.01  # the size of one unit
ABSENT = np.int32(-(2**15))
ANGLES = ("left_knee", "right_knee", "left_hip", "right_hip", "left_extension", "right_extension", "trunk")


@dataclass(frozen=True, eq=False)
class Clip:
    """One rendered set.

    `truth` is the document of the studio's `truth` module, its per-frame angles as arrays in degrees, without
    the projected joints.
    """

    name: str
    split: str  # "fit" or "test"
    scenario: dict[str, Any]
    truth: dict[str, Any]
    width: int
    height: int
    packed: dict[str, NDArray[np.int32]]

    @cached_property
    def poses(self) -> list[Pose]:
        """What the landmarker saw, frame by frame."""
        times = np.cumsum(self.packed["t_us"]) / 1e6
        xy = spread(self.packed["xy"], KEPT, PX)
        world = spread(self.packed["world"], WORLD_KEPT, METRE)
        visibility = np.nan_to_num(spread(self.packed["visibility"][..., None], KEPT, VISIBILITY)[..., 0])
        size = (self.width, self.height)
        return [
            Pose(float(time_s), image, share, metres, size)
            for time_s, image, share, metres in zip(times, xy, visibility, world, strict=True)
        ]


def load(split: str | None = None, path: Path = CORPUS) -> list[Clip]:
    """All clips, or those of one split, in the order of the grid."""
    with np.load(path) as file:
        index = json.loads(bytes(file["index"]))
        columns = {key: file[key] for key in ("t_us", "xy", "visibility", "world", "angles")}
    clips, start = [], 0
    for entry in index:
        part = slice(start, start + entry.pop("frames"))
        start = part.stop
        packed = {key: column[part] for key, column in columns.items()}
        angles = np.cumsum(packed.pop("angles"), axis=0, dtype=np.int64) / 10
        truth = entry["truth"] | dict(zip(ANGLES, angles.T, strict=True))
        clips.append(Clip(**entry | {"truth": truth, "packed": packed}))
    return [clip for clip in clips if split in (None, clip.split)]


def quantised(values: NDArray[np.float64], unit: float) -> NDArray[np.int32]:
    """Whole units as changes since each number was last there; where there is none, ABSENT."""
    out = np.full(values.shape, ABSENT, np.int32)
    columns = out.reshape(len(out), -1)
    for column, numbers in zip(columns.T, values.reshape(len(values), -1).T, strict=True):
        there = np.isfinite(numbers)
        column[there] = np.diff(np.round(numbers[there] / unit).astype(np.int32), prepend=0)
    return out


def spread(changes: NDArray[np.int32], kept: tuple[int, ...], unit: float) -> NDArray[np.float64]:
    """The inverse of `quantised`, at the kept ones of all landmarks."""
    absent = changes == ABSENT
    numbers = np.cumsum(np.where(absent, 0, changes), axis=0, dtype=np.int64) * unit
    out = np.full((len(changes), LANDMARKS, changes.shape[-1]), np.nan)
    out[:, kept] = np.where(absent, np.nan, numbers)
    return out
