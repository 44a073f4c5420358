"""The picture at the top of each repetition, kept until the set has ended and drawn on then."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.canvas import Rgb
from formcheck.kinematics.interpolation import pose_at
from formcheck.pose import Pose
from formcheck.reps.events import Event, RepCounted
from formcheck.reps.rep import Rep
from formcheck.video.reader import Video

KEPT_S, EVERY_S = 30.0, 0.1  # a repetition is complete well within that time of its top
KEPT_PX = 1280  # of the longer side


@dataclass(frozen=True, eq=False)
class TopShot:
    """A pose and, unless the person is left out, the picture it was found in, compressed."""

    pose: Pose
    jpeg: NDArray[np.uint8] | None
    scale: float  # of the picture against the pose's pixels


class TopShotCollector:
    """Looks on while a video is analysed and keeps a shot of every top."""

    def __init__(self) -> None:
        self._recent: deque[TopShot] = deque()
        self._kept: dict[int, TopShot] = {}  # by the number of the repetition

    def add(self, rgb: Rgb, pose: Pose, events: Iterable[Event]) -> None:
        """Take a frame, its pose and what has just happened."""
        if pose.seen and (not self._recent or pose.timestamp_s >= self._newest_s + EVERY_S):
            self._recent.append(_shot(rgb, pose))
        while self._recent and self._recent[0].pose.timestamp_s < pose.timestamp_s - KEPT_S:
            self._recent.popleft()
        for event in events:
            if isinstance(event, RepCounted) and self._recent:
                self._kept[event.rep.number] = min(self._recent, key=lambda s: _away(s.pose, event.rep))

    @property
    def _newest_s(self) -> float:
        return self._recent[-1].pose.timestamp_s

    def shots_of(self, reps: Sequence[Rep]) -> dict[int, TopShot]:
        """The shots by the number of the repetition."""
        return {rep.number: self._kept[rep.number] for rep in reps if rep.number in self._kept}


def shots_of_poses(poses: Iterable[Pose], reps: Sequence[Rep]) -> dict[int, TopShot]:
    """Shots without a picture, by the number of the repetition."""
    nearest: dict[int, Pose] = {}
    for pose in poses:
        for rep in reps if pose.seen else ():
            if rep.number not in nearest or _away(pose, rep) < _away(nearest[rep.number], rep):
                nearest[rep.number] = pose
    return {number: TopShot(pose, None, 1.0) for number, pose in nearest.items()}


def shots_of_video(
    video: Video, poses: Sequence[Pose], reps: Sequence[Rep], stop: Callable[[], bool] | None = None
) -> dict[int, TopShot]:
    """Shots of a video whose poses and repetitions are known, by the number of the repetition; until `stop`."""
    waiting = sorted(reps, key=_middle_s, reverse=True)
    shots: dict[int, TopShot] = {}
    for picture in video.raw_frames() if waiting else ():
        if not waiting or (stop is not None and stop()):
            break
        if picture.timestamp_s < _middle_s(waiting[-1]):
            continue
        pose = pose_at(picture.timestamp_s, poses)
        if pose.seen:
            shots[waiting.pop().number] = _shot(picture.to_rgb().rgb, pose)
    return shots


def _middle_s(rep: Rep) -> float:
    return (rep.top_start_s + rep.top_end_s) / 2


def _away(pose: Pose, rep: Rep) -> float:
    """How far from the middle of the top, seconds."""
    return abs(pose.timestamp_s - _middle_s(rep))


def _shot(rgb: Rgb, pose: Pose) -> TopShot:
    height, width = rgb.shape[:2]
    scale = min(KEPT_PX / max(height, width), 1.0)
    small = rgb if scale == 1.0 else cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return TopShot(pose, cv2.imencode(".jpg", small[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])[1], scale)
