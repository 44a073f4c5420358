"""Several people in the picture: looking at all of them from time to time, and following one of them.

The landmarker follows whoever it found first, and is not led astray by others;
only when it has to look for a person may it find another one.  So it is then
shown the picture with the others painted over.  While nobody else is there it
is shown what the camera saw.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.landmarker import Landmarker, create, model_path, pose_of
from formcheck.native_log import native_log_held_back
from formcheck.people import BESIDE, REACH, STAYING, People, Person, Sighting, apart, box, hides, size
from formcheck.pose import Floats, Pose

if TYPE_CHECKING:
    from formcheck.video import Frame

Cells = NDArray[np.int16]

CELLS = 48  # along the longer side of a picture, of each of which one pixel is looked at
CHANGED = 20  # of 255: more than noise
NEWS = 0.005  # of the picture: a part of somebody far away

MODEL = "lite"  # who is where needs no better one
MOST_PEOPLE = 5
CLOSE = 8  # pictures from one look to the next while there are several people
LIVE_EVERY = 96  # pictures from one look to the next while there is one person: 1.5 % of the time
MARGIN = 0.1  # of a body's size: hair and hands lie outside of its landmarks


class Lookout:
    """Looks at everybody in every `every`th picture of one source; a context manager."""

    def __init__(self, every: int) -> None:
        self.people = People()
        self._every = every
        self._number = -1
        self._stir = Stir()
        self._task: Any = None
        self._met_somebody = False

    def __enter__(self) -> Self:
        """Load the model; raises BadModel."""
        self._task = create(model_path(MODEL), people=MOST_PEOPLE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task.close()

    def look_if_due(self, frame: Callable[[], Frame]) -> Sighting | None:
        """To be called for every picture: everybody in it, or None where there is no need to look."""
        self._number += 1
        if self._number % CLOSE:
            return None
        seen = frame()
        news = self._stir.news(seen.rgb)
        late = self._number % self._every == self._every - CLOSE
        if not (self._number == 0 or late or news or self.people.several):
            return None
        sighting = self.look(seen)
        if not sighting.several:
            self._stir.explain()
        return sighting

    def look(self, frame: Frame) -> Sighting:
        """Everybody in the picture."""
        import mediapipe

        rgb = np.ascontiguousarray(frame.rgb)
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
        with nullcontext() if self._met_somebody else native_log_held_back():
            found = self._task.detect(image)
        self._met_somebody |= bool(found.pose_landmarks)
        poses = [
            pose_of(frame.timestamp_s, marks, world, *frame.size)
            for marks, world in zip(found.pose_landmarks, found.pose_world_landmarks, strict=True)
        ]
        return self.people.look(frame.timestamp_s, [pose for pose in poses if pose.seen])


class Stir:
    """Notices movement in parts of the picture where nothing has moved before: somebody may have come."""

    def __init__(self) -> None:
        self._before: Cells = np.zeros((0, 0), np.int16)
        self._moved = self._usual = np.zeros((0, 0), np.bool_)

    def news(self, rgb: NDArray[np.uint8]) -> bool:
        """Whether enough of the picture has changed, since the last one given, that never did."""
        step = max(1, max(rgb.shape) // CELLS)
        now: Cells = rgb[::step, ::step, 1].astype(np.int16)
        if self._before.shape != now.shape:
            self._before, self._usual = now, np.zeros(now.shape, np.bool_)
        self._moved = np.abs(now - self._before) > CHANGED
        self._before = now
        return float((self._moved & ~self._usual).mean()) > NEWS

    def explain(self) -> None:
        """Nobody had come: what has moved, and what is beside it, may move again."""
        height, width = self._moved.shape
        moved = np.pad(self._moved, 1)
        beside = [moved[y : y + height, x : x + width] for y in range(3) for x in range(3)]
        self._usual = np.logical_or.reduce([self._usual, *beside])


class Follower:
    """Follows one person of several with a landmarker."""

    def __init__(self, landmarker: Landmarker) -> None:
        self._landmarker = landmarker
        self._sighting: Sighting | None = None
        self._last: Pose | None = None
        self._trusted = False

    def detect(self, frame: Frame, sighting: Sighting | None, who: Person | None) -> Pose:
        """The pose of `who`, or nobody's.  sighting: what a look at this very picture has shown."""
        if sighting is not None:
            self._sighting = sighting
        if self._sighting is None or who is None or not self._sighting.several:
            return self._alone(frame, sighting, who)
        others, own = self._sighting.others(who), self._sighting.seen.get(who)
        pose = self._find(frame, others, own)
        if sighting is not None and _is_another(pose, others, own):
            self._landmarker.begin_anew()
            self._last = None
            pose = self._find(frame, others, own)
        self._trusted = pose.seen and self._is_who(pose, others, own, looked=sighting is not None)
        self._last = pose
        if not self._trusted or any(hides(other, pose) for other in others):
            return Pose.nobody(frame.timestamp_s)
        return pose

    def _alone(self, frame: Frame, sighting: Sighting | None, who: Person | None) -> Pose:
        """Whoever the landmarker follows; a look that shows one person, but elsewhere, makes it begin anew."""
        pose = self._landmarker.detect(frame)
        own = None if sighting is None or who is None else sighting.seen.get(who)
        if own is not None and pose.seen and apart(own, pose) > REACH:
            self._landmarker.begin_anew()
            pose = self._landmarker.detect(frame)
        self._last, self._trusted = pose, True
        return pose

    def _find(self, frame: Frame, others: list[Pose], own: Pose | None) -> Pose:
        followed = self._last is not None and self._last.seen
        return self._landmarker.detect(frame if followed else without(others, own, frame))

    def _is_who(self, pose: Pose, others: list[Pose], own: Pose | None, *, looked: bool) -> bool:
        """Whether the pose is the one followed: between two looks only what goes on from a trusted pose."""
        if looked:
            return not _is_another(pose, others, own)
        if self._last is not None and self._last.seen:
            return self._trusted and apart(self._last, pose) < STAYING
        return own is not None and apart(own, pose) < STAYING


class Watcher:
    """Finds the poses of one person in a source that is watched as it comes; a context manager.

    `notify` is told when several people are there, once it is decided who is followed.
    """

    def __init__(self, model: str, notify: Callable[[str], None] = lambda text: None) -> None:
        self._landmarker, self._lookout = Landmarker(model), Lookout(LIVE_EVERY)
        self._follower = Follower(self._landmarker)
        self._notify = notify
        self._both = ExitStack()

    def __enter__(self) -> Self:
        """Load the models; raises BadModel."""
        with ExitStack() as opened:
            opened.enter_context(self._landmarker)
            opened.enter_context(self._lookout)
            self._both = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._both.close()
        self._tell()

    def detect(self, frame: Frame) -> Pose:
        """The pose of the one who is watched, nobody's where they are not seen."""
        people = self._lookout.people
        sighting = self._lookout.look_if_due(lambda: frame)
        if sighting is not None and people.decided:
            self._tell()
        return self._follower.detect(frame, sighting, people.who)

    def _tell(self) -> None:
        for warning in self._lookout.people.warnings():
            self._notify(warning)


def _is_another(pose: Pose, others: list[Pose], own: Pose | None) -> bool:
    """Whether the landmarker follows somebody else than who was seen as `own` in the same picture."""
    if not pose.seen:
        return False
    nearest = min((apart(other, pose) for other in others), default=math.inf)
    return nearest < BESIDE if own is None else apart(own, pose) > min(nearest, BESIDE)


def without(others: list[Pose], own: Pose | None, frame: Frame) -> Frame:
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
    margin = MARGIN * size(pose)
    edges: Floats = (box(pose) + np.array([-margin, -margin, margin, margin])) * (width / frame.size[0])
    left, top, right, bottom = np.clip(np.round(edges), 0, [width, height] * 2).astype(int)
    return slice(top, bottom), slice(left, right)
