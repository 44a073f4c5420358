"""A run of a video's frames in which one landmarker follows one person."""

from __future__ import annotations

from queue import SimpleQueue

from formcheck.pose import Pose
from formcheck.pose_estimation.person_tracking import Person, Sighting
from formcheck.video.frame import RawFrame

ScannedFrame = tuple[RawFrame, Sighting | None]  # and the people in it, if it was scanned


class VideoPart:
    """Frames on their way to a landmarker, and the poses it found in them; None ends either queue."""

    def __init__(self, lead: int, frames: int) -> None:
        """lead: frames at the start whose poses are discarded.  frames: how many follow at most."""
        self.lead, self._frames = lead, frames
        self.begun = False
        self.length = 0  # frames so far
        self.subject: Person | None = None
        self.pictures: SimpleQueue[ScannedFrame | None] = SimpleQueue()
        self.poses: SimpleQueue[Pose | Exception | None] = SimpleQueue()

    @property
    def full(self) -> bool:
        """Whether no more frames belong to it."""
        return self.length == self.lead + self._frames
