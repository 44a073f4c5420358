"""One workout on a thread of its own: the live loop with a page for its display."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from formcheck.coaching.finished_set import FinishedSet
from formcheck.coaching.plan import Plan, WorkoutStep
from formcheck.drawing.top_shots import TopShotCollector
from formcheck.live.actions import Action
from formcheck.live.notices import Notices
from formcheck.live.run import coach_live
from formcheck.live.watched_frame import WatchedFrame
from formcheck.pose import Pose
from formcheck.pose_estimation.pose_source import OpenPoseSource
from formcheck.web.browser_camera import BrowserCamera
from formcheck.web.protocol import Message, events_and_lines, seen_message
from formcheck.web.report_store import FinishedReport

MOST_POSES = 12_000  # of a set, for the curves on its page: the last eight minutes at 25 a second


class WorkoutListener(Protocol):
    """Receives what happens in a workout; called on the workout's threads."""

    def on_frame(self, message: Message, *, person_seen: bool) -> None:
        """A frame was watched."""
        ...

    def on_bad_frame(self, time_s: float, why: str) -> None:
        """A frame could not be decoded."""
        ...

    def on_set_finished(self, finished: FinishedReport, pending: Message) -> None:
        """A set has ended; `pending` holds the events and lines that came with no picture."""
        ...

    def on_end(self, error: Exception | None) -> None:
        """The workout has ended, because of `error` if there is one; nothing follows."""
        ...


class WorkoutThread:
    """Runs a workout until its plan is done or `stop` is called."""

    def __init__(self, plan: Plan, model: str, open_poses: OpenPoseSource, listener: WorkoutListener) -> None:
        self.camera = BrowserCamera(listener.on_bad_frame)
        self._plan, self._model, self._listener = plan, model, listener
        self._open_poses = open_poses
        self._requests: deque[Action] = deque()
        self._stop = threading.Event()
        self._notices = Notices(lambda text: None)  # they are shown with the picture
        self._steps: list[WorkoutStep] = []
        self._last: WatchedFrame | None = None
        self._poses: deque[Pose] = deque(maxlen=MOST_POSES)
        self._top_shots = TopShotCollector()
        self.thread = threading.Thread(target=self._run, name="formcheck session", daemon=True)

    def request(self, action: Action) -> None:
        """Pause, go on or restart, with the next picture."""
        self._requests.append(action)

    def stop(self) -> None:
        """End the set under way, and the workout."""
        self._stop.set()

    def show(self, seen: WatchedFrame | None) -> list[Action]:
        """Pass on a frame with everything that happened since the last one; returns the page's requests."""
        if seen is not None:
            self._last = seen
            pending = self._pending_message()
            scene = replace(seen.scene, status=(*seen.scene.status, *self._notices.lines[-1:]))
            self._listener.on_frame({**seen_message(seen, scene), **pending}, person_seen=seen.pose.seen)
        return [self._requests.popleft() for _ in range(len(self._requests))]

    def on_step(self, now_s: float, step: WorkoutStep) -> None:
        """Remember what happened for the next picture; the end of a set waits for none."""
        self._steps.append(step)
        if step.finished is not None:
            pending = self._pending_message()  # with the pictures of its repetitions
            self._listener.on_set_finished(self._report(step.finished), pending)

    def _run(self) -> None:
        error: Exception | None = None
        try:
            with closing(self.camera):
                error = coach_live(
                    self.camera,
                    self._open_poses(self._model, self._notices),
                    self._model,
                    self._plan,
                    self,
                    None,
                    self._notices,
                    self._stop.is_set,
                    [lambda seen: self._poses.append(seen.pose)],
                ).error
        except Exception as fault:  # a session that breaks must not leave its page waiting
            error = fault
        self._listener.on_end(error)

    def _pending_message(self) -> Message:
        """What happened since this was last asked."""
        steps, self._steps = self._steps, []
        if self._last is not None:
            events = [event for step in steps for event in step.events]
            self._top_shots.add(self._last.frame.rgb, self._last.pose, events)
        return events_and_lines(steps)

    def _report(self, finished: FinishedSet) -> FinishedReport:
        report = finished.report(self.camera.name, self._model, self._notices.lines)
        poses = [
            pose
            for pose in list(self._poses)
            if finished.span.first_s <= pose.timestamp_s <= finished.span.last_s
        ]
        shots = self._top_shots.shots_of(report.reps)
        self._top_shots = TopShotCollector()
        return FinishedReport(finished.number, report, poses, shots)
