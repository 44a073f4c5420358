"""The live loop: capturing and watching, each on a thread of its own, neither waiting for a listener.

    source ──▶ newest frame ──▶ landmarker, workout ──▶ newest picture ──▶ window
    (capture thread)            (watch thread)     └──▶ steps, in order ──▶ voice, JSON lines

The workout is touched by the watch thread alone; requests reach it through a queue.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

from formcheck.coaching.finished_set import FinishedSet
from formcheck.coaching.plan import Stage, WorkoutStep
from formcheck.coaching.readiness import FrameInfo
from formcheck.coaching.scene import Banner
from formcheck.coaching.workout import Workout
from formcheck.errors import FormcheckError
from formcheck.live.actions import Action
from formcheck.live.frame_capture import FrameCapture
from formcheck.live.frozen_camera import FrozenCameraDetector
from formcheck.live.mailbox import Mailbox
from formcheck.live.status_line import FrameRate, view_error
from formcheck.live.watched_frame import WatchedFrame
from formcheck.pose import Pose
from formcheck.pose_estimation.pose_source import PoseSource
from formcheck.video.frame import Frame
from formcheck.video.source import FrameSource

JOIN_S = 3.0  # for a thread to end; a camera's driver may never return

PAUSED = "Paused. Press p to go on."


class StoppedByFault(FormcheckError):
    """Something in formcheck itself broke during a set."""


@contextmanager
def start_live_loop(
    source: FrameSource,
    poses: AbstractContextManager[PoseSource],
    workout: Workout,
    *,
    on_frame: Callable[[WatchedFrame], None] = lambda seen: None,
    notify: Callable[[str], None] = lambda text: None,
) -> Iterator[LiveLoop]:
    """Capture and watch a source on two threads, which end with the block.

    poses: entered on the watch thread, because loading a model takes a second
    in which the camera can start.  on_frame: called with every watched frame on
    the watch thread; it must not wait.  notify: takes lines for the user.
    """
    loop = LiveLoop(source, poses, workout, on_frame, notify)
    try:
        yield loop
    finally:
        loop.stop()
        loop.join()


class LiveLoop:
    """A source that is being captured and watched; made by `start_live_loop`."""

    def __init__(
        self,
        source: FrameSource,
        poses: AbstractContextManager[PoseSource],
        workout: Workout,
        on_frame: Callable[[WatchedFrame], None],
        notify: Callable[[str], None],
    ) -> None:
        self._poses, self._workout, self._on_frame = poses, workout, on_frame
        self._frozen_camera = FrozenCameraDetector(notify)
        self._requests: queue.SimpleQueue[Action] = queue.SimpleQueue()
        self._steps: queue.SimpleQueue[tuple[float, WorkoutStep]] = queue.SimpleQueue()
        self._paused = False
        self._frame_rate = FrameRate()
        self.pictures: Mailbox[WatchedFrame] = Mailbox()
        self.finished: list[FinishedSet] = []
        self.error: Exception | None = None
        self._capture = FrameCapture(source, self._fail)
        self._thread = threading.Thread(target=self._watch, name="formcheck watch", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether the last set has ended and nothing more will come."""
        return self.pictures.closed

    def stop(self) -> None:
        """End the set under way; its last steps still come."""
        self._capture.stop()

    def join(self) -> None:
        """Wait for the threads to end, within a time limit."""
        self._capture.join(JOIN_S)
        self._thread.join(JOIN_S)

    def request(self, action: Action) -> None:
        """Pause, go on or restart, with the next frame."""
        self._requests.put(action)

    def steps(self) -> Iterator[tuple[float, WorkoutStep]]:
        """What has happened since this was last asked, with the time of the source."""
        while True:
            try:
                yield self._steps.get_nowait()
            except queue.Empty:
                return

    def _watch(self) -> None:
        try:
            self._watch_frames()
        except Exception as error:
            self._fail(error)
        try:
            self._hand_on(self._workout.span.last_s, self._workout.finish())
        except Exception as error:
            self._fail(error)
        finally:
            self._capture.stop()
            self.pictures.close()

    def _watch_frames(self) -> None:
        with self._poses as poses:
            while (taken := self._capture.next_frame()) is not None and self._workout.stage is not Stage.DONE:
                self._watch_frame(poses, *taken)

    def _watch_frame(self, poses: PoseSource, frame: Frame, captured_at: float) -> None:
        self._handle_requests()
        self._frozen_camera.update(frame)
        if self._paused:
            scene = replace(self._workout.scene(frame.timestamp_s), banner=Banner(PAUSED))
            self._show(WatchedFrame(frame, Pose.nobody(frame.timestamp_s), scene, captured_at))
            return
        pose = poses.detect(frame)
        height, width = frame.rgb.shape[:2]
        step = self._workout.update(pose, FrameInfo(width, height, frame.brightness))
        self._hand_on(frame.timestamp_s, step)
        scene = replace(
            self._workout.scene(frame.timestamp_s),
            status=(self._frame_rate.count_frame(), *view_error(self._workout.counter.view)),
        )
        self._show(WatchedFrame(frame, pose, scene, captured_at))

    def _show(self, seen: WatchedFrame) -> None:
        self.pictures.put(seen)
        self._on_frame(seen)

    def _hand_on(self, now_s: float, step: WorkoutStep) -> None:
        if step.finished is not None:
            self.finished.append(step.finished)
        if step.events or step.lines:
            self._steps.put((now_s, step))

    def _handle_requests(self) -> None:
        while True:
            try:
                action = self._requests.get_nowait()
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
                None,
                f"the set was ended by a fault in formcheck: {type(error).__name__}: {error}",
                "formcheck doctor, and report it",
            )
            self.error.__cause__ = error
