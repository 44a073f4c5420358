"""MediaPipe's pose landmarker: a Frame in, a Pose out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from formcheck.machine import release_free_memory
from formcheck.pose import Pose
from formcheck.pose_estimation.model import PoseModel

if TYPE_CHECKING:
    from formcheck.video.frame import Frame

# A landmark this much of the picture's size outside it is a guess about what
# the camera did not see; nearer ones are the edge of a hand or foot.
OUTSIDE = 0.05

# MediaPipe's filters take a time of 0 for none, and would judge the first movement wrongly.
FIRST_MS = 1
AGES_MS = 10**11  # after that long, nothing is left in them of what was before
LAST_MS = 9 * 10**12  # they count nanoseconds in 64 bits


@contextmanager
def open_landmarker(model: str = "full") -> Iterator[Landmarker]:
    """Load a pose model (lite, full, heavy or the path of a .task file); raises BadModel."""
    landmarker = Landmarker(model)
    try:
        yield landmarker
    finally:
        landmarker.close()


class Landmarker:
    """Finds one person's landmarks in the frames of one source; made by `open_landmarker`.

    It tracks from frame to frame, so every source needs one of its own.
    """

    def __init__(self, model: str) -> None:
        self.model = model
        self._at_work = PoseModel(model)
        self._first_s: float | None = None
        self._first_ms = FIRST_MS
        self._last_ms = 0

    def close(self) -> None:
        """Let go of the model."""
        self._at_work.close()

    def detect(self, frame: Frame) -> Pose:
        """The person in `frame`, at the frame's exact time.

        The numbers are MediaPipe's single-precision ones held in double
        precision, so that writing them to a pose file and back changes nothing.
        Raises BadModel when the model loads but cannot find poses.
        """
        self._last_ms = self._next_ms(frame.timestamp_s)
        poses = poses_of(frame, self._at_work.detect(frame.rgb, self._last_ms))
        return poses[0] if poses else Pose.nobody(frame.timestamp_s)

    def restart(self) -> None:
        """Forget the source so far: what comes is found as a new landmarker would find it.

        It costs a tenth of making one.  Positions in the picture come out the same
        to the last bit, those in metres but for rounding; visibilities keep a
        trace of what was before for some thirty frames.
        """
        if self._first_s is None:
            return
        if self._last_ms + 2 * AGES_MS > LAST_MS:
            self._at_work.close()
            release_free_memory()  # else the old one's memory would be held beside the new one's
            self._at_work = PoseModel(self.model)
            self._first_s, self._first_ms, self._last_ms = None, FIRST_MS, 0
            return
        # Tracking ends on an empty frame; the filters forget only with time.
        self._last_ms += 1
        self._at_work.detect(np.zeros((64, 64, 3), np.uint8), self._last_ms)
        self._first_s, self._first_ms = None, self._last_ms + AGES_MS

    def _next_ms(self, timestamp_s: float) -> int:
        """Milliseconds since the first frame; MediaPipe wants them whole and strictly increasing."""
        if self._first_s is None:
            self._first_s = timestamp_s
        since_ms = round((timestamp_s - self._first_s) * 1000)
        return max(self._first_ms + since_ms, self._last_ms + 1)


def poses_of(frame: Frame, found: Any) -> list[Pose]:
    """Everybody in MediaPipe's result for a frame."""
    return [
        pose_of(frame.timestamp_s, marks, world, *frame.size)
        for marks, world in zip(found.pose_landmarks, found.pose_world_landmarks, strict=True)
    ]


def pose_of(timestamp_s: float, image: list[Any], world: list[Any], width: int, height: int) -> Pose:
    """A Pose from MediaPipe's landmarks: `image` in parts of the picture's size, `world` in metres."""
    part = np.array([(mark.x, mark.y) for mark in image], dtype=np.float32)
    part[((part < -OUTSIDE) | (part > 1 + OUTSIDE)).any(axis=1)] = np.nan
    xy = part * np.array([width, height], dtype=np.float32)
    visibility = np.array([mark.visibility for mark in image], dtype=np.float32)
    metres = np.array([(mark.x, mark.y, mark.z) for mark in world], dtype=np.float32)
    size = (width, height)
    return Pose(
        timestamp_s, xy.astype(np.float64), visibility.astype(np.float64), metres.astype(np.float64), size
    )
