"""Sources and landmarkers for tests of the live loop: no camera, no model, every fault on demand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

import numpy as np

from formcheck.coaching.live_coach import Line
from formcheck.coaching.plan import Plan, Step
from formcheck.live.actions import Action
from formcheck.live.notices import Notices
from formcheck.live.run import Outcome, coach_live
from formcheck.live.watched_frame import Seen
from formcheck.pose import Pose
from formcheck.video.frame import Frame
from formcheck.video.source import FrameSource

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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

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


class StandIn:
    """A watcher that knows the pose of every time."""

    poses: dict[float, Pose]
    delay_s = 0.0
    fails_at_s = np.inf

    def __init__(self, model: str, notify: object) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def detect(self, frame: Frame) -> Pose:
        time.sleep(self.delay_s)
        if frame.timestamp_s >= self.fails_at_s:
            raise RuntimeError("out of memory")
        return self.poses.get(frame.timestamp_s, Pose.nobody(frame.timestamp_s))


def stand_in(poses: Iterable[Pose], **change: Any) -> type[StandIn]:
    """A StandIn for these poses."""
    known = {pose.timestamp_s: pose for pose in poses}
    return type("StandIn", (StandIn,), {"poses": known, **change})


class Watching:
    """A display that remembers what it was shown and does what it is told at a time."""

    def __init__(self, at: dict[float, Action] | None = None) -> None:
        self.seen: list[Seen] = []
        self.steps: list[Step] = []
        self._at = dict(at or {})

    def show(self, seen: Seen | None) -> list[Action]:
        if seen is None:
            return []
        self.seen.append(seen)
        due = [when for when in self._at if seen.frame.timestamp_s >= when]
        return [self._at.pop(when) for when in due]

    def tell(self, now_s: float, step: Step) -> None:
        self.steps.append(step)

    @property
    def lines(self) -> list[Line]:
        return [line for step in self.steps for line in step.lines]


def coached(
    source: FrameSource,
    *,
    plan: Plan = ANY_LENGTH,
    display: Watching | None = None,
    listeners: Iterable[Callable[[Seen], None]] = (),
    stop: Callable[[], bool] = lambda: False,
    model: str = "full",
) -> tuple[Outcome, list[str]]:
    """A whole workout; its outcome and the notices that were told."""
    told: list[str] = []
    with source:
        outcome = coach_live(
            source, model, plan, display or Watching(), None, Notices(told.append), stop, list(listeners)
        )
    return outcome, told
