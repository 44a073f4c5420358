"""The voice: never in the way, never too late, given up when it hangs or breaks."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from formcheck.coaching.live_coach import Kind, Line
from formcheck.live.voice import speech, tones
from formcheck.live.voice.engine import EngineFailed, Utterance
from formcheck.live.voice.speech import Speech
from formcheck.live.voice.tones import RATE, tone
from formcheck.live.voice.voice import Voice
from formcheck.ui import SHARED
from tests.support.waiting import PATIENCE_S, until


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    assert not [thread.name for thread in threading.enumerate() if thread.name == "formcheck voice"]


class Fake:
    """An engine that remembers."""

    def __init__(self, fails: Exception | None = None) -> None:
        self.heard: list[str] = []
        self._fails = fails

    def utter(self, utterance: Utterance) -> None:
        if self._fails:
            raise self._fails
        self.heard.append(utterance.text)

    def close(self) -> None:
        pass


class Busy(Fake):
    """An engine whose first utterance lasts until it may end."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.may_end = threading.Event(), threading.Event()

    def utter(self, utterance: Utterance) -> None:
        self.begun.set()
        assert self.may_end.wait(PATIENCE_S)
        super().utter(utterance)


def missing(reason: str) -> Callable[[], Fake]:
    def start() -> Fake:
        raise EngineFailed(None, reason)

    return start


def line(text: str, kind: Kind = Kind.CUE) -> Line:
    return Line(kind, text)


def test_what_is_said_is_heard() -> None:
    engine, told = Fake(), list[str]()
    voice = Voice(told.append, [lambda: engine])
    voice.say([line("1", Kind.COUNT)])
    voice.close(PATIENCE_S)
    assert (engine.heard, told) == (["1"], [])


def test_lines_that_come_at_once_are_one_utterance() -> None:
    engine = Fake()
    voice = Voice(print, [lambda: engine])
    voice.say([line("3", Kind.COUNT), line("Set over.", Kind.SUMMARY), Line(Kind.CUE, "", "only shown")])
    voice.close(PATIENCE_S)
    assert engine.heard == ["3 Set over."]


def test_saying_never_waits_and_the_newest_line_wins() -> None:
    engine = Busy()
    voice = Voice(print, [lambda: engine])
    voice.say([line("first")])
    assert engine.begun.wait(PATIENCE_S)
    for number in range(50):
        voice.say([line(f"waiting {number}", Kind.SUMMARY)])
    assert engine.heard == []  # the first is still being said
    engine.may_end.set()
    voice.close(PATIENCE_S)
    assert engine.heard == ["first", "waiting 49"]


def test_hold_is_not_said_when_it_is_too_late() -> None:
    engine = Busy()
    voice = Voice(print, [lambda: engine])
    voice.say([line("a long cue")])
    assert engine.begun.wait(PATIENCE_S)
    voice.say([line("hold", Kind.HOLD)])
    time.sleep(SHARED.lines[Kind.HOLD.value].good_for_s + 0.1)
    engine.may_end.set()
    voice.close(PATIENCE_S)
    assert engine.heard == ["a long cue"]


def test_muted_it_is_silent() -> None:
    engine = Fake()
    voice = Voice(print, [lambda: engine])
    voice.muted = True
    voice.say([line("1")])
    voice.close(PATIENCE_S)
    assert engine.heard == []


@pytest.mark.parametrize("fault", [EngineFailed(None, "the speech engine hangs"), RuntimeError("boom")])
def test_an_engine_that_fails_is_given_up_with_one_notice_and_tones_go_on(fault: Exception) -> None:
    tones_instead, told = Fake(), list[str]()
    voice = Voice(told.append, [lambda: Fake(fails=fault), lambda: tones_instead])
    voice.say([line("0")])
    until(lambda: told)
    voice.say([line("1")])
    until(lambda: tones_instead.heard)
    voice.say([line("2")])
    voice.close(PATIENCE_S)
    assert told == [f"tones only: {fault}"]
    assert tones_instead.heard == ["1", "2"]


def test_without_any_sound_there_is_a_single_notice() -> None:
    told: list[str] = []
    voice = Voice(told.append, [missing("no speech"), missing("no sound device")])
    until(lambda: told)
    for _ in range(3):
        voice.say([line("1")])
    voice.close(PATIENCE_S)
    assert told == ["no sound: no speech"]


def speaker(tmp_path: Path, code: str) -> list[str]:
    """The command of a speaker that does something else."""
    script = tmp_path / "speaker.py"
    script.write_text(f"import sys, time\nprint('ready', flush=True)\n{code}\n")
    return [sys.executable, str(script)]


def utterance(text: str = "1") -> Utterance:
    return Utterance(text, Kind.COUNT)


def test_a_speaker_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "SLOWEST_S", 0.3)
    engine = Speech(speaker(tmp_path, "time.sleep(600)"))
    with pytest.raises(EngineFailed, match="hangs"):
        engine.utter(utterance())
    assert engine._process.poll() is not None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("sys.exit(3)", "stopped"),
        ("sys.stdin.readline(); print('failed: RuntimeError: no voices', flush=True)", "no voices"),
    ],
)
def test_a_speaker_that_breaks_says_so(tmp_path: Path, code: str, reason: str) -> None:
    engine = Speech(speaker(tmp_path, code))
    time.sleep(0.2)
    with pytest.raises(EngineFailed, match=reason):
        engine.utter(utterance())
    engine.close()


def test_speech_that_is_not_installed_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "find_spec", lambda name: None)
    with pytest.raises(EngineFailed, match=r"pip install 'formcheck\[voice\]'"):
        Speech()


@pytest.mark.slow
@pytest.mark.machine
@pytest.mark.skipif(
    shutil.which("espeak-ng") is None or find_spec("pyttsx3") is None,
    reason="needs espeak-ng and the extra voice",
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="listens in where Linux plays sound")
def test_the_real_speaker_says_one_thing_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pyttsx3 hangs at its second sentence where it is driven carelessly."""
    player = tmp_path / "aplay"
    player.write_text(f'#!/bin/sh\nwc -c < "$1" >> {tmp_path}/heard\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    engine = Speech()
    for text in ("1", "hold", "2. Squeeze and hold the top."):
        engine.utter(utterance(text))
    engine.close()
    sizes = [int(size) for size in (tmp_path / "heard").read_text().split()]
    assert len(sizes) == 3
    assert sizes[2] > sizes[0] > 5_000


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_tone_that_begins_and_ends_softly(kind: Kind) -> None:
    sound = tone(kind)
    assert 0.05 * RATE < len(sound) < RATE
    assert np.abs(sound).max() < 0.5
    assert abs(sound[0]) < 0.01
    assert abs(sound[-1]) < 0.05


def test_a_machine_without_a_sound_device_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(EngineFailed, match="no sound device"):
        tones.Tones()
