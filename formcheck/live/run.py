"""One live workout from its first frame to its reports: the loop wired to a screen and a voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Protocol

from formcheck.coaching.plan import Plan, Step
from formcheck.coaching.workout import Workout
from formcheck.live.actions import Action
from formcheck.live.loop import Loop
from formcheck.live.notices import Notices
from formcheck.live.voice.voice import Voice
from formcheck.live.watched_frame import Seen
from formcheck.report.set_report import SetReport
from formcheck.video.source import FrameSource

LOOK_S = 0.02  # how long to wait for a picture before looking at keys and signals again


class Display(Protocol):
    """Where a live set can be seen: a window, or lines on stdout."""

    def show(self, seen: Seen | None) -> list[Action]:
        """Show what there is now and return what was asked for."""
        ...

    def tell(self, now_s: float, step: Step) -> None:
        """Something has happened."""
        ...


@dataclass
class Outcome:
    """How a workout ended."""

    reports: list[SetReport] = field(default_factory=list)
    error: Exception | None = None  # what ended it, if not its plan, its source's end or a wish
    quit: bool = False


def coach_live(
    source: FrameSource,
    model: str,
    plan: Plan,
    display: Display,
    voice: Voice | None,
    notices: Notices,
    stop: Callable[[], bool],
    listeners: Sequence[Callable[[Seen], None]] = (),
) -> Outcome:
    """Coach until the plan is done, the source ends, somebody quits or `stop` says so.

    `source` has been entered.  Errors do not get out of here: what was seen
    until then is in the reports, and the error beside them.
    """
    outcome = Outcome()

    def listen(seen: Seen) -> None:
        for listener in listeners:
            listener(seen)

    with ExitStack() as stack:
        loop = stack.enter_context(Loop(source, model, Workout(plan), listen=listen, notify=notices))
        while not loop.over:
            seen = loop.pictures.take(LOOK_S)
            _pass_on(loop, display, voice)
            for action in display.show(seen):
                outcome.quit |= action is Action.QUIT
                _obey(action, loop, voice)
            if stop():
                outcome.quit = True
                loop.stop()
    display.show(loop.pictures.take(0))
    _pass_on(loop, display, voice)
    outcome.error = loop.error
    outcome.reports = [
        one.report(source.name, model, plan.exercise, [*source.warnings, *notices.told], source.rotation_deg)
        for one in loop.finished
    ]
    return outcome


def _pass_on(loop: Loop, display: Display, voice: Voice | None) -> None:
    for now_s, step in loop.steps():
        display.tell(now_s, step)
        if voice is not None:
            voice.say(step.lines)


def _obey(action: Action, loop: Loop, voice: Voice | None) -> None:
    if action is Action.QUIT:
        loop.stop()
    elif action is Action.SOUND and voice is not None:
        voice.muted = not voice.muted
    else:
        loop.wish(action)
