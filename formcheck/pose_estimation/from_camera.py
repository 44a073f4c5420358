"""The poses of one person in front of a camera, frame by frame."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from formcheck.pose import Pose
from formcheck.pose_estimation.landmarker import Landmarker
from formcheck.pose_estimation.people_scan import PeopleScan
from formcheck.pose_estimation.person_follower import Follower
from formcheck.video.frame import Frame

LIVE_EVERY = 96  # pictures from one look to the next while there is one person: 1.5 % of the time


class CameraPoses:
    """Finds the poses of one person in a source that is watched as it comes; a context manager.

    `notify` is told when several people are there, once it is decided who is followed.
    """

    def __init__(self, model: str, notify: Callable[[str], None] = lambda text: None) -> None:
        self._landmarker, self._scan = Landmarker(model), PeopleScan(LIVE_EVERY)
        self._follower = Follower(self._landmarker)
        self._notify = notify
        self._both = ExitStack()

    def __enter__(self) -> Self:
        """Load the models; raises BadModel."""
        with ExitStack() as opened:
            opened.enter_context(self._landmarker)
            opened.enter_context(self._scan)
            self._both = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._both.close()
        self._tell()

    def detect(self, frame: Frame) -> Pose:
        """The pose of the one who is watched, nobody's where they are not seen."""
        people = self._scan.people
        sighting = self._scan.scan_if_due(lambda: frame)
        if sighting is not None and people.decided:
            self._tell()
        return self._follower.detect(frame, sighting, people.who)

    def _tell(self) -> None:
        for warning in self._scan.people.warnings():
            self._notify(warning)
