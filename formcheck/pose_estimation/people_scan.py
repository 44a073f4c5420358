"""Looking at everybody in the picture from time to time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import numpy as np

from formcheck.pose import Floats, Pose
from formcheck.pose_estimation.body_geometry import body_size
from formcheck.pose_estimation.landmarker import poses_of
from formcheck.pose_estimation.model import PoseModel
from formcheck.pose_estimation.motion_detector import MotionDetector
from formcheck.pose_estimation.person_tracking import People, Sighting
from formcheck.video.frame import Frame

MODEL = "lite"  # positions need no better one
MOST_PEOPLE = 5
LARGE = 0.35  # of the picture's longer side; between several smaller bodies MediaPipe finds none of them
CLOSE = 8  # pictures from one look to the next while there are several people


@contextmanager
def open_people_scan(people: People, every: int) -> Iterator[PeopleScan]:
    """Load the model that finds everybody in a picture; raises BadModel.

    people: receives everyone found.  every: scan at least once in this many frames.
    """
    with closing(PoseModel(MODEL, people=MOST_PEOPLE)) as model:
        yield PeopleScan(model, people, every)


class PeopleScan:
    """Finds everybody in one source from time to time; made by `open_people_scan`.

    In every `every`th picture; in every eighth where several people are there, or where something new moves.
    """

    def __init__(self, model: PoseModel, people: People, every: int) -> None:
        self.people = people
        self._model, self._every = model, every
        self._number = -1
        self._motion = MotionDetector()

    def scan_if_due(self, frame: Callable[[], Frame]) -> Sighting | None:
        """Call this for every frame: returns the people in it, or None where no scan is due."""
        self._number += 1
        if self._number % CLOSE:
            return None
        seen = frame()
        news = self._motion.has_new_motion(seen.rgb)
        late = self._number % self._every == self._every - CLOSE
        if not (self._number == 0 or late or news or self.people.several):
            return None
        sighting = self.find_people(seen)
        if not sighting.several:
            self._motion.accept_motion()
        return sighting

    def find_people(self, frame: Frame) -> Sighting:
        """The people in the frame; where no body is large, its squares are scanned too."""
        bodies = self._seen(frame)
        if max(map(body_size, bodies), default=0.0) < LARGE * max(frame.size):
            bodies += [
                body
                for part, offset in overlapping_squares(frame)
                for body in self._whole(part, offset, frame.size)
            ]
        return self.people.update(frame.timestamp_s, bodies)

    def _seen(self, frame: Frame) -> list[Pose]:
        return [pose for pose in poses_of(frame, self._model.detect(frame.rgb)) if pose.seen]

    def _whole(self, part: Frame, offset: Floats, filmed_size: tuple[int, int]) -> list[Pose]:
        """Those of a part's bodies that its edges do not cut; they are whole in another part."""
        bodies = (pose for pose in self._seen(part) if np.isfinite(pose.xy).all())
        return [replace(pose, xy=pose.xy + offset, size=filmed_size) for pose in bodies]


def overlapping_squares(frame: Frame) -> Iterator[tuple[Frame, Floats]]:
    """Overlapping squares of a picture, and where in it they are, px: small bodies are large in them."""
    height, width = frame.rgb.shape[:2]
    side, longer = sorted((height, width))
    number = 2 * math.ceil(longer / side) - 1
    to_filmed = frame.size[0] / width
    for start in np.linspace(0, longer - side, number).round().astype(int) if number > 1 else ():
        left, top = (start, 0) if width > height else (0, start)
        size_px = round(side * to_filmed)
        part = Frame(frame.timestamp_s, frame.rgb[top : top + side, left : left + side], (size_px, size_px))
        yield part, np.array([left, top]) * to_filmed
