"""A batch on a real Dask cluster: a scheduler and two worker processes on this machine."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet
import pytest

from tests.support.faults import BATCH, begin, one_repetition, reports
from tests.support.paths import POSES, ROOT
from tests.support.waiting import PATIENCE_S, until

pytestmark = pytest.mark.slow

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")

# All of it is needed: --no-dashboard alone leaves a web server that listens to everybody.
PRIVATE = ["--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", "--no-dashboard"]


@dataclass
class Cluster:
    """A scheduler and its workers, each a process that can be killed."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{what}-{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments, *PRIVATE],
            stdout=log,
            stderr=log,
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        log.close()
        self.processes.append(process)
        return process

    def scheduler(self) -> str:
        """Start one; returns its address."""
        file = self.folder / "scheduler.json"
        self.start("scheduler", "--port", "0", "--scheduler-file", str(file))
        until(file.exists)
        return str(until(lambda: json.loads(file.read_text() or "{}").get("address")))

    def worker(self, address: str) -> subprocess.Popen[bytes]:
        return self.start("worker", address, "--nthreads", "1", "--no-nanny")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "cluster").mkdir()
    cluster = Cluster(tmp_path / "cluster")
    try:
        yield cluster
    finally:
        for process in reversed(cluster.processes):
            process.kill()
            process.wait()


def short_clips(folder: Path, count: int) -> Path:
    """So many copies of a video with one repetition."""
    folder.mkdir()
    first = one_repetition(folder / "0.mp4")
    for number in range(1, count):
        shutil.copy(first, folder / f"{number}.mp4")
    return folder


def at_work(cluster: Cluster, worker: subprocess.Popen[bytes]) -> bool:
    """Whether a worker has the model in its memory by now."""
    return "libmediapipe" in Path(f"/proc/{worker.pid}/maps").read_text()


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="work is seen by /proc")
def test_a_worker_that_is_killed_costs_no_result_and_none_comes_twice(
    cluster: Cluster, tmp_path: Path
) -> None:
    videos, out = short_clips(tmp_path / "videos", 5), tmp_path / "out"
    (videos / "bad.mp4").write_text("no video")
    address = cluster.scheduler()
    first, second = cluster.worker(address), cluster.worker(address)
    batch = begin(videos, "-o", out, "--cluster", address, "--json")
    until(lambda: at_work(cluster, first) and at_work(cluster, second))
    first.send_signal(signal.SIGKILL)
    printed, errors = batch.communicate(timeout=PATIENCE_S)
    assert second.poll() is None
    log = (tmp_path / "cluster" / "scheduler-0.log").read_text()
    assert "Remove worker" in log
    result = json.loads(printed)
    states = {Path(video["video"]).stem: video["status"] for video in result["videos"]}
    assert states == {**dict.fromkeys("01234", "analysed"), "bad": "failed"}, errors
    assert batch.returncode == 1
    told = re.findall(r"(\d)\.mp4: 1 repetition$", errors, re.MULTILINE)
    assert sorted(told) == list("01234")
    assert len(reports(out)) == 5
    assert pyarrow.parquet.read_table(out / "reps.parquet")["video"].to_pylist() == [
        str(videos / f"{number}.mp4") for number in range(5)
    ]


def test_a_cluster_gives_the_reports_that_this_machine_gives(cluster: Cluster, tmp_path: Path) -> None:
    address = cluster.scheduler()
    cluster.worker(address)
    for out, more in (("there", ["--cluster", address]), ("here", [])):
        _, errors = (batch := begin(POSES, "-o", tmp_path / out, *more)).communicate(timeout=PATIENCE_S)
        assert batch.returncode == 0, errors
    there, here = reports(tmp_path / "there"), reports(tmp_path / "here")
    assert [path.read_bytes() for path in there] == [path.read_bytes() for path in here]
    assert len(here) == 6
    for table in ("reps.csv", "reps.parquet"):
        assert (tmp_path / "there" / table).read_bytes() == (tmp_path / "here" / table).read_bytes()


def test_a_signal_or_a_cluster_that_goes_away_ends_a_batch_with_what_was_done_by_then(
    cluster: Cluster, tmp_path: Path
) -> None:
    videos, out = short_clips(tmp_path / "videos", 3), tmp_path / "out"
    address = cluster.scheduler()
    cluster.worker(address)
    batch = begin(videos, "-o", out, "--cluster", address)
    until(lambda: reports(out))
    batch.send_signal(signal.SIGINT)
    printed, errors = batch.communicate(timeout=PATIENCE_S)
    assert (batch.returncode, "Traceback" in errors) == (130, False), errors
    assert " not reached; " in printed
    done = len(reports(out))
    batch = begin(videos, "-o", out, "--cluster", address)
    until(lambda: len(reports(out)) > done)
    for process in cluster.processes:
        process.kill()
    printed, errors = batch.communicate(timeout=PATIENCE_S)
    assert batch.returncode == 1
    assert "the cluster is gone (try: " in errors
    assert "Traceback" not in errors
    assert pyarrow.parquet.read_table(out / "reps.parquet").num_rows == len(reports(out)) > done


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="work is seen by /proc")
def test_a_video_whose_workers_died_is_told_in_a_sentence_of_its_own(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    address = cluster.scheduler()
    worker = cluster.worker(address)
    video = one_repetition(tmp_path / "clip.mp4")
    batch = begin(video, "-o", tmp_path / "out", "--cluster", address)
    until(lambda: at_work(cluster, worker))
    worker.kill()
    _, errors = batch.communicate(timeout=PATIENCE_S)
    assert batch.returncode == 1
    assert errors.splitlines()[-1] == (
        f"formcheck: 1/1 {video}: its workers died, or it waited behind a video whose workers did "
        "(try: the same command again)"
    )


def test_a_cluster_without_workers_is_told(cluster: Cluster, tmp_path: Path) -> None:
    address = cluster.scheduler()
    batch = begin(POSES / "donkey-kick-side.npz", "-o", tmp_path / "out", "--cluster", address)
    assert batch.stderr is not None
    errors_pipe = batch.stderr
    until(lambda: select.select([errors_pipe], [], [], 0)[0])
    told = errors_pipe.readline()
    assert told == f"formcheck: {address}: no worker has joined yet (try: dask worker {address})\n"
    cluster.worker(address)
    _, errors = batch.communicate(timeout=PATIENCE_S)
    assert (batch.returncode, errors.count("\n")) == (0, 1)  # of the video


def test_nothing_of_the_cluster_listens_to_other_machines(cluster: Cluster) -> None:
    cluster.worker(cluster.scheduler())
    until(lambda: "Registered to" in (cluster.folder / "worker-1.log").read_text())
    listening = []
    for process in cluster.processes:
        sockets = {str(path.readlink()) for path in Path(f"/proc/{process.pid}/fd").iterdir()}
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/{process.pid}/net/{table}").read_text().splitlines()[1:]:
                columns = line.split()
                if columns[3] == "0A" and f"socket:[{columns[9]}]" in sockets:
                    listening.append(columns[1].partition(":")[0])
    assert set(listening) == {"0100007F"}  # 127.0.0.1


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "ftp://x:1", ""])
def test_an_address_without_a_scheduler_is_one_line(address: str, tmp_path: Path) -> None:
    # In a process of its own, as whoever uses it has: Dask now and then hangs in its second client.
    command = [str(POSES), "-o", str(tmp_path / "out"), "--cluster", address]
    result = subprocess.run(
        [*BATCH, *command], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("formcheck: ")
    assert "(try: dask scheduler" in line
