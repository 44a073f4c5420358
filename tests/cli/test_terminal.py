"""What somebody at a terminal sees: progress, colour, and a set that is stopped half-way."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from formcheck.analysis import Recording, analyze_recording
from formcheck.cli.signals import catch_signals
from formcheck.formats.pose_file import save_poses
from formcheck.pose import Source
from tests.support.paths import SAMPLES
from tests.support.stick_figure import donkey_kicks
from tests.support.waiting import PATIENCE_S

SOURCE = Source("set.mp4", 15.0, 375, 25.0, 854, 480, 0)
TERMINAL = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
SIGNALS = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
INCOMPLETE = r"incomplete: stopped at \d+\.\d s of 16\.\d s"


def read_terminal(terminal: int, until: str | None = None) -> str:
    """What is shown, until it matches a pattern or until nobody writes to it any more."""
    shown, ends_s = b"", time.monotonic() + PATIENCE_S
    while time.monotonic() < ends_s:
        ready, _, _ = select.select([terminal], [], [], 0.5)
        try:
            new = os.read(terminal, 65536) if ready else b""
        except OSError:  # the other end is closed
            break
        shown += new
        if ready and not new:
            break
        if until and re.search(until, shown.decode(errors="replace")):
            break
    return shown.decode(errors="replace")


@pytest.fixture
def poses(tmp_path: Path) -> Path:
    """Three clean donkey kicks and one with an open knee."""
    path = tmp_path / "set.npz"
    clean, opened = donkey_kicks(reps=3).poses(), donkey_kicks(reps=1, knee_deg=135.0).poses(start_s=13.0)
    save_poses(path, SOURCE, "full", [*clean, *opened])
    return path


def shown_in_terminal(path: Path, **environment: str) -> str:
    ours, theirs = pty.openpty()
    env = {**TERMINAL, **environment}
    command = [sys.executable, "-m", "formcheck", "analyze", str(path)]
    with subprocess.Popen(command, env=env, stdout=theirs, stderr=subprocess.DEVNULL):
        os.close(theirs)
        shown = read_terminal(ours)
    os.close(ours)
    return shown


def test_a_terminal_gets_colour_unless_it_asks_for_none(poses: Path) -> None:
    assert "\x1b[33m" in shown_in_terminal(poses, NO_COLOR="")
    plain = shown_in_terminal(poses, NO_COLOR="1")
    assert "Work on first" in plain
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", plain)


class Stopped(NamedTuple):
    """What somebody at a terminal has of a command that a signal ended."""

    code: int
    progress: str
    told: str
    report: str


def stopped_half_way(folder: Path, number: int, *arguments: str | Path) -> Stopped:
    """The program, sent a signal when four tenths are done."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "formcheck", *arguments, "--model", "lite", "--jobs", "1"],
        cwd=folder, env=TERMINAL, stdout=subprocess.PIPE, stderr=theirs, text=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        progress = read_terminal(ours, until=r"[4-9]\d%")
        process.send_signal(number)
        told = read_terminal(ours)
        assert process.stdout is not None
        report = process.stdout.read()
    os.close(ours)
    return Stopped(process.returncode, progress, told, report)


@pytest.mark.parametrize(("number", "exit_code"), SIGNALS)
def test_a_signal_ends_an_analysis_with_what_was_seen_and_written_by_then(
    number: signal.Signals, exit_code: int, tmp_path: Path
) -> None:
    clip = SAMPLES / "donkey-kick-faults.mp4"
    outputs = ["--save-poses", "half.npz", "--json", "half.json"]
    stopped = stopped_half_way(tmp_path, number, "analyze", clip, *outputs)
    assert "donkey-kick-faults.mp4" in stopped.progress
    assert stopped.code == exit_code
    assert re.search(INCOMPLETE, stopped.told)
    assert re.search(r"^[12] repetitions?  donkey-kick", stopped.report)
    assert "incomplete: stopped at" in (tmp_path / "half.json").read_text()
    assert (tmp_path / "half.npz").is_file()


@pytest.mark.parametrize(("number", "exit_code"), SIGNALS)
def test_a_signal_ends_a_count_with_what_was_seen_by_then(
    number: signal.Signals, exit_code: int, poses: Path, tmp_path: Path
) -> None:
    clip = SAMPLES / "donkey-kick-faults.mp4"
    stopped = stopped_half_way(tmp_path, number, "count", clip, poses)
    assert "donkey-kick-faults.mp4" in stopped.progress
    assert stopped.code == exit_code
    assert re.search(INCOMPLETE, stopped.told)
    assert f"formcheck: not analysed: {poses}" in stopped.told
    assert re.fullmatch(rf"{re.escape(str(clip))}\t[12]\n", stopped.report)


def test_a_stopped_analysis_keeps_the_repetitions_seen_by_then() -> None:
    recording = Recording(iter(donkey_kicks(reps=4).poses()), lambda: SOURCE, "full")
    recording.duration_hint_s = 15.0
    frames = count()
    report = analyze_recording(recording, stop=lambda: next(frames) == 150)  # at the top of the second
    assert report.summary.reps == 1
    assert [attempt.reason for attempt in report.attempts] == ["cut off by the end"]
    assert report.warnings == ("incomplete: stopped at 6.0 s of 15.0 s, the rest was not analysed",)


def test_an_analysis_stopped_before_the_first_lift_does_not_say_that_there_is_none() -> None:
    recording = Recording(iter(donkey_kicks(reps=4).poses()), lambda: SOURCE, "full")
    frames = count()
    (warning,) = analyze_recording(recording, stop=lambda: next(frames) == 5).warnings
    assert warning.startswith("incomplete: ")


@pytest.mark.parametrize(("number", "exit_code"), SIGNALS)
def test_a_signal_is_noted_once_and_obeyed_the_second_time(number: signal.Signals, exit_code: int) -> None:
    obeyed: list[int] = []
    before = signal.signal(number, lambda got, frame: obeyed.append(got))
    try:
        with catch_signals() as stopping:
            assert (stopping(), stopping.exit_code) == (False, 0)
            signal.raise_signal(number)
            assert (stopping(), stopping.exit_code, obeyed) == (True, exit_code, [])
            signal.raise_signal(number)
            assert obeyed == [number]
    finally:
        signal.signal(number, before)
