"""What the camera saw of a set: when a person, which joints, at which rate and brightness.

Pure: poses and, where an edge knows it, the brightness of their pictures in, a
summary out.  Live and recorded sets feed the same tally.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.pose import Landmark, Pose
from formcheck.report.orientation import Turn, turn_of

VISIBLE = 0.2  # MediaPipe's visibility: less, and it is hidden; the heavy model gives as little as 0.3 to what is not
SHAPED_EVERY = 4  # poses: a body's size and how the picture lies do not change from one to the next
LONGEST_GAP_S = 2.0  # between two poses: more is a jump in the file's time, and says nothing about the rate
MOSTLY = 0.5  # of the frames in which a person was found

LANDMARK_OF = {  # by what a report calls it
    "head": Landmark.NOSE,
    "left shoulder": Landmark.LEFT_SHOULDER,
    "right shoulder": Landmark.RIGHT_SHOULDER,
    "left elbow": Landmark.LEFT_ELBOW,
    "right elbow": Landmark.RIGHT_ELBOW,
    "left hand": Landmark.LEFT_WRIST,
    "right hand": Landmark.RIGHT_WRIST,
    "left hip": Landmark.LEFT_HIP,
    "right hip": Landmark.RIGHT_HIP,
    "left knee": Landmark.LEFT_KNEE,
    "right knee": Landmark.RIGHT_KNEE,
    "left foot": Landmark.LEFT_ANKLE,
    "right foot": Landmark.RIGHT_ANKLE,
}
_JOINTS = np.array(list(LANDMARK_OF.values()))


@dataclass(frozen=True)
class Doubt:
    """A reason why repetitions may be missing, with the count, and what to do for the next set."""

    said: str
    advice: str


@dataclass(frozen=True)
class SeenSummary:
    """What the camera saw of a set; None where it is not known.

    found_share: of the analysed frames.  found_between_share: of those from
    the first to the last in which a person was found, so that an empty picture
    before and after the set does not count.  brightness: mean, 0 black to 255
    white.  body_share: mean of how much of the picture's width or height, the
    larger, the body filled.  outside, hidden: joints that mostly were.
    """

    found_share: float
    found_between_share: float
    poses_per_s: float | None
    brightness: float | None
    body_share: float | None
    outside: tuple[str, ...]
    hidden: tuple[str, ...]  # in the picture, but behind something
    turned: Turn | None  # how the picture seems to lie
    doubts: tuple[Doubt, ...] = ()


class SeenTally:
    """Counts what the poses of one set show; its size does not grow."""

    def __init__(self) -> None:
        self._poses = self._found = self._shaped = self._sized = self._lit = 0
        self._watched_s = self._last_s = 0.0
        self._first_found = self._last_found = 0
        self._outside, self._hidden = (np.zeros(len(_JOINTS), np.int64) for _ in range(2))
        self._turned: Counter[Turn] = Counter()
        self._body = self._light = 0.0

    def update(self, pose: Pose, brightness: float | None = None) -> None:
        """Take the next pose, with the mean brightness of its picture, 0..255, where that was measured."""
        if self._poses:
            self._watched_s += min(pose.timestamp_s - self._last_s, LONGEST_GAP_S)
        self._last_s = pose.timestamp_s
        self.add_light(brightness)
        if pose.seen:
            self._first_found = self._first_found if self._found else self._poses
            self._last_found = self._poses
            self._found += 1
            self._add_joints(pose)
            if self._found % SHAPED_EVERY == 1:
                self._add_shape(pose)
        self._poses += 1

    def add_light(self, brightness: float | None) -> None:
        """Take a mean brightness, 0..255, that is measured apart from the poses, where there is one."""
        if brightness is not None:
            self._light += brightness
            self._lit += 1

    def _add_joints(self, pose: Pose) -> None:
        xy = pose.xy[_JOINTS]
        outside = np.isnan(xy[:, 0])
        if pose.size is not None:
            outside |= (xy < 0).any(axis=1) | (xy > pose.size).any(axis=1)
        self._outside += outside
        self._hidden += ~outside & (pose.visibility[_JOINTS] < VISIBLE)

    def _add_shape(self, pose: Pose) -> None:
        if pose.size is not None:
            self._body += float(((np.nanmax(pose.xy, axis=0) - np.nanmin(pose.xy, axis=0)) / pose.size).max())
            self._sized += 1
        self._shaped += 1
        turn = turn_of(pose)
        if turn is not None:
            self._turned[turn] += 1

    def summary(self) -> SeenSummary | None:
        """What was seen by now; None before the first pose."""
        if self._poses == 0:
            return None
        between = self._last_found - self._first_found + 1
        return SeenSummary(
            found_share=self._found / self._poses,
            found_between_share=self._found / between,
            poses_per_s=(self._poses - 1) / self._watched_s if self._watched_s > 0 else None,
            brightness=self._light / self._lit if self._lit else None,
            body_share=self._body / self._sized if self._sized else None,
            outside=self._mostly(self._outside),
            hidden=self._mostly(self._hidden),
            turned=next((t for t, n in self._turned.items() if n > MOSTLY * self._shaped), None),
        )

    def _mostly(self, counts: NDArray[np.int64]) -> tuple[str, ...]:
        return tuple(joint for joint, n in zip(LANDMARK_OF, counts, strict=True) if n > MOSTLY * self._found)
