"""One live workout from its first frame to its reports: the loop wired to a screen and a voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from formcheck.coaching.plan import Plan, WorkoutStep
from formcheck.coaching.workout import Workout
from formcheck.live.actions import Action
from formcheck.live.loop import LiveLoop, start_live_loop
from formcheck.live.notices import Notices
from formcheck.live.voice.voice import Voice
from formcheck.live.watched_frame import WatchedFrame
from formcheck.pose_estimation.pose_source import PoseSource
from formcheck.report.set_report import SetReport
from formcheck.video.source import FrameSource

LOOK_S = 0.02  # how long to wait for a picture before looking at keys and signals again


class Display(Protocol):
    """Where a live set can be seen: a window, or lines on stdout."""

    def show(self, seen: WatchedFrame | None) -> list[Action]:
        """Show the latest frame and return the requested actions."""
        ...

    def on_step(self, now_s: float, step: WorkoutStep) -> None:
        """Called when something has happened; `now_s` is the time of the source."""
        ...


@dataclass
class WorkoutOutcome:
    """How a workout ended."""

    reports: list[SetReport] = field(default_factory=list)
    error: Exception | None = None  # what ended it, if not its plan, its source's end or the user
    quit: bool = False


def coach_live(
    source: FrameSource,
    poses: AbstractContextManager[PoseSource],
    model: str,
    plan: Plan,
    display: Display,
    voice: Voice | None,
    notices: Notices,
    stop: Callable[[], bool],
    listeners: Sequence[Callable[[WatchedFrame], None]] = (),
) -> WorkoutOutcome:
    """Coach until the plan is done, the source ends, the user quits or `stop` returns true.

    source: is open.  poses: opened here, on the thread that uses it.  model: how
    the reports name it.  Errors do not get out of here: what was seen until then
    is in the reports, and the error beside them.
    """
    outcome = WorkoutOutcome()

    def on_frame(seen: WatchedFrame) -> None:
        for listener in listeners:
            listener(seen)

    with start_live_loop(source, poses, Workout(plan), on_frame=on_frame, notify=notices) as loop:
        while not loop.over:
            seen = loop.pictures.take(LOOK_S)
            _pass_on(loop, display, voice)
            for action in display.show(seen):
                outcome.quit |= action is Action.QUIT
                _apply(action, loop, voice)
            if stop():
                outcome.quit = True
                loop.stop()
    display.show(loop.pictures.take(0))
    _pass_on(loop, display, voice)
    outcome.error = loop.error
    outcome.reports = [
        one.report(source.name, model, [*source.warnings, *notices.lines], source.rotation_deg)
        for one in loop.finished
    ]
    return outcome


def _pass_on(loop: LiveLoop, display: Display, voice: Voice | None) -> None:
    for now_s, step in loop.steps():
        display.on_step(now_s, step)
        if voice is not None:
            voice.say(step.lines)


def _apply(action: Action, loop: LiveLoop, voice: Voice | None) -> None:
    if action is Action.QUIT:
        loop.stop()
    elif action is Action.SOUND and voice is not None:
        voice.muted = not voice.muted
    else:
        loop.request(action)
