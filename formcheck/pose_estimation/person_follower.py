"""Following one person of several.

The landmarker follows the person it found first, and is seldom led astray by
others; when it has to look for a person it may find another one.  So it is then
shown the picture with the others painted over.  While nobody else is there it
is shown what the camera saw.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from formcheck.pose import Floats, Pose
from formcheck.pose_estimation.body_geometry import body_box, body_size, distance_in_bodies, hides
from formcheck.pose_estimation.landmarker import Landmarker
from formcheck.pose_estimation.person_tracking import BESIDE, REACH, STAYING, Person, Sighting

if TYPE_CHECKING:
    from formcheck.video.frame import Frame

MARGIN = 0.1  # of a body's size: hair and hands lie outside of its landmarks


class PersonFollower:
    """Follows one person of several with a landmarker."""

    def __init__(self, landmarker: Landmarker) -> None:
        self._landmarker = landmarker
        self._sighting: Sighting | None = None
        self._last: Pose | None = None
        self._trusted = False

    def detect(self, frame: Frame, sighting: Sighting | None, subject: Person | None) -> Pose:
        """The pose of `subject`, or `Pose.nobody`.  sighting: who was found in this very frame, if it was scanned."""
        if sighting is not None:
            self._sighting = sighting
        if self._sighting is None or subject is None or not self._sighting.several:
            return self._alone(frame, sighting, subject)
        others, own = self._sighting.others(subject), self._sighting.seen.get(subject)
        pose = self._find(frame, others, own)
        if sighting is not None and _is_another(pose, others, own):
            self._landmarker.restart()
            self._last = None
            pose = self._find(frame, others, own)
        self._trusted = pose.seen and self._is_who(pose, others, own, looked=sighting is not None)
        self._last = pose
        if not self._trusted or any(hides(other, pose) for other in others):
            return Pose.nobody(frame.timestamp_s)
        return pose

    def _alone(self, frame: Frame, sighting: Sighting | None, subject: Person | None) -> Pose:
        """The person that the landmarker follows; it restarts when a scan shows one person elsewhere."""
        pose = self._landmarker.detect(frame)
        own = None if sighting is None or subject is None else sighting.seen.get(subject)
        if own is not None and pose.seen and distance_in_bodies(own, pose) > REACH:
            self._landmarker.restart()
            pose = self._landmarker.detect(frame)
        self._last, self._trusted = pose, True
        return pose

    def _find(self, frame: Frame, others: list[Pose], own: Pose | None) -> Pose:
        followed = self._last is not None and self._last.seen
        return self._landmarker.detect(frame if followed else paint_over_others(others, own, frame))

    def _is_who(self, pose: Pose, others: list[Pose], own: Pose | None, *, looked: bool) -> bool:
        """Whether the pose is the one followed: between two looks only what goes on from a trusted pose."""
        if looked:
            return not _is_another(pose, others, own)
        if self._last is not None and self._last.seen:
            return self._trusted and distance_in_bodies(self._last, pose) < STAYING
        return own is not None and distance_in_bodies(own, pose) < STAYING


def _is_another(pose: Pose, others: list[Pose], own: Pose | None) -> bool:
    """Whether the landmarker follows another person than the one seen as `own` in the same frame."""
    if not pose.seen:
        return False
    nearest = min((distance_in_bodies(other, pose) for other in others), default=math.inf)
    return nearest < BESIDE if own is None else distance_in_bodies(own, pose) > min(nearest, BESIDE)


def paint_over_others(others: list[Pose], own: Pose | None, frame: Frame) -> Frame:
    """The picture with everybody but one painted over."""
    painted = frame.rgb.copy()
    for other in others:
        part = _part(other, frame)
        painted[part] = frame.rgb.mean(axis=(0, 1))
    if own is not None:
        kept = _part(own, frame)
        painted[kept] = frame.rgb[kept]
    return replace(frame, rgb=painted)


def _part(pose: Pose, frame: Frame) -> tuple[slice, slice]:
    """Where in the picture a body is."""
    height, width = frame.rgb.shape[:2]
    margin = MARGIN * body_size(pose)
    edges: Floats = (body_box(pose) + np.array([-margin, -margin, margin, margin])) * (width / frame.size[0])
    left, top, right, bottom = np.clip(np.round(edges), 0, [width, height] * 2).astype(int)
    return slice(top, bottom), slice(left, right)
