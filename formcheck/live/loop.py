"""The live loop: capturing and watching, each on a thread of its own, neither waiting for a listener.

    source ──▶ newest frame ──▶ landmarker, workout ──▶ newest picture ──▶ window
    (capture thread)            (watch thread)     └──▶ steps, in order ──▶ voice, JSON lines

The workout is touched by the watch thread alone; wishes reach it through a queue.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import Self

from formcheck.coaching.finished_set import FinishedSet
from formcheck.coaching.plan import Stage, Step
from formcheck.coaching.readiness import Sight
from formcheck.coaching.scene import Banner
from formcheck.coaching.workout import Workout
from formcheck.errors import CannotOpen, FormcheckError
from formcheck.live.actions import Action
from formcheck.live.frozen_camera import FrozenCamera
from formcheck.live.mailbox import Mailbox
from formcheck.live.status_line import Pace, view_error
from formcheck.live.watched_frame import Seen
from formcheck.pose import Pose
from formcheck.pose_estimation.from_camera import CameraPoses
from formcheck.video.frame import Frame
from formcheck.video.source import FrameSource

STALLED_S = 5.0  # a camera that is silent for longer is gone
JOIN_S = 3.0  # for a thread to end; a camera's driver may never return
BRIGHTNESS_STEP = 16  # px: every 16th is enough to tell a dark room

PAUSED = "Paused. Press p to go on."


class StoppedByFault(FormcheckError):
    """Something in formcheck itself broke during a set."""


class Loop:
    """Watches a source; a context manager.  `listen` gets every Seen on the watch thread and must not wait."""

    def __init__(
        self,
        source: FrameSource,
        model: str,
        workout: Workout,
        *,
        listen: Callable[[Seen], None] = lambda seen: None,
        notify: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._source, self._watcher, self._workout = source, CameraPoses(model, notify), workout
        self._listen = listen
        self._frozen = FrozenCamera(notify)
        self._frames: Mailbox[tuple[Frame, float]] = Mailbox()
        self._wishes: queue.SimpleQueue[Action] = queue.SimpleQueue()
        self._steps: queue.SimpleQueue[tuple[float, Step]] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._paused = False
        self._pace = Pace()
        self._threads = [
            threading.Thread(target=self._capture, name="formcheck capture", daemon=True),
            threading.Thread(target=self._watch, name="formcheck watch", daemon=True),
        ]
        self.pictures: Mailbox[Seen] = Mailbox()
        self.finished: list[FinishedSet] = []
        self.error: Exception | None = None

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        for thread in self._threads:
            thread.join(JOIN_S)

    @property
    def over(self) -> bool:
        """Whether the last set is over and nothing more will come."""
        return self.pictures.closed

    def stop(self) -> None:
        """End the set under way; its last steps still come."""
        self._stop.set()
        self._frames.close()

    def wish(self, action: Action) -> None:
        """Pause, go on or restart."""
        self._wishes.put(action)

    def steps(self) -> Iterator[tuple[float, Step]]:
        """What has happened since this was last asked, with the time of the source."""
        while True:
            try:
                yield self._steps.get_nowait()
            except queue.Empty:
                return

    def _capture(self) -> None:
        put = self._frames.put_in_turn if self._source.can_wait else self._frames.put
        try:
            for frame in self._source.frames(self._stop):
                if self._stop.is_set():
                    return
                put((frame, time.monotonic()))
        except Exception as error:
            self._fail(error)
        finally:
            self._frames.close()

    def _watch(self) -> None:
        try:
            self._watch_frames()
        except Exception as error:
            self._fail(error)
        try:
            self._tell(self._workout.span.last_s, self._workout.finish())
        except Exception as error:
            self._fail(error)
        finally:
            self._stop.set()
            self.pictures.close()

    def _watch_frames(self) -> None:
        with self._watcher as watcher:
            while (taken := self._next()) is not None and self._workout.stage is not Stage.DONE:
                self._look(watcher, *taken)

    def _next(self) -> tuple[Frame, float] | None:
        """The next frame; None when the source is over."""
        taken = self._frames.take(None if self._source.can_wait else STALLED_S)
        if taken is None and not self._frames.closed:
            raise CannotOpen(
                f"{self._source.name}: no picture for {STALLED_S:g} seconds "
                "(try: plug it in again; formcheck doctor)"
            )
        return None if self._stop.is_set() else taken

    def _look(self, watcher: CameraPoses, frame: Frame, captured_at: float) -> None:
        self._obey()
        self._frozen.update(frame)
        if self._paused:
            scene = replace(self._workout.scene(frame.timestamp_s), banner=Banner(PAUSED))
            self._show(Seen(frame, Pose.nobody(frame.timestamp_s), scene, captured_at))
            return
        pose = watcher.detect(frame)
        height, width = frame.rgb.shape[:2]
        brightness = float(frame.rgb[::BRIGHTNESS_STEP, ::BRIGHTNESS_STEP].mean())
        self._tell(frame.timestamp_s, self._workout.update(pose, Sight(width, height, brightness)))
        scene = replace(
            self._workout.scene(frame.timestamp_s),
            status=(self._pace.tick(), *view_error(self._workout.counter.view)),
        )
        self._show(Seen(frame, pose, scene, captured_at))

    def _show(self, seen: Seen) -> None:
        self.pictures.put(seen)
        self._listen(seen)

    def _tell(self, now_s: float, step: Step) -> None:
        if step.finished is not None:
            self.finished.append(step.finished)
        if step.events or step.lines:
            self._steps.put((now_s, step))

    def _obey(self) -> None:
        while True:
            try:
                action = self._wishes.get_nowait()
            except queue.Empty:
                return
            if action is Action.PAUSE:
                self._paused = not self._paused
            elif action is Action.RESTART:
                self._workout.restart()

    def _fail(self, error: Exception) -> None:
        """Keep the first error; the main thread tells it when the set is closed."""
        if self.error is None and isinstance(error, FormcheckError):
            self.error = error
        elif self.error is None:
            self.error = StoppedByFault(
                f"the set was ended by a fault in formcheck: {type(error).__name__}: {error} "
                "(try: formcheck doctor, and report it)"
            )
            self.error.__cause__ = error
