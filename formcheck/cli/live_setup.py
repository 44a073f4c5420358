"""The wiring of `formcheck live`: options become a source, a screen, a voice and files."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import typer

from formcheck.cli.messages import print_message
from formcheck.cli.options import WrongUse
from formcheck.cli.outputs import Outputs, run_tasks, write_text
from formcheck.cli.save_to_history import SaveToHistory
from formcheck.cli.signals import catch_signals
from formcheck.machine import use_one_heap
from formcheck.report.json_values import json_document, json_line

if TYPE_CHECKING:
    from formcheck.live.notices import Notices
    from formcheck.live.voice.voice import Voice
    from formcheck.live.watched_frame import WatchedFrame
    from formcheck.live.window import Window
    from formcheck.report.set_report import SetReport
    from formcheck.video.source import FrameSource

FINISH_SPEAKING_S = 8.0


@dataclass(frozen=True)
class LiveOptions:
    """The options of `formcheck live`."""

    camera: str
    source: str | None
    exercise: str
    model: str
    reps: int | None
    sets: int
    rest_s: float
    json: str | None
    record: str | None
    record_overlay: bool
    headless: bool
    mute: bool
    mirrored: bool
    full_screen: bool
    force: bool
    saving: SaveToHistory


def run_live_workout(asked: LiveOptions) -> int:
    """Run the workout and return the exit code; raises FormcheckError when something ended it."""
    _check(asked)
    use_one_heap()
    # Only now: OpenCV and MediaPipe take a second, a mistake above should not.
    # OpenCV before all that loads PyAV: Qt would take PyAV's libxcb for its own
    # and loop endlessly in the first window.
    import cv2  # noqa: F401

    from formcheck.coaching.plan import Plan
    from formcheck.live.json_lines import JsonLinesDisplay
    from formcheck.live.notices import Notices
    from formcheck.live.run import coach_live
    from formcheck.pose_estimation.from_camera import open_camera_poses

    notices = Notices(print_message)
    plan = Plan(asked.exercise, asked.reps, asked.sets, asked.rest_s)
    with ExitStack() as stack:
        stopping = stack.enter_context(catch_signals())
        source = stack.enter_context(_source(asked))
        window = None if asked.headless else stack.enter_context(_window(asked, notices))
        listeners = _listeners(asked, notices, stack)
        voice = None if asked.mute else _voice(notices, stack)
        poses = open_camera_poses(asked.model, notices)
        outcome = coach_live(
            source,
            poses,
            asked.model,
            plan,
            window or JsonLinesDisplay(),
            voice,
            notices,
            stopping,
            listeners,
        )
        run_tasks(lambda: _save(outcome.reports, asked.saving), lambda: _tell(outcome.reports, asked))
        if window is not None and not outcome.quit:
            window.linger(stopping)
        elif voice is not None and not outcome.quit:
            voice.close(FINISH_SPEAKING_S)
    if outcome.error is not None:
        raise outcome.error
    return stopping.exit_code


def _check(asked: LiveOptions) -> None:
    """Raise for what would go wrong in the end, before anything is begun."""
    if asked.sets > 1 and asked.reps is None:
        raise WrongUse("--sets needs --reps", "how many repetitions are a set?")
    if asked.record is not None and not asked.record.lower().endswith(".mp4"):
        raise WrongUse(f"--record {asked.record}", "the name must end in .mp4")
    files = [
        os.path.realpath(name) for name in (asked.source, asked.json, asked.record) if name not in (None, "-")
    ]
    if len(set(files)) < len(files):
        raise WrongUse(None, "--source, --json and --record must be different files")
    Outputs(asked.source or "", json=asked.json, csv=None, poses=None, force=asked.force).check()
    asked.saving.check()


def _listeners(
    asked: LiveOptions, notices: Notices, stack: ExitStack
) -> list[Callable[[WatchedFrame], None]]:
    if asked.record is None:
        return []
    from formcheck.live.recorder import open_recorder

    recorder = open_recorder(asked.record, overlay=asked.record_overlay, force=asked.force, notify=notices)
    return [stack.enter_context(recorder).put]


def _source(asked: LiveOptions) -> AbstractContextManager[FrameSource]:
    if asked.source is not None:
        from formcheck.video.source import open_playback

        return open_playback(asked.source)
    from formcheck.video.camera import open_camera

    return open_camera(asked.camera)


def _window(asked: LiveOptions, notices: Notices) -> AbstractContextManager[Window]:
    from formcheck.live.window import open_window

    return open_window(mirrored=asked.mirrored, full_screen=asked.full_screen, notices=notices)


def _voice(notices: Notices, stack: ExitStack) -> Voice:
    from formcheck.live.voice.voice import Voice

    voice = Voice(notices)
    stack.callback(voice.close)
    return voice


def _tell(reports: list[SetReport], asked: LiveOptions) -> None:
    """Write the reports and print what a reader wants to know."""
    try:
        if asked.json == "-" and asked.headless:
            for report in reports:
                typer.echo(json_line(report.to_dict()))
        elif asked.json is not None:
            write_text(asked.json, _document(reports), force=asked.force)
    finally:  # a full disk must not cost the lifter the result
        if asked.headless:
            from formcheck.coaching.live_coach import set_in_words

            for report in reports:
                print_message(f"{' '.join(set_in_words(report))}")
        elif asked.json != "-":
            from formcheck.cli.printing.report import print_report

            for report in reports:
                print_report(report)


def _save(reports: list[SetReport], saving: SaveToHistory) -> None:
    """Put the sets into the history, each a second after the one before, because the time identifies a set."""
    now = datetime.now().astimezone()
    for number, report in enumerate(reports):
        saving.save_and_print(report, now - timedelta(seconds=len(reports) - 1 - number))


def _document(reports: list[SetReport]) -> str:
    """One report as `analyze` writes it, several as a list of them."""
    if len(reports) == 1:
        return reports[0].to_json()
    return json_document([report.to_dict() for report in reports])
