"""A live set over a film that is played again and again; `benchmarks.soak` does it for ten minutes."""

from __future__ import annotations

import json
import math
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.live import over_and_over
from benchmarks.soak import soak
from formcheck.live.source import Playback

ROUNDS, ROUND_S = 2, 17.6  # the clip's own length


def test_every_round_counts_the_same_and_neither_threads_nor_pictures_are_left_behind(
    sample_videos: Path, tmp_path: Path
) -> None:
    clip = sample_videos / "donkey-kick-side.mp4"
    truth = json.loads(clip.with_suffix(".json").read_text())["reps_that_count"]
    film = over_and_over(clip, ROUNDS, tmp_path / "film.mp4")
    soaked = soak(lambda: Playback(film, pace=math.inf), ROUNDS * truth, "lite", ROUND_S - 0.2)
    assert len(soaked.clock.memory) == ROUNDS
    assert soaked.clock.to_drawn
    # The pictures of a round are five hundred megabytes.
    assert soaked.faults(settled=1, most_growth_mb=40.0) == []


ALLOCATE_ON_THREADS = """
import ctypes, threading
{asked}
kept, met = [], threading.Barrier(4)
def allocate():
    kept.append(ctypes.CDLL(None).malloc(100_000))
    met.wait()
threads = [threading.Thread(target=allocate) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
libc.malloc_info(0, ctypes.c_void_p(libc.fdopen(1, b"w")))
libc.fflush(None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps a heap per thread")
@pytest.mark.parametrize(
    ("asked", "one"),
    [("", False), ("from formcheck.heap import one_heap; one_heap()", True)],
    ids=["left alone", "asked for one"],
)
def test_the_threads_of_a_set_share_one_heap(asked: str, one: bool) -> None:
    code = ALLOCATE_ON_THREADS.format(asked=asked)
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert (told.count("<heap nr=") == 1) == one
