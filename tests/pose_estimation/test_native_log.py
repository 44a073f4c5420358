"""What MediaPipe writes to the screen is held back, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from formcheck.pose_estimation.native_log import native_log_held_back

NATIVE = (
    b"W0000 00:00:1795392741.825080    9166 inference_feedback_manager.cc:114] Feedback manager requires\n"
)


def test_only_native_log_lines_are_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    with native_log_held_back():
        os.write(2, b"a warning\n" + NATIVE + b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n")
        os.write(2, b"progress 10 %\rprogress 20 %")
    os.write(2, b" after\n")
    assert capfd.readouterr().err == "a warning\nprogress 10 %\rprogress 20 % after\n"


def test_what_was_held_back_comes_out_when_the_work_fails(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "before\nafter\n"


def write_and_fail() -> None:
    with native_log_held_back():
        os.write(2, b"before\n")
        raise ZeroDivisionError


def test_several_threads_may_hold_back_at_once_and_no_line_is_lost(capfd: pytest.CaptureFixture[str]) -> None:
    done = threading.Event()

    def hold() -> None:
        while not done.is_set():
            with native_log_held_back():
                os.write(2, NATIVE)

    holders = [threading.Thread(target=hold) for _ in range(2)]
    for thread in holders:
        thread.start()
    for number in range(500):
        os.write(2, f"line {number}\n".encode())
    done.set()
    for thread in holders:
        thread.join()
    lines = capfd.readouterr().err.splitlines()
    assert sorted(lines) == sorted(f"line {number}" for number in range(500))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to count open files")
def test_holding_back_leaves_no_file_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = sorted(Path("/proc/self/fd").iterdir())
    for _ in range(3):
        with native_log_held_back(), native_log_held_back():
            pass
    assert sorted(Path("/proc/self/fd").iterdir()) == before
    assert list(tmp_path.iterdir()) == []


def test_holding_back_needs_neither_a_temporary_folder_nor_a_screen() -> None:
    code = (
        "import os, tempfile\n"
        "from formcheck.pose_estimation.native_log import native_log_held_back\n"
        "tempfile.tempdir = '/nowhere'\n"
        "with native_log_held_back():\n"
        "    os.write(2, b'still there')\n"
        "tempfile.tempdir = None\n"
        "os.close(2)\n"
        "with native_log_held_back():\n"
        "    print('works')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("works\n", "still there")
