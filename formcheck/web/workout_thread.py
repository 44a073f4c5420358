"""One workout on a thread of its own: the live loop with a page for its display."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import replace
from typing import Protocol

from formcheck.coaching.finished_set import FinishedSet
from formcheck.coaching.plan import Plan, Step
from formcheck.drawing.top_shots import TopPictures
from formcheck.live.actions import Action
from formcheck.live.notices import Notices
from formcheck.live.run import coach_live
from formcheck.live.watched_frame import Seen
from formcheck.pose import Pose
from formcheck.web.browser_camera import Feed
from formcheck.web.protocol import Message, happened, seen_message
from formcheck.web.report_store import FinishedReport

MOST_POSES = 12_000  # of a set, for the curves on its page: the last eight minutes at 25 a second


class Ear(Protocol):
    """Who hears of a workout; called on the workout's threads."""

    def seen(self, message: Message, *, somebody: bool) -> None:
        """A picture was looked at."""
        ...

    def refused(self, time_s: float, why: str) -> None:
        """A picture could not be looked at."""
        ...

    def finished(self, finished: FinishedReport, untold: Message) -> None:
        """A set is over; `untold` holds the events and lines that came with no picture."""
        ...

    def ended(self, error: Exception | None) -> None:
        """The workout is over, because of `error` if there is one; nothing follows."""
        ...


class WorkoutThread:
    """Runs a workout until its plan is done or `stop` is called."""

    def __init__(self, plan: Plan, model: str, ear: Ear) -> None:
        self.feed = Feed(ear.refused)
        self._plan, self._model, self._ear = plan, model, ear
        self._wishes: deque[Action] = deque()
        self._stop = threading.Event()
        self._notices = Notices(lambda text: None)  # they are shown with the picture
        self._steps: list[Step] = []
        self._last: Seen | None = None
        self._poses: deque[Pose] = deque(maxlen=MOST_POSES)
        self._pictures = TopPictures()
        self.thread = threading.Thread(target=self._run, name="formcheck session", daemon=True)

    def wish(self, action: Action) -> None:
        """Pause, go on or restart, with the next picture."""
        self._wishes.append(action)

    def stop(self) -> None:
        """End the set under way, and the workout."""
        self._stop.set()

    def show(self, seen: Seen | None) -> list[Action]:
        """Pass on what was seen, with all that happened since; returns what the page wishes."""
        if seen is not None:
            self._last = seen
            told = self._untold()
            scene = replace(seen.scene, status=(*seen.scene.status, *self._notices.told[-1:]))
            self._ear.seen({**seen_message(seen, scene), **told}, somebody=seen.pose.seen)
        return [self._wishes.popleft() for _ in range(len(self._wishes))]

    def tell(self, now_s: float, step: Step) -> None:
        """Remember what happened for the next picture; the end of a set waits for none."""
        self._steps.append(step)
        if step.finished is not None:
            told = self._untold()  # with the pictures of its repetitions
            self._ear.finished(self._report(step.finished), told)

    def _run(self) -> None:
        error: Exception | None = None
        try:
            with self.feed:
                error = coach_live(
                    self.feed,
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
        self._ear.ended(error)

    def _untold(self) -> Message:
        """What happened since this was last asked."""
        steps, self._steps = self._steps, []
        if self._last is not None:
            events = [event for step in steps for event in step.events]
            self._pictures.add(self._last.frame.rgb, self._last.pose, events)
        return happened(steps)

    def _report(self, finished: FinishedSet) -> FinishedReport:
        report = finished.report(self.feed.name, self._model, self._plan.exercise, self._notices.told)
        poses = [
            pose
            for pose in list(self._poses)
            if finished.span.first_s <= pose.timestamp_s <= finished.span.last_s
        ]
        shots = self._pictures.of(report.reps)
        self._pictures = TopPictures()
        return FinishedReport(finished.number, report, poses, shots)
