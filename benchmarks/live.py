"""How fast live coaching is: a 720p camera at 30 frames/s, in real time.

    python -m benchmarks.live                     a minute without drawing, a minute with
    python -m benchmarks.live --minutes 10        longer; is memory flat? see also benchmarks.soak

A sample clip is scaled to 1280x720 and played over and over as a camera would:
every 33 ms a frame, and one that is not taken in time is gone.  Reported are the
frames that were processed, the time from a frame's capture to its events and to
its drawn picture, and the memory that the process holds.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import av

from formcheck.coaching.plan import Plan, WorkoutStep
from formcheck.drawing.overlay import draw_overlay, fit_to_size
from formcheck.live.actions import HELP, Action
from formcheck.live.notices import Notices
from formcheck.live.run import coach_live
from formcheck.live.watched_frame import WatchedFrame
from formcheck.machine import use_one_heap
from formcheck.pose_estimation.from_camera import open_camera_poses
from formcheck.video.frame import Frame
from formcheck.video.reader import open_video

CLIP = Path(__file__).parent.parent / "sample_videos" / "donkey-kick-side.mp4"
FPS, SIZE = 30, (1280, 720)
PART_S = 60.0  # memory is read at the end of every minute


def scaled(clip: Path, folder: Path) -> Path:
    """The clip in 720p."""
    target = folder / "720p.mp4"
    with open_video(clip) as video, av.open(str(target), "w") as out:
        stream = out.add_stream("libx264", rate=FPS, options={"preset": "veryfast", "crf": "20"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for frame in video:
            picture = av.VideoFrame.from_ndarray(frame.rgb, format="rgb24")
            out.mux(stream.encode(picture.reformat(*SIZE)))
        out.mux(stream.encode())
    return target


def rounds_of(film: Path, minutes: float) -> int:
    """How often the film has to be played to last for so long, whole rounds only."""
    with open_video(film) as video:
        return max(round(60 * minutes * FPS / video.source.frames), 1)


def over_and_over(film: Path, rounds: int, target: Path) -> Path:
    """The film so many times in a row, in one file; nothing is encoded again."""
    with av.open(str(film)) as once, av.open(str(target), "w") as out:
        stream = once.streams.video[0]
        again = out.add_stream_from_template(stream)
        length = stream.duration
        assert length is not None, film
        for number in range(rounds):
            once.seek(0)
            for packet in once.demux(stream):
                if packet.dts is None or packet.pts is None:
                    continue  # the one that ends a film
                packet.pts += number * length
                packet.dts += number * length
                packet.stream = again
                out.mux(packet)
    return target


class FilmAsCamera:
    """A film, a frame every 1/30 s whether it is taken or not."""

    name, rotation_deg, can_wait = "benchmark", 0, False

    def __init__(self, path: Path) -> None:
        self._path = path
        self.warnings: list[str] = []
        self.frames_fed = 0
        self.late = 0  # the film itself could not be read in time

    def frames(self, stop: threading.Event) -> Iterator[Frame]:
        began = time.monotonic()
        with open_video(self._path) as film:
            for number, frame in enumerate(film):
                due = began + number / FPS
                now = time.monotonic()
                self.late += now > due + 1 / FPS
                if stop.wait(max(due - now, 0.0)):
                    return
                self.frames_fed += 1
                yield Frame(number / FPS, frame.rgb)


class Clock:
    """A display that draws as the window does and takes the time."""

    def __init__(self, *, drawing: bool, part_s: float = PART_S) -> None:
        self._drawing, self._part_s = drawing, part_s
        self.to_events: list[float] = []
        self.to_drawn: list[float] = []
        self.memory: list[float] = []
        self.longest_gap_s = 0.0  # between two frames that were processed
        self._next_s, self._last_s = part_s, 0.0

    def on_frame(self, seen: WatchedFrame) -> None:
        """Called when a frame's events are known."""
        self.to_events.append(time.monotonic() - seen.captured_at)
        self.longest_gap_s = max(self.longest_gap_s, seen.frame.timestamp_s - self._last_s)
        self._last_s = seen.frame.timestamp_s
        if seen.frame.timestamp_s >= self._next_s:
            self.memory.append(resident_mb())
            self._next_s += self._part_s

    def show(self, seen: WatchedFrame | None) -> list[Action]:
        if seen is not None and self._drawing:
            picture, xy = fit_to_size(seen.frame.rgb, seen.pose, SIZE, mirrored=True)
            draw_overlay(picture, xy, replace(seen.scene, keys=HELP))
            self.to_drawn.append(time.monotonic() - seen.captured_at)
        return []

    def on_step(self, now_s: float, step: WorkoutStep) -> None:
        pass


def resident_mb() -> float:
    """What the process holds now where the system tells, else the most it ever held."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def milliseconds(times: Sequence[float]) -> str:
    """Median and 95th percentile."""
    p95 = statistics.quantiles(times, n=20)[-1]
    return f"median {1000 * statistics.median(times):.0f} ms, 95th percentile {1000 * p95:.0f} ms"


def run(film: Path, model: str, *, drawing: bool) -> None:
    """Measure once and print what was found."""
    camera, clock = FilmAsCamera(film), Clock(drawing=drawing)
    before = os.times()
    notices = Notices(print)
    poses = open_camera_poses(model, notices)
    outcome = coach_live(camera, poses, model, Plan(), clock, None, notices, lambda: False, [clock.on_frame])
    used = sum(os.times()[:2]) - sum(before[:2])
    if outcome.error is not None:
        raise outcome.error
    watched, seconds = len(clock.to_events), camera.frames_fed / FPS
    print(f"{model} model, {'with' if drawing else 'without'} drawing, {seconds:.0f} s")
    print(f"  processed         {watched / seconds:.1f} of {camera.frames_fed / seconds:.1f} frames/s")
    print(f"  capture to events {milliseconds(clock.to_events)}")
    if drawing:
        print(f"  capture to drawn  {milliseconds(clock.to_drawn)}  ({len(clock.to_drawn)} pictures)")
    print(f"  processor         {100 * used / seconds:.0f} % of one core")
    if clock.memory:
        held = ", ".join(f"{megabytes:.0f}" for megabytes in clock.memory)
        print(f"  memory            {held} MB, minute by minute")
    if camera.late:
        print(f"  the film itself came late {camera.late} times: this machine is busy with something else")


def main(arguments: list[str] | None = None) -> None:
    """Measure without and with drawing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--model", default="full")
    parser.add_argument("--drawing", choices=("yes", "no", "both"), default="both")
    asked = parser.parse_args(arguments)
    use_one_heap()
    with tempfile.TemporaryDirectory() as folder:
        once = scaled(CLIP, Path(folder))
        film = over_and_over(once, rounds_of(once, asked.minutes), Path(folder) / "film.mp4")
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, 1280x720 at {FPS} frames/s")
        for drawing in (False, True):
            if asked.drawing in ("both", "yes" if drawing else "no"):
                run(film, asked.model, drawing=drawing)


if __name__ == "__main__":
    main()
