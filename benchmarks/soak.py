"""A long live set: is memory flat, is no thread left behind, is the count exact?

    python -m benchmarks.soak                 ten minutes in real time, everything drawn
    python -m benchmarks.soak --minutes 3     fewer

A sample clip is played over and over as a 720p camera with 30 frames/s.  It
begins and ends at rest: every round adds the repetitions of its truth, the seam
none.  Exits with 1 when something is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.live import (
    CLIP,
    FPS,
    PART_S,
    SIZE,
    Clock,
    FilmAsCamera,
    milliseconds,
    over_and_over,
    rounds_of,
    scaled,
)
from formcheck.coaching.plan import Plan
from formcheck.drawing.overlay import fit_to_size
from formcheck.live.notices import Notices
from formcheck.live.run import WorkoutOutcome, coach_live
from formcheck.machine import use_one_heap
from formcheck.pose import Pose
from formcheck.pose_estimation.from_camera import open_camera_poses
from formcheck.video.source import FrameSource

SETTLED = 2  # minutes until everything is loaded and the last minute of poses is remembered
MOST_GROWTH_MB = 8.0  # from then on
THREADS_END_S = 5.0  # how long a thread may take to end


@dataclass
class Soaked:
    """What came of a long set."""

    clock: Clock
    wanted: int
    counted: int
    attempts: dict[str, int]  # how many by reason
    threads_left: list[str]

    def faults(self, settled: int = SETTLED, most_growth_mb: float = MOST_GROWTH_MB) -> list[str]:
        """What is not as it should be; `settled`: the parts in which memory may grow."""
        memory = self.clock.memory[settled - 1 :]
        growth = max(memory) - memory[0] if memory else 0.0
        found = [f"left behind: {name}" for name in self.threads_left]
        if growth > most_growth_mb:
            found.append(f"memory grew by {growth:.0f} MB")
        if self.counted != self.wanted:
            found.append(f"{self.counted} repetitions counted instead of {self.wanted}")
        return found


OpenSource = Callable[[], AbstractContextManager[FrameSource]]


def soak(open_source: OpenSource, wanted: int, model: str, part_s: float) -> Soaked:
    """Coach everything that a source holds, `wanted` repetitions."""
    warm = Clock(drawing=True)
    _coach(open_source, model, warm, lambda: bool(warm.to_drawn))
    fit_to_size(np.zeros((2 * SIZE[1], 2 * SIZE[0], 3), np.uint8), Pose.nobody(0.0), SIZE, mirrored=True)
    # With their first work OpenCV and MediaPipe have started the threads that they keep for good.
    before = threads()
    clock = Clock(drawing=True, part_s=part_s)
    outcome = _coach(open_source, model, clock, lambda: False)
    if outcome.error is not None:
        raise outcome.error
    (report,) = outcome.reports
    attempts = Counter(attempt.reason for attempt in report.attempts)
    return Soaked(clock, wanted, report.summary.reps, attempts, left_since(before))


def _coach(open_source: OpenSource, model: str, clock: Clock, stop: Callable[[], bool]) -> WorkoutOutcome:
    notices = Notices(print)
    poses = open_camera_poses(model, notices)
    with open_source() as source:
        return coach_live(source, poses, model, Plan(), clock, None, notices, stop, [clock.on_frame])


def threads() -> dict[int, str]:
    """The threads of this process by their numbers, where the system tells those of the libraries too."""
    if not sys.platform.startswith("linux"):
        return {thread.native_id or 0: thread.name for thread in threading.enumerate()}
    found = {}
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # it has just ended
            found[int(task.name)] = (task / "comm").read_text().strip()
    return found


def left_since(before: dict[int, str]) -> list[str]:
    """The threads that were not there before and do not end soon."""
    until = time.monotonic() + THREADS_END_S
    while (now := threads()).keys() - before.keys() and time.monotonic() < until:
        time.sleep(0.1)
    return sorted(name for number, name in now.items() if number not in before)


def main(arguments: list[str] | None = None) -> int:
    """Soak and say how it went; 1 when something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--model", default="full")
    asked = parser.parse_args(arguments)
    use_one_heap()
    truth = json.loads(CLIP.with_suffix(".json").read_text())["reps_that_count"]
    with tempfile.TemporaryDirectory() as folder:
        once = scaled(CLIP, Path(folder))
        rounds = rounds_of(once, asked.minutes)
        film = over_and_over(once, rounds, Path(folder) / "film.mp4")
        soaked = soak(lambda: nullcontext(FilmAsCamera(film)), rounds * truth, asked.model, PART_S)
    print(f"{os.cpu_count()} cores, 1280x720 at {FPS} frames/s, {asked.model} model, {rounds} rounds")
    clock, not_counted = soaked.clock, "".join(f", {n} {reason}" for reason, n in soaked.attempts.items())
    print(f"  counted           {soaked.counted} of {soaked.wanted}{not_counted}")
    print(f"  processed         {len(clock.to_events)} frames, at most {clock.longest_gap_s:.2f} s apart")
    print(f"  capture to events {milliseconds(clock.to_events)}")
    print(f"  capture to drawn  {milliseconds(clock.to_drawn)}")
    print(f"  memory            {', '.join(f'{held:.0f}' for held in clock.memory)} MB, minute by minute")
    faults = soaked.faults()
    print("".join(f"not as it should be: {fault}\n" for fault in faults), end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
