"""What can go wrong while a batch runs: signals, dead workers, full and read-only folders, kill -9."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from formcheck.batch.job import Job, JobOutcome, Settings
from formcheck.batch.ledger import LedgerEntry
from formcheck.cli.printing.batch import batch_progress
from formcheck.cli.progress_bar import bar_with_time_left
from formcheck.formats.report_file import load_report
from tests.support.faults import (
    BATCH,
    LITTLE_MEMORY,
    begin,
    one_repetition,
    reports,
    small_disk,
    too_many_poses,
)
from tests.support.paths import POSES, ROOT
from tests.support.waiting import PATIENCE_S, until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return one_repetition(tmp_path_factory.mktemp("batch") / "clip.mp4")


@pytest.fixture
def videos(clip: Path, tmp_path: Path) -> Path:
    """A folder with three copies of the clip."""
    folder = tmp_path / "videos"
    folder.mkdir()
    for number in range(3):
        shutil.copy(clip, folder / f"{number}.mp4")
    return folder


def workers(batch: subprocess.Popen[str]) -> list[int]:
    """The processes that a batch has started to look at videos."""
    try:
        of_threads = [path.read_text() for path in Path(f"/proc/{batch.pid}/task").glob("*/children")]
        children = [int(child) for text in of_threads for child in text.split()]
        return [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    except OSError:  # gone while we looked
        return []


def run(*arguments: object) -> tuple[int, str, str]:
    batch = begin(*arguments)
    out, err = batch.communicate(timeout=PATIENCE_S)
    return batch.returncode, out, err


def gone(process: int) -> bool:
    """Whether a process is no more, or only its exit code still is."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return True


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are found by /proc")


# Killed


@needs_proc
@pytest.mark.parametrize("done", [0, 2])
def test_after_kill_9_everything_is_whole_nobody_is_left_and_the_next_run_goes_on(
    done: int, videos: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    batch = begin(videos, "-o", out, "--jobs", "2")
    started = set(until(lambda: workers(batch)))
    until(lambda: len(reports(out)) >= done)
    started |= set(workers(batch))
    batch.send_signal(signal.SIGKILL)
    batch.communicate(timeout=PATIENCE_S)
    until(lambda: all(map(gone, started)))
    whole = [load_report(path) for path in reports(out)]
    assert done <= len(whole) < 3
    code, printed, _ = run(videos, "-o", out, "--json")
    assert code == 0
    states = [video["status"] for video in json.loads(printed)["videos"]]
    assert sorted(states) == ["analysed"] * (3 - len(whole)) + ["unchanged"] * len(whole)
    assert [load_report(path).summary.reps for path in reports(out)] == [1] * 3
    assert pyarrow.parquet.read_table(out / "reps.parquet").num_rows == 3
    assert sorted(path.name for path in out.iterdir()) == [
        ".formcheck-batch",
        "reports",
        "reps.csv",
        "reps.parquet",
    ]


# A batch that is killed while it writes its third report: with half of it written, or before it is moved to its place.
KILLED = """
import itertools, os, signal, sys
from pathlib import Path
from formcheck.cli import main

name, calls = sys.argv[1], itertools.count(1)
whole = getattr(Path, name)

def half(path, what):
    if next(calls) < 3:
        return whole(path, what)
    if name == "write_bytes":
        whole(path, what[: len(what) // 2])
    os.kill(os.getpid(), signal.SIGKILL)

setattr(Path, name, half)
main(sys.argv[2:])
"""


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_kill_9_while_a_report_is_written_leaves_none_half(step: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch = begin(POSES, "-o", out, "--jobs", "1", command=(sys.executable, "-c", KILLED, step, "batch"))
    batch.communicate(timeout=PATIENCE_S)
    assert batch.returncode == -signal.SIGKILL
    assert [load_report(path).summary.reps > 0 for path in reports(out)] == [True] * 2
    assert len(list(out.glob("reports/*/.formcheck-*.json"))) == 1
    code, printed, _ = run(POSES, "-o", out)
    assert (code, printed.splitlines()[0]) == (0, "6 videos: 4 analysed, 2 unchanged; 28 repetitions")
    assert list(out.rglob(".formcheck-*.*")) == []


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_batch_with_what_was_done_by_then(
    number: signal.Signals, videos: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    batch = begin(videos, "-o", out, "--jobs", "1")
    until(lambda: len(reports(out)) == 1)
    started = workers(batch)
    if number == signal.SIGINT:
        os.killpg(batch.pid, number)  # as a terminal does: everybody gets it
    else:
        batch.send_signal(number)
    printed, errors = batch.communicate(timeout=PATIENCE_S)
    assert batch.returncode == 128 + number
    assert "Traceback" not in errors
    assert errors.splitlines()[-1].endswith("not reached; the same command goes on")
    done = len(reports(out))
    assert printed.splitlines()[0].startswith(f"3 videos: {done} analysed, {3 - done} not reached")
    assert pyarrow.parquet.read_table(out / "reps.parquet").num_rows == done < 3
    assert all(map(gone, started))


@needs_proc
def test_ctrl_c_in_the_first_moments_is_told_by_nobody_but_the_batch(clip: Path, tmp_path: Path) -> None:
    batch = begin(clip, "-o", tmp_path / "out", "--jobs", "1")
    (worker,) = until(lambda: workers(batch))
    for _ in range(50):  # it could meet its start anywhere
        os.kill(worker, signal.SIGINT)
        time.sleep(0.01)
    assert workers(batch) == [worker]
    os.killpg(batch.pid, signal.SIGINT)
    _, errors = batch.communicate(timeout=PATIENCE_S)
    assert errors == "formcheck: stopped, 1 not reached; the same command goes on\n"
    assert batch.returncode == 130


@needs_proc
def test_a_forced_batch_that_was_stopped_goes_on_without_force(clip: Path, tmp_path: Path) -> None:
    out, videos = tmp_path / "out", [POSES / "donkey-kick-side.npz", clip]
    assert run(*videos, "-o", out)[0] == 0
    of_poses = [path for path in reports(out) if "npz" in path.name]
    batch = begin(*videos, "-o", out, "--jobs", "1", "--force")
    until(lambda: reports(out) == of_poses or batch.poll() is not None)  # the clip takes its time
    batch.send_signal(signal.SIGINT)
    _, errors = batch.communicate(timeout=PATIENCE_S)
    assert errors.endswith("formcheck: stopped, 1 not reached; the same command without --force goes on\n")
    code, printed, _ = run(*videos, "-o", out, "--json")
    assert code == 0
    assert [video["status"] for video in json.loads(printed)["videos"]] == ["unchanged", "analysed"]


# Workers that die


@needs_proc
def test_a_video_whose_worker_dies_once_is_analysed_all_the_same(clip: Path, tmp_path: Path) -> None:
    batch = begin(clip, "-o", tmp_path / "out", "--jobs", "1")
    (worker,) = until(lambda: workers(batch))
    os.kill(worker, signal.SIGKILL)  # what the kernel does when there is no memory left
    printed, errors = batch.communicate(timeout=PATIENCE_S)
    assert (batch.returncode, printed.splitlines()[0]) == (0, "1 video: 1 analysed; 1 repetition"), errors


@needs_proc
def test_a_video_whose_worker_dies_twice_has_failed_and_the_rest_goes_on(clip: Path, tmp_path: Path) -> None:
    batch = begin(clip, POSES / "donkey-kick-side.npz", "-o", tmp_path / "out", "--jobs", "1")
    (first,) = until(lambda: workers(batch))
    os.kill(first, signal.SIGKILL)
    (second,) = until(lambda: [worker for worker in workers(batch) if worker != first])
    os.kill(second, signal.SIGKILL)
    printed, errors = batch.communicate(timeout=PATIENCE_S)
    assert batch.returncode == 1
    assert printed.splitlines()[0] == "2 videos: 1 analysed, 1 failed; 5 repetitions"
    (error,) = [line for line in errors.splitlines() if line.startswith("formcheck: ")]
    assert str(clip) in error
    assert "died twice" in error


@pytest.mark.machine
def test_a_file_that_does_not_fit_into_memory_has_failed_and_the_rest_goes_on(
    clip: Path, tmp_path: Path
) -> None:
    long = too_many_poses(tmp_path / "long.npz")
    batch = subprocess.run(
        [*LITTLE_MEMORY, *BATCH, long, clip, "-o", tmp_path / "out", "--jobs", "1"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE_S,
        check=False,
    )
    assert batch.stdout.splitlines()[:1] == ["2 videos: 1 analysed, 1 failed; 1 repetition"], batch.stderr
    assert batch.returncode == 1
    (error,) = [line for line in batch.stderr.splitlines() if line.startswith("formcheck: ")]
    assert error.endswith(f"{long}: not enough memory (try: a lower --jobs, or a shorter recording)")


# Folders that cannot be written


@pytest.mark.machine
def test_a_read_only_folder_is_one_line_and_nothing_is_begun(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "ro,size=64k") as disk:
        for out in (disk, disk / "new"):
            code, printed, errors = run(POSES, "-o", out)
            assert (code, printed) == (1, "")
            (line,) = errors.splitlines()
            assert "Read-only file system (try: " in line


@pytest.mark.machine
def test_a_disk_that_is_full_ends_the_batch_in_one_line_without_half_files(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=16k") as disk:
        code, printed, errors = run(POSES, "-o", disk / "out", "--jobs", "2")
        assert (code, printed) == (1, "")
        (line,) = [line for line in errors.splitlines() if line.startswith("formcheck: ")]
        assert "No space left on device (try: " in line
        assert "Traceback" not in errors
        assert 0 < len(reports(disk / "out")) < 6
        for report in reports(disk / "out"):
            load_report(report)
        assert list(disk.rglob(".formcheck-*.*")) == []
        subprocess.run(["mount", "-o", "remount,size=4M", str(disk)], check=True)
        code, printed, _ = run(POSES, "-o", disk / "out")
        assert (code, printed.splitlines()[0][-14:]) == (0, "28 repetitions")


@pytest.mark.machine
def test_a_table_that_does_not_fit_leaves_the_old_one(tmp_path: Path) -> None:
    side, faults = POSES / "donkey-kick-side.npz", POSES / "donkey-kick-faults.npz"
    with small_disk(tmp_path / "disk", "size=4M") as disk:
        for videos in ([side, faults], [side]):  # all reports are there, and tables of one of them
            assert run(*videos, "-o", disk)[0] == 0
        tables = [(disk / name).read_bytes() for name in ("reps.csv", "reps.parquet")]
        room = os.statvfs(disk)
        (disk / "filler").write_bytes(bytes(room.f_bavail * room.f_frsize - 4096))
        code, _, errors = run(side, faults, "-o", disk)
        assert code == 1
        assert "No space left on device (try: " in errors
        assert [(disk / name).read_bytes() for name in ("reps.csv", "reps.parquet")] == tables
        assert list(disk.glob(".formcheck-*.*")) == []


@pytest.mark.parametrize("out", ["file", "file/below", "\0"])
def test_an_output_that_is_no_folder_is_one_line(out: str, tmp_path: Path, capsys: Any) -> None:
    from formcheck.cli import main

    (tmp_path / "file").touch()
    assert main(["batch", str(POSES), "-o", str(tmp_path / out)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "(try: " in line


def test_a_video_that_is_written_meanwhile_is_told(tmp_path: Path, clip: Path) -> None:
    video = tmp_path / "growing.mp4"
    shutil.copy(clip, video)
    batch = begin(video, "-o", tmp_path / "out", "--jobs", "1")
    while batch.poll() is None:
        os.utime(video)
        time.sleep(0.05)
    _, errors = batch.communicate()
    assert batch.returncode == 1
    assert "changed while it was analysed (try: " in errors


# Privacy and progress


@pytest.mark.machine
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_network_socket_is_made_by_a_batch_on_this_machine(clip: Path, tmp_path: Path) -> None:
    log = tmp_path / "calls"
    traced = ["strace", "-f", "-qq", "-e", "trace=socket,connect,bind,listen", "-o", str(log)]
    result = subprocess.run(
        [*traced, *BATCH, str(clip), "-o", str(tmp_path / "out"), "--jobs", "2"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE_S,
        check=False,
    )
    if "ptrace" in result.stderr and result.returncode != 0:
        pytest.skip("tracing is not allowed here")
    assert result.returncode == 0, result.stderr
    assert re.findall(r".*AF_INET6?.*|.*listen.*", log.read_text()) == []


def test_the_time_left_counts_from_the_start_when_the_first_videos_come_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now_s = [0.0]
    bar = bar_with_time_left(speed_of_s=3600.0)
    bar.get_time = lambda: now_s[0]
    monkeypatch.setattr("formcheck.cli.printing.batch.bar_with_time_left", lambda speed_of_s: bar)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    entry = LedgerEntry(Job(Path("set.mp4"), Settings("", "auto", "full", None, None), None), size=1000)
    with batch_progress([entry.size] * 40) as progress:
        left_s = []
        for now_s[0] in (60.0, 61.0, 62.0, 64.0):  # four processes, a minute a video
            progress.on_done(entry, JobOutcome(error="set.mp4: no video"))
            left_s.append(bar.tasks[0].time_remaining)
    assert left_s == [60 * 39, 61 * 38 / 2, pytest.approx(62 * 37 / 3, abs=1), 64 * 36 / 4]


def test_a_terminal_shows_how_many_are_done_and_the_time_left(tmp_path: Path) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_text("no video")
    ours, theirs = pty.openpty()
    batch = subprocess.Popen(
        [*BATCH, str(POSES), str(bad), "-o", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            seen += (more := os.read(ours, 4096))
        except OSError:  # how a terminal says that nobody writes any more
            break
        if not more:
            break
    os.close(ours)
    batch.communicate(timeout=PATIENCE_S)
    text = seen.decode()
    assert batch.returncode == 1
    assert re.search(r"[1-7] of 7", text)
    for wanted in ("0 of 7", "left", "bad.mp4: "):
        assert wanted in text
    assert re.search(r"\d:\d\d:\d\d", text)
