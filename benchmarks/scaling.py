"""What a clip costs in a batch: the figures that docs/scaling.md reckons with.

python -m benchmarks.scaling

On an otherwise idle machine.  The clip is a sample enlarged to 1280x720, its
frames repeated to 30 a second, 30 s long, encoded as a phone might.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import uniform
from typing import Any
from unittest.mock import patch

import av

from formcheck import __version__
from formcheck.batch.job import Evidence, FileStamp, Job, JobOutcome, Settings, run_job
from formcheck.batch.ledger import Ledger
from formcheck.batch.output_folder import OutputFolder
from formcheck.batch.run import run_jobs
from formcheck.batch.tables import write_tables
from formcheck.report.set_report import SetReport

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_videos" / "donkey-kick-side.mp4"
POSES = ROOT / "tests" / "poses" / "donkey-kick-side.npz"
CLIP_S, FPS, BITS_A_SECOND = 30, 30, 5_000_000
MANY = 2000
SETTINGS = Settings(__version__, "auto", "full", None, None)


def make_clip(path: Path) -> None:
    """A 720p30 clip of CLIP_S seconds."""
    with av.open(str(path), "w") as target:
        stream = target.add_stream("libx264", rate=FPS, options={"preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 1280, 720, "yuv420p", BITS_A_SECOND
        for number, frame in enumerate(islice(over_and_over(), CLIP_S * FPS)):
            enlarged = frame.reformat(1280, 720, "yuv420p")
            enlarged.pts, enlarged.time_base = number, Fraction(1, FPS)
            target.mux(stream.encode(enlarged))
        target.mux(stream.encode())


def over_and_over() -> Iterator[av.VideoFrame]:
    """The sample's frames at FPS a second, again from the first after the last."""
    shown = 0
    while True:
        with av.open(str(SAMPLE)) as source:
            rate = float(source.streams.video[0].average_rate or FPS)
            for number, frame in enumerate(source.decode(video=0), 1):
                while shown < number / rate * FPS:
                    shown += 1
                    yield frame
        shown = 0


def batch(folder: Path, out: Path) -> tuple[float, float, float]:
    """CPU seconds and seconds of a batch, and the memory in MB of its largest process so far."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "formcheck", "batch", str(folder), "-o", str(out), "--jobs", "1"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu_s, time.perf_counter() - began, after.ru_maxrss / 1024


def writing(folder: Path, sample: Path) -> tuple[float, float, float]:
    """CPU milliseconds for one report: to write it, to find it done, to put it into the tables."""
    report = OutputFolder(sample).report_of(sample.parent / "one" / "0.mp4").to_dict()
    videos = [Path(f"/videos/{number}.mp4") for number in range(MANY)]
    took = []
    with OutputFolder(folder).locked() as out:

        def keep_all() -> None:
            for video in videos:
                evidence = Evidence(str(video), FileStamp(1, 1, 1), "0" * 64, SETTINGS)
                out.save_report(video, evidence, varied(report))

        steps: tuple[Callable[[], object], ...] = (
            keep_all,
            lambda: [out.evidence_of(video) for video in videos],
            lambda: write_tables(out, ((video, out.report_of(video)) for video in videos)),
        )
        for step in steps:
            began = time.process_time()
            step()
            took.append((time.process_time() - began) / MANY * 1000)
        rows = MANY * len(report["reps"])
        print(f"tables: {out.csv.stat().st_size / rows:.0f} bytes a repetition as CSV, ", end="")
        print(f"{out.parquet.stat().st_size / rows:.1f} as Parquet")
    return took[0], took[1], took[2]


def varied(report: dict[str, Any]) -> dict[str, Any]:
    """The report of another clip: equal ones would pack better than any do."""
    reps = [
        {
            name: round(value * uniform(0.8, 1.2), 2) if name.endswith("_deg") and value else value
            for name, value in rep.items()
        }
        for rep in report["reps"]
    ]
    return {**report, "reps": reps}


def memory_of_batch(folder: Path, report: SetReport) -> tuple[float, float]:
    """KB that a batch takes for a video, and for a repetition while tables are written; in a new process only."""
    began = largest_kb()
    videos = [Path(f"/videos/{number}.mp4") for number in range(20 * MANY)]
    with OutputFolder(folder).locked() as out:
        ledger = Ledger(out, videos, SETTINGS, again=True)
        for_videos = largest_kb()
        write_tables(out, ((entry.job.video, report) for entry in ledger.pending()))
        for_tables = largest_kb()
    return (for_videos - began) / len(videos), (for_tables - for_videos) / len(videos) / len(report.reps)


def largest_kb() -> int:
    """The most memory that this process has had; `resource` would count that of the one it was begun by."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


@cache
def looked_at(job: Job) -> JobOutcome:
    """Its outcome, made once: what is measured is the way of a real report, not its making."""
    return run_job(job)


def through_dask() -> float:
    """CPU milliseconds of scheduler, worker and client together for a report."""
    from distributed import LocalCluster

    jobs = [Job(POSES, SETTINGS, None)] * MANY
    looked_at(jobs[0])
    # Everything in this process, so that its CPU time is that of all three.
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, host="127.0.0.1",
        protocol="tcp",
    ) as cluster, cluster.get_client() as client, patch("formcheck.batch.run.run_job", looked_at):  # fmt: skip
        began = time.process_time()
        outcomes = run_jobs(jobs, client.get_executor(pure=False), lambda: False)
        assert sum(outcome.report is not None for _, outcome in outcomes) == MANY
        return (time.process_time() - began) / MANY * 1000


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for folder, copies in (("one", 1), ("four", 4)):
            (scratch / folder).mkdir()
            for number in range(copies):
                clip = scratch / folder / f"{number}.mp4"
                if (first := scratch / "one" / "0.mp4").exists():
                    clip.hardlink_to(first)
                else:
                    make_clip(clip)
        size = (scratch / "one" / "0.mp4").stat().st_size
        cpu_1, _, _ = batch(scratch / "one", scratch / "out-one")
        cpu_4, took_4, memory = batch(scratch / "four", scratch / "out-four")
        each = (cpu_4 - cpu_1) / 3
        print(f"clip: {CLIP_S} s of 1280x720 at {FPS}/s, {size / 1e6:.1f} MB")
        print(f"a clip: {each:.2f} CPU s, {each / CLIP_S:.3f} CPU s per s of video")
        print(f"starting: {cpu_1 - each:.2f} CPU s; four clips, one process: {took_4:.1f} s")
        print(f"memory of the largest process: {memory:.0f} MB")
        (report,) = (scratch / "out-one").glob("reports/*/*.json")
        print(f"report: {report.stat().st_size} bytes")
        write, find, tables = writing(scratch / "many", scratch / "out-one")
        print(f"report written {write:.2f}, found done {find:.2f}, into the tables {tables:.2f} CPU ms")
        whole = OutputFolder(scratch / "out-one").report_of(scratch / "one" / "0.mp4")
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as new:
            video, rep = new.submit(memory_of_batch, scratch / "memory", whole).result()
        print(f"memory of the batch itself: {video:.2f} KB a video, {rep:.2f} KB a repetition in the tables")
        print(f"through Dask: {through_dask():.2f} CPU ms")


if __name__ == "__main__":
    main()
