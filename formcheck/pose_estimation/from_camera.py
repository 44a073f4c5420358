"""The poses of one person in front of a camera, frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from formcheck.pose import Pose
from formcheck.pose_estimation.landmarker import open_landmarker
from formcheck.pose_estimation.people_scan import PeopleScan, open_people_scan
from formcheck.pose_estimation.person_follower import PersonFollower
from formcheck.pose_estimation.person_tracking import People
from formcheck.video.frame import Frame

LIVE_EVERY = 96  # pictures from one scan to the next while there is one person: 1.5 % of the time


@contextmanager
def open_camera_poses(model: str, notify: Callable[[str], None] = lambda text: None) -> Iterator[CameraPoses]:
    """Load the models for a source that is watched as it comes; raises BadModel.

    `notify` is called when there are several people, once the person to follow has been chosen.
    """
    with open_landmarker(model) as landmarker, open_people_scan(People(), LIVE_EVERY) as scan:
        poses = CameraPoses(PersonFollower(landmarker), scan, notify)
        try:
            yield poses
        finally:
            poses.notify_of_others()


class CameraPoses:
    """The PoseSource of MediaPipe: follows one person; made by `open_camera_poses`."""

    def __init__(self, follower: PersonFollower, scan: PeopleScan, notify: Callable[[str], None]) -> None:
        self._follower, self._scan, self._notify = follower, scan, notify

    def detect(self, frame: Frame) -> Pose:
        """The pose of the followed person; `Pose.nobody` where they are not seen."""
        people = self._scan.people
        sighting = self._scan.scan_if_due(lambda: frame)
        if sighting is not None and people.decided:
            self.notify_of_others()
        return self._follower.detect(frame, sighting, people.subject)

    def notify_of_others(self) -> None:
        """Say who else was in the picture, if anybody."""
        for warning in self._scan.people.warnings():
            self._notify(warning)
