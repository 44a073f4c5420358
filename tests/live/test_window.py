"""The real window on a virtual screen, driven by real keys."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.live.actions import ALSO, HELP, KEYS, Action, action_of
from tests.support import x11
from tests.support.paths import SAMPLES
from tests.support.waiting import PATIENCE_S

MISSING = [tool for tool in ("Xvfb", "openbox", "xdotool", "import") if shutil.which(tool) is None]
needs_screen = pytest.mark.skipif(
    bool(MISSING), reason=f"needs {', '.join(MISSING)} (Debian: apt install xvfb openbox xdotool imagemagick)"
)


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    """The environment of a virtual screen of its own."""
    read, write = os.pipe()
    # -r: a key that is held while its window goes must not type into the next one.
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-noreset", "-r"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as numbers:
            display = f":{numbers.readline().strip()}"
        environment = {**os.environ, "DISPLAY": display}
        # On a bare X server one Qt window in ten is never painted; people have a window manager.
        with subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL) as manager:
            yield environment
            manager.terminate()
        server.terminate()


class Live:
    """A running `formcheck live` and a person at its keyboard."""

    def __init__(self, environment: dict[str, str], folder: Path, *arguments: str) -> None:
        self._environment, self._folder = environment, folder
        self.report = folder / "set.json"
        command = [
            sys.executable,
            "-m",
            "formcheck",
            "live",
            "--mute",
            "--json",
            str(self.report),
            *arguments,
        ]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._window = self._find()

    def _find(self) -> str:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and self.process.poll() is None:
            found = self._xdotool("search", "--name", "^formcheck$").split()
            if found:
                return found[-1]
            time.sleep(0.1)
        raise AssertionError(f"no window: {self.process.communicate(timeout=PATIENCE_S)}")

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._environment, capture_output=True, text=True, timeout=PATIENCE_S
        )
        return done.stdout

    def key(self, name: str) -> None:
        self._xdotool("key", "--window", self._window, name)

    def close_window(self) -> None:
        x11.close_window(self._environment["DISPLAY"], int(self._window))

    def resize(self, width: int, height: int) -> None:
        self._xdotool("windowsize", "--sync", self._window, str(width), str(height))

    def picture(self) -> np.ndarray:
        """What the window shows now, (h, w, 3)."""
        assert self.process.poll() is None, self.process.communicate()
        path = self._folder / "screen.bmp"
        subprocess.run(
            ["import", "-window", self._window, str(path)],
            env=self._environment,
            check=True,
            timeout=PATIENCE_S,
        )
        with av.open(str(path)) as image:
            return next(image.decode(video=0)).to_ndarray(format="rgb24")

    def wait_for(self, what: str, shows) -> np.ndarray:  # type: ignore[no-untyped-def]
        """A picture for which `shows` holds."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            picture = self.picture()
            if shows(picture):
                return picture
            time.sleep(0.1)
        raise AssertionError(f"never seen: {what}")

    def end(self) -> tuple[int, str, str]:
        out, err = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, out, err


def has(colour: tuple[int, int, int], at_least: int):  # type: ignore[no-untyped-def]
    """Whether a picture has that many pixels of a colour."""

    def shows(picture: np.ndarray) -> bool:
        return int((np.abs(picture.astype(int) - colour).max(axis=2) < 12).sum()) >= at_least

    return shows


AMBER, LEG_GREEN = (255, 190, 60), (38, 222, 185)


def has_card(picture: np.ndarray) -> bool:
    """Whether there is a dark panel in the middle of the sample clip's bright room."""
    height, width = picture.shape[:2]
    across = picture[int(0.42 * height) : int(0.55 * height)].max(axis=2)
    middle, border = across[:, int(0.39 * width) : int(0.61 * width)], across[:, : int(0.1 * width)]
    return bool(np.median(middle) < 90 < border.mean())  # the median: there are bright letters on the panel


@pytest.mark.slow
@pytest.mark.machine
@needs_screen
def test_a_set_in_the_window_from_the_first_frame_to_the_summary(
    screen: dict[str, str], tmp_path: Path
) -> None:
    clip = str(SAMPLES / "donkey-kick-faults.mp4")
    live = Live(screen, tmp_path, "--source", clip, "--reps", "3")
    live.wait_for("the working leg", has(LEG_GREEN, 3000))
    live.resize(640, 360)
    cue = live.wait_for("a cue", has(AMBER, 4000))
    assert cue.shape == (360, 640, 3)
    live.key("m")
    summary = live.wait_for("the summary's card", has_card)
    assert summary.shape == (360, 640, 3)
    live.key("q")
    code, out, err = live.end()
    assert (code, err) == (0, "")
    assert "3 repetitions" in out
    assert json.loads(live.report.read_text())["summary"]["reps"] == 3


@pytest.mark.slow
@pytest.mark.machine
@needs_screen
def test_a_rest_between_two_sets_in_full_screen(screen: dict[str, str], tmp_path: Path) -> None:
    clip = str(SAMPLES / "donkey-kick-faults.mp4")
    live = Live(
        screen, tmp_path, "--source", clip, "--reps", "1", "--sets", "2", "--rest", "3", "--fullscreen"
    )
    rest = live.wait_for("the rest's card", has_card)
    assert rest.shape == (1000, 1600, 3)
    live.key("f")
    live.wait_for("a window again", lambda p: p.shape == (720, 1280, 3))
    live.wait_for("the end of the rest", lambda p: not has_card(p))
    live.wait_for("the working leg of the second set", has(LEG_GREEN, 3000))
    live.wait_for("the summary's card", has_card)
    live.key("q")
    code, _, err = live.end()
    assert (code, err) == (0, "")
    assert [report["summary"]["reps"] for report in json.loads(live.report.read_text())] == [1, 1]


@pytest.mark.slow
@pytest.mark.machine
@needs_screen
@pytest.mark.parametrize(
    ("how", "code"),
    [("key", 0), ("closing", 0), ("signal", 128 + signal.SIGINT)],
    ids=lambda value: str(value),
)
def test_however_it_is_ended_the_summary_is_printed_and_the_report_written(
    screen: dict[str, str], tmp_path: Path, how: str, code: int
) -> None:
    live = Live(screen, tmp_path, "--source", str(SAMPLES / "donkey-kick-faults.mp4"))
    live.wait_for("the working leg", has(LEG_GREEN, 3000))
    if how == "key":
        live.key("p")
        time.sleep(0.5)
        live.key("q")
    elif how == "closing":
        live.close_window()
    else:
        live.process.send_signal(signal.SIGINT)
    ended, out, err = live.end()
    assert (ended, err) == (code, "")
    assert "repetition" in out
    assert json.loads(live.report.read_text())["schema"] == "formcheck.report/1"


def test_without_a_screen_it_says_what_to_do() -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = ["formcheck", "live", "--mute", "--source", str(SAMPLES / "donkey-kick-side.mp4")]
    result = subprocess.run(
        [sys.executable, "-m", *command], env=environment, capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert result.returncode == 1
    assert result.stderr == (
        "formcheck: no window can be opened here (try: formcheck live --headless; formcheck doctor)\n"
    )


def test_keys_are_told_on_the_screen_and_work_in_capitals_too() -> None:
    assert all(f"{key} {action.value}" in HELP for key, action in KEYS.items())
    assert [action_of(ord(key.upper())) for key in KEYS] == list(Action)
    assert {action_of(ord(key)) for key in ALSO} == {Action.QUIT, Action.PAUSE}
    assert action_of(-1) is None
    assert action_of(ord("x")) is None
