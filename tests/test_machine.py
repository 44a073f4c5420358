"""How many processors there are to run on, and how many heaps the C library keeps for the threads of a set.

With a heap for each thread, memory grows for as long as a set lasts.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

import formcheck.machine
from formcheck.machine import processor_count
from tests.support.paths import SAMPLES


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="Linux says who may run where")
@pytest.mark.parametrize(
    ("limit", "number"),
    [(None, 64), ("max 100000\n", 64), ("200000 100000\n", 2), ("150000 100000\n", 2), ("50000 100000\n", 1),
     ("9900000 100000\n", 64), ("nonsense", 64)],
)  # fmt: skip
def test_a_container_gets_no_more_than_its_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str | None, number: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda who: set(range(64)))
    monkeypatch.setattr(formcheck.machine, "CPU_MAX", tmp_path / "cpu.max")
    if limit is not None:
        (tmp_path / "cpu.max").write_text(limit)
    assert processor_count() == number


only_glibc = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="only glibc keeps a heap per thread"
)

COUNT_THEM = """
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
libc.malloc_info(0, ctypes.c_void_p(libc.fdopen(1, b"w")))
libc.fflush(None)
"""

ALLOCATE_ON_THREADS = """
import ctypes, threading
kept, met = [], threading.Barrier(4)
def allocate():
    kept.append(ctypes.CDLL(None).malloc(100_000))
    met.wait()
threads = [threading.Thread(target=allocate) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""

LOOK_AT_A_VIDEO = """
import ctypes, itertools, sys
from formcheck.analysis import open_recording
with open_recording(sys.argv[1], "lite", jobs=2) as recording:
    assert len(list(itertools.islice(recording.poses, 80))) == 80
"""


def heaps_of(code: str, *arguments: str | Path) -> int:
    command = [sys.executable, "-c", code + COUNT_THEM, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.count("<heap nr=")


@only_glibc
def test_threads_left_alone_have_heaps_of_their_own() -> None:
    assert heaps_of(ALLOCATE_ON_THREADS) > 2


@only_glibc
@pytest.mark.parametrize(("asked", "heaps"), [("use_one_heap", 1), ("use_two_heaps", 2)])
def test_threads_share_as_many_heaps_as_were_asked_for(asked: str, heaps: int) -> None:
    assert heaps_of(f"from formcheck.machine import {asked}; {asked}()\n{ALLOCATE_ON_THREADS}") == heaps


@only_glibc
def test_recorded_video_is_looked_at_with_two() -> None:
    assert heaps_of(LOOK_AT_A_VIDEO, SAMPLES / "donkey-kick-side.mp4") <= 2
