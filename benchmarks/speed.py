"""How fast recorded video is: `formcheck count` beside the loop that everybody writes, on the same 720p clip.

    python -m benchmarks.speed                  a minute of video, three rounds, everything
    python -m benchmarks.speed --rounds 1 --only ratio share

Every run is a process of its own, the two that are compared take turns, and a
round's ratio is that of two neighbours in time.  The exit code is 1 if a line
is broken; figures of a busy machine are worth nothing, so it says how busy it was.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from statistics import median
from time import monotonic, process_time, thread_time
from typing import Any

import av

from benchmarks.live import over_and_over, scaled

CLIP = Path(__file__).parent.parent / "sample_videos" / "donkey-kick-side.mp4"
SIDE, REPS = "left", 5  # what the clip shows
SHORT, LONG = 4, 41  # times the clip: a minute, ten minutes
LINES = {
    "times the naive loop's speed": 3.0,
    "times real time": 3.0,
    "share outside decoding and model": 0.05,
    "peak memory, MB": 500.0,
    "memory of ten minutes against one": 1.10,
    "processor seconds of --help": 0.25,
}
PARTS = ("ratio", "share", "memory", "models", "start")


@dataclass(frozen=True)
class Run:
    """What a process took."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    out: str


def run(*command: str) -> Run:
    """Run a command to its end; raises CalledProcessError."""
    began = monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    out = process.stdout.read().strip()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e3, out)


def count(film: Path, *options: str) -> Run:
    return run(sys.executable, "-m", "formcheck", "count", str(film), *options)


def naive(film: Path) -> Run:
    return run(sys.executable, "-m", "benchmarks.naive_loop", str(film), SIDE)


def seconds(film: Path) -> float:
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        return float((stream.duration or 0) * (stream.time_base or Fraction(1)))


class Board:
    """Prints figures and remembers the broken lines."""

    def __init__(self) -> None:
        self.broken: list[str] = []

    def say(self, name: str, value: float, *, digits: int = 2, at_most: bool = False) -> None:
        line = LINES[name]
        good = value <= line if at_most else value >= line
        if not good:
            self.broken.append(name)
        wanted = f"{'at most' if at_most else 'at least'} {line:g}"
        print(f"  {name:38} {value:.{digits}f}   ({wanted}{'' if good else ': NOT reached'})", flush=True)


def ratio(board: Board, film: Path, rounds: int) -> None:
    """formcheck and the naive loop, turn about."""
    length_s, pairs = seconds(film), []
    print(f"the naive loop and formcheck count, {length_s:.0f} s of 1280x720 at 30/s, {rounds} rounds")
    for _ in range(rounds):
        theirs, ours = naive(film), count(film)
        pairs.append((theirs, ours))
        for name, took in (("naive loop", theirs), ("formcheck", ours)):
            print(
                f"  {name:10} {30 * length_s / took.wall_s:6.1f} frames/s  {length_s / took.wall_s:5.2f} x real time"
                f"  {took.cpu_s / length_s:.3f} processor s per s  {took.peak_mb:4.0f} MB  count {took.out}",
                flush=True,
            )
    board.say("times the naive loop's speed", median(a.wall_s / b.wall_s for a, b in pairs))
    board.say("times real time", median(length_s / b.wall_s for _, b in pairs))
    every_frame = count(film, "--rate", "1000", "--jobs", "1")
    print(f"  every frame through one landmarker: count {every_frame.out}, {every_frame.wall_s:.1f} s")
    if {ours.out for _, ours in pairs} != {every_frame.out, str(SHORT * REPS)}:
        board.broken.append("the same counts")


def share(board: Board, film: Path) -> None:
    """What is neither decoding nor model, by the clocks of formcheck's own threads.

    That is thinning, looking for movement, people, queues, poses, session and report.
    """
    from formcheck.pose_estimation.from_video import VideoPoses
    from formcheck.pose_estimation.model import PoseModel
    from formcheck.video.frame import RawFrame
    from formcheck.video.reader import Video

    inside: list[float] = []
    threads: list[float] = []

    def timed(function: Callable[..., Any], took: list[float]) -> Callable[..., Any]:
        def measured(*args: Any, **kwargs: Any) -> Any:
            began = thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                took.append(thread_time() - began)

        return measured

    def every_picture(decode: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        def measured(*args: Any) -> Iterator[Any]:
            one = timed(partial(next, decode(*args), None), inside)
            return iter(one, None)

        return measured

    for where, name in (
        (PoseModel, "__init__"),
        (PoseModel, "detect"),
        (RawFrame, "to_rgb"),
        (RawFrame, "no_larger_than"),
    ):
        setattr(where, name, timed(getattr(where, name), inside))
    for name in ("_find", "_decode"):
        setattr(VideoPoses, name, timed(getattr(VideoPoses, name), threads))
    Video._decode = every_picture(Video._decode)  # type: ignore[method-assign]
    began = process_time()
    timed(_analysed, threads)(film)
    whole, outside = process_time() - began, sum(threads) - sum(inside)
    print(f"by the processor's clock: {whole:.1f} s in all, {outside:.2f} s neither decoding nor model")
    board.say("share outside decoding and model", outside / whole, digits=3, at_most=True)


def _analysed(film: Path) -> None:
    from formcheck.analysis import analyze_recording, open_recording

    with open_recording(film) as recording:
        analyze_recording(recording)


def memory(board: Board, short: Path, long: Path) -> None:
    """A minute and ten."""
    one, ten = count(short), count(long)
    print(
        f"a minute takes {one.peak_mb:.0f} MB; ten {ten.peak_mb:.0f} MB and {ten.wall_s:.0f} s, count {ten.out}"
    )
    board.say("peak memory, MB", max(one.peak_mb, ten.peak_mb), digits=0, at_most=True)
    board.say("memory of ten minutes against one", ten.peak_mb / one.peak_mb, at_most=True)


def models(film: Path) -> None:
    """lite, full and heavy, with one landmarker and two."""
    length_s = seconds(film)
    print("model, landmarkers: frames/s, times real time, processor s per s of video, peak memory, count")
    for model in ("lite", "full", "heavy"):
        for jobs in ("1", "2"):
            took = count(film, "--model", model, "--jobs", jobs)
            print(
                f"  {model:5} {jobs}  {30 * length_s / took.wall_s:6.1f}  {length_s / took.wall_s:5.2f}"
                f"  {took.cpu_s / length_s:.3f}  {took.peak_mb:4.0f} MB  {took.out}",
                flush=True,
            )


def start(board: Board, rounds: int) -> None:
    """`formcheck --help` beside an empty Python."""
    took = [run(sys.executable, "-m", "formcheck", "--help") for _ in range(2 * rounds + 1)]
    empty = [run(sys.executable, "-c", "pass") for _ in range(2 * rounds + 1)]
    wall_s, empty_s = median(t.wall_s for t in took), median(t.cpu_s for t in empty)
    print(f"--help takes {wall_s:.2f} s; an empty Python {empty_s:.3f} s of the processor")
    board.say("processor seconds of --help", median(t.cpu_s for t in took), digits=3, at_most=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    asked = parser.parse_args()
    board = Board()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load before {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        once = scaled(CLIP, folder)
        short = over_and_over(once, SHORT, folder / "short.mp4")
        if "ratio" in asked.only:
            ratio(board, short, asked.rounds)
        if "memory" in asked.only:
            memory(board, short, over_and_over(once, LONG, folder / "long.mp4"))
        if "models" in asked.only:
            models(short)
        if "start" in asked.only:
            start(board, asked.rounds)
        if "share" in asked.only:
            share(board, short)
    for name in board.broken:
        print(f"NOT reached: {name}")
    return int(bool(board.broken))


if __name__ == "__main__":
    sys.exit(main())
