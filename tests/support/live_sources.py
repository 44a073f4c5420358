"""Sources and landmarkers for tests of the live loop: no camera, no model, every fault on demand."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from functools import partial

import numpy as np

from formcheck.coaching.live_coach import Line
from formcheck.coaching.plan import Plan, WorkoutStep
from formcheck.live.actions import Action
from formcheck.live.notices import Notices
from formcheck.live.run import WorkoutOutcome, coach_live
from formcheck.live.watched_frame import WatchedFrame
from formcheck.pose import Pose
from formcheck.pose_estimation.from_camera import open_camera_poses
from formcheck.pose_estimation.pose_source import PoseSource
from formcheck.video.frame import Frame
from formcheck.video.source import FrameSource
from tests.support.waiting import PATIENCE_S

SIZE = (854, 480)
ANY_LENGTH = Plan()


def noise(timestamp_s: float, size: tuple[int, int] = SIZE) -> Frame:
    """A picture that no other one equals."""
    rng = np.random.default_rng(round(timestamp_s * 1000))
    rgb = np.full((size[1], size[0], 3), 120, np.uint8)
    rgb[::16, ::16] = rng.integers(90, 150, (*rgb[::16, ::16].shape[:2], 3))
    return Frame(timestamp_s, rgb)


class Given:
    """A source that yields what it is given: frames, seconds to wait (float), or errors to raise."""

    name, rotation_deg = "camera 0", 0

    def __init__(self, things: Iterable[Frame | float | Exception], *, can_wait: bool = True) -> None:
        self._things = things
        self.can_wait = can_wait
        self.warnings: list[str] = []
        self.delivered = 0

    def frames(self, stop: threading.Event) -> Iterator[Frame]:
        for thing in self._things:
            if isinstance(thing, Exception):
                raise thing
            if isinstance(thing, float):
                if stop.wait(thing):
                    return
                continue
            self.delivered += 1
            yield thing


class KnownPoses:
    """A PoseSource that knows the pose of every time."""

    def __init__(
        self, poses: Iterable[Pose] = (), *, delay_s: float = 0.0, fails_at_s: float = np.inf
    ) -> None:
        self._poses = {pose.timestamp_s: pose for pose in poses}
        self._delay_s, self._fails_at_s = delay_s, fails_at_s

    def detect(self, frame: Frame) -> Pose:
        time.sleep(self._delay_s)
        if frame.timestamp_s >= self._fails_at_s:
            raise RuntimeError("out of memory")
        return self._poses.get(frame.timestamp_s, Pose.nobody(frame.timestamp_s))


class Watching:
    """A display that remembers what it was shown and does what it is told at a time."""

    def __init__(self, at: dict[float, Action] | None = None) -> None:
        self.seen: list[WatchedFrame] = []
        self.steps: list[WorkoutStep] = []
        self._at = dict(at or {})
        self._shown_s = self._obeyed_s = -math.inf
        self._obeyed = threading.Condition()

    def show(self, seen: WatchedFrame | None) -> list[Action]:
        self._obey(self._shown_s)  # what was asked for last time has been done
        if seen is None:
            return []
        self.seen.append(seen)
        self._shown_s = seen.frame.timestamp_s
        due = [when for when in self._at if self._shown_s >= when]
        if not due:
            self._obey(self._shown_s)
        return [self._at.pop(when) for when in due]

    def in_step(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        """The frames, each when the one before has been shown and what was then asked for has been done."""
        for frame in frames:
            yield frame
            with self._obeyed:
                assert self._obeyed.wait_for(partial(self._has_obeyed, frame), PATIENCE_S)

    def _has_obeyed(self, frame: Frame) -> bool:
        return self._obeyed_s >= frame.timestamp_s

    def _obey(self, shown_s: float) -> None:
        with self._obeyed:
            self._obeyed_s = shown_s
            self._obeyed.notify()

    def on_step(self, now_s: float, step: WorkoutStep) -> None:
        self.steps.append(step)

    @property
    def lines(self) -> list[Line]:
        return [line for step in self.steps for line in step.lines]


def coached(
    source: FrameSource,
    poses: PoseSource | None = None,
    *,
    plan: Plan = ANY_LENGTH,
    display: Watching | None = None,
    listeners: Iterable[Callable[[WatchedFrame], None]] = (),
    stop: Callable[[], bool] = lambda: False,
    model: str = "full",
) -> tuple[WorkoutOutcome, list[str]]:
    """A whole workout; its outcome and the notices that were told.  Without `poses`, with the real model."""
    told: list[str] = []
    notices = Notices(told.append)
    opened = open_camera_poses(model, notices) if poses is None else nullcontext(poses)
    outcome = coach_live(
        source, opened, model, plan, display or Watching(), None, notices, stop, list(listeners)
    )
    return outcome, told
