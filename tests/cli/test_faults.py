"""What can go wrong around an analysis: signals, full and forbidden folders, kill -9.  Nothing seen is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from formcheck.cli import main
from formcheck.history import open_history
from formcheck.pose import Pose
from formcheck.pose_estimation.landmarker import Landmarker
from formcheck.pose_estimation.model import model_path
from tests.support.excerpt import excerpt
from tests.support.faults import LITTLE_MEMORY, small_disk, too_many_poses, unprivileged
from tests.support.paths import POSES, ROOT, SAMPLES
from tests.support.waiting import PATIENCE_S, until

pytestmark = pytest.mark.slow

SET = POSES / "donkey-kick-side.npz"
CLIP = SAMPLES / "donkey-kick-side.mp4"
PROGRAM = (sys.executable, "-m", "formcheck")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
REPS = "5 repetitions  donkey-kick"


class Result(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def formcheck(*arguments: object, before: Sequence[str] = ()) -> Result:
    """Run the program in a process of its own."""
    done = subprocess.run(
        [*before, *PROGRAM, *map(str, arguments)],
        env=ENVIRONMENT, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    return Result(done.returncode, done.stdout, done.stderr)


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder in which files can be made and nothing written."""
    with small_disk(tmp_path / "full", "size=64k") as folder:
        fill(folder / "filling")
        yield folder


def fill(path: Path) -> None:
    """Write to a file until there is no more room."""
    with path.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(512))


OUTPUTS = {
    "--json": "set.json",
    "--csv": "set.csv",
    "--html": "set.html",
    "--save-poses": "poses.npz",
    "--save --history": "h.sqlite",
}


@pytest.mark.machine
def test_a_full_disk_is_told_for_every_output_and_costs_neither_the_result_nor_the_other_outputs(
    full_disk: Path, tmp_path: Path
) -> None:
    for option, name in OUTPUTS.items():
        good = tmp_path / f"beside{option}"
        good.mkdir()
        others = [a for o, n in OUTPUTS.items() if o != option for a in (*o.split(), good / n)]
        result = formcheck("analyze", SET, *option.split(), full_disk / name, *others)
        assert result.code == 1, option
        assert files_in(full_disk) == ["filling"], option
        if option.startswith("--save "):  # looked at before anything is begun
            assert "(try: " in one_line_of(result.err)
            continue
        assert result.out.startswith(REPS), option
        told = ("saved as set 1", "formcheck: wrote ")
        said = [line for line in result.err.splitlines() if not any(words in line for words in told)]
        assert said == [f"formcheck: {full_disk / name}: No space left on device (try: another folder)"], (
            option
        )
        assert files_in(good) == sorted(n for o, n in OUTPUTS.items() if o != option), option


def one_line_of(text: str) -> str:
    (line,) = text.splitlines()
    return line


@pytest.mark.machine
def test_a_full_disk_for_everything_is_a_line_for_each_and_the_result(full_disk: Path) -> None:
    result = formcheck("analyze", SET, "-o", full_disk)
    assert (result.code, files_in(full_disk)) == (1, ["filling"])
    assert result.out.startswith(REPS)
    told = [line.split(": ")[1] for line in result.err.splitlines()]
    assert sorted(told) == [
        str(full_disk / n) for n in ("poses.npz", "report.html", "report.json", "reps.csv")
    ]


@pytest.mark.machine
def test_a_disk_that_fills_up_costs_the_annotated_video_alone(full_disk: Path, short: Path) -> None:
    result = formcheck("analyze", short, "--model", "lite", "--video", full_disk / "out.mp4")
    assert (result.code, files_in(full_disk)) == (1, ["filling"])
    assert result.out.startswith("1 repetition")
    assert one_line_of(result.err).startswith(f"formcheck: {full_disk / 'out.mp4'}: No space left on device")


@pytest.mark.machine
@pytest.mark.parametrize("arguments", [["count"], ["analyze"], ["analyze", "--json", "-"]])
def test_a_full_stdout_is_one_line(arguments: list[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, *arguments, SET], env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert one_line_of(done.stderr).endswith("No space left on device (try: another place for it)")


def test_a_reader_that_leaves_is_no_fault() -> None:
    with subprocess.Popen(
        [*PROGRAM, "analyze", SET, "--json", "-"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history with one set."""
    path = tmp_path_factory.mktemp("kept") / "h.sqlite"
    assert formcheck("analyze", SET, "--save", "--history", path).code == 0
    return path


@pytest.mark.machine
def test_what_the_history_writes_cannot_be_half_there_either(
    full_disk: Path, kept: Path, tmp_path: Path
) -> None:
    for command in (
        ["export", full_disk / "h.json"],
        ["export", full_disk / "h.csv"],
        ["plot", full_disk / "h.html"],
        ["plot", full_disk / "h.png"],
        ["show", "1", "--html", full_disk / "1.html"],
    ):
        result = formcheck("history", "--history", kept, *command)
        assert result.code == 1
        assert one_line_of(result.err).endswith("No space left on device (try: another folder)")
        assert files_in(full_disk) == ["filling"]
    export = tmp_path / "h.json"
    assert formcheck("history", "--history", kept, "export", export).code == 0
    result = formcheck("history", "import", export, "--history", full_disk / "h.sqlite")
    assert (result.code, files_in(full_disk)) == (1, ["filling"])
    assert "(try: " in one_line_of(result.err)


@pytest.mark.machine
def test_a_history_that_runs_out_of_room_keeps_what_it_had(full_disk: Path, kept: Path) -> None:
    (full_disk / "filling").unlink()
    for name in ("h.sqlite", "filling"):
        shutil.copy(kept, full_disk / name)
    fill(full_disk / "filling")
    other = SET.with_name("donkey-kick-faults.npz")
    result = formcheck("analyze", other, "--save", "--history", full_disk / "h.sqlite")
    assert result.code == 1
    assert "(try: " in result.err.splitlines()[-1]
    (full_disk / "filling").unlink()
    with open_history(full_disk / "h.sqlite", create=True) as history:
        assert history.count() == 1


@pytest.mark.machine
def test_a_folder_that_may_not_be_written_is_one_line_before_anything_is_looked_at(tmp_path: Path) -> None:
    folder = tmp_path / "forbidden"
    folder.mkdir()
    shutil.copy(SET, folder / "set.npz")
    folder.chmod(0o500)
    for option, name in (*OUTPUTS.items(), ("-o", "new")):
        result = formcheck(
            "analyze", folder / "set.npz", *option.split(), folder / name, before=unprivileged()
        )
        assert (result.code, result.out) == (1, ""), option
        assert "(try: " in one_line_of(result.err)
    assert files_in(folder) == ["set.npz"]
    record = ["live", "--source", CLIP, "--headless", "--mute", "--record", folder / "r.mp4"]
    assert "Permission denied" in one_line_of(formcheck(*record, before=unprivileged()).err)
    folder.chmod(0o700)


NO_FOLDER = "there is no such folder (try: make it first)"


@pytest.mark.parametrize(
    ("option", "name", "told"),
    [
        ("-o", "set", "No such file or directory (try: another folder)"),
        ("--html", "set.html", NO_FOLDER),
        ("--video", "set.mp4", NO_FOLDER),
        ("--save-poses", "set.npz", NO_FOLDER),
        ("--csv", "set.csv", NO_FOLDER),
    ],
)
def test_a_folder_that_is_not_there_is_one_line_before_anything_is_looked_at(
    option: str, name: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, no_video = tmp_path / "missing" / name, tmp_path / "missing.mp4"
    assert main(["analyze", str(no_video), option, str(output)]) == 1
    assert capsys.readouterr() == ("", f"formcheck: {output}: {told}\n")
    assert files_in(tmp_path) == []


def test_the_folder_of_a_history_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history = tmp_path / "missing" / "too" / "h.sqlite"
    assert main(["analyze", str(SET), "--save", "--history", str(history)]) == 0
    assert "saved as set 1" in capsys.readouterr().err
    assert files_in(history.parent) == ["h.sqlite"]


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of one kick, quickly analysed."""
    clip = SAMPLES / "glute-kickback-side.mp4"
    return excerpt(tmp_path_factory.mktemp("short") / "set.mp4", clip, 1.0, 5.0)


@pytest.mark.parametrize("command", ["count", "analyze"])
def test_a_damaged_model_is_one_line_and_leaves_nothing(
    command: str, short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "lite.task"
    data = bytearray(model_path("lite").read_bytes())
    data[len(data) // 2] ^= 255
    model.write_bytes(data)
    written = [] if command == "count" else ["--json", str(tmp_path / "set.json")]
    assert main([command, str(short), "--model", str(model), *written]) == 1
    out, err = capsys.readouterr()
    assert (out, files_in(tmp_path)) == ("", ["lite.task"])
    assert one_line_of(err) == (
        f"formcheck: {model}: damaged, or not a pose model (try: --model lite, full or heavy)"
    )


NO_MEMORY = "not enough memory (try: a lower --jobs, or a shorter recording)"


@pytest.mark.machine
def test_a_file_that_does_not_fit_into_memory_is_one_line_and_the_others_are_counted(tmp_path: Path) -> None:
    long = too_many_poses(tmp_path / "long.npz")
    told = f"formcheck: {long}: {NO_MEMORY}\n"
    assert formcheck("analyze", long, before=LITTLE_MEMORY) == (1, "", told)
    assert formcheck("count", long, SET, before=LITTLE_MEMORY) == (1, f"{SET}\t5\n", told)


@pytest.mark.parametrize("command", ["count", "analyze"])
def test_memory_that_ends_within_a_video_is_one_line(
    command: str, short: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_memory(*_: object) -> Pose:
        raise MemoryError

    monkeypatch.setattr(Landmarker, "detect", no_memory)
    assert main([command, str(short), "--model", "lite"]) == 1
    assert capsys.readouterr() == ("", f"formcheck: {short}: {NO_MEMORY}\n")


SIGNALS = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]


def after(seconds: float) -> Callable[[], bool]:
    """Whether so many seconds have gone by since this was called."""
    due_s = time.monotonic() + seconds
    return lambda: time.monotonic() >= due_s


def interrupted(
    folder: Path, number: int, now: Callable[[], bool], *arguments: str | Path, twice: bool = False
) -> tuple[Result, bool]:
    """The program, sent a signal when `now` says so, and whether it had made a file or folder by then."""
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until(lambda: process.poll() is not None or now())
    begun = any(folder.iterdir())
    process.send_signal(number)
    if twice:
        time.sleep(0.02)
        process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE_S)
    return Result(process.returncode, out, err), begun


@pytest.fixture(scope="module")
def whole(short: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, tuple[float, list[str]]]:
    """How long an analysis that nobody interrupts takes, and what it writes."""
    found = {}
    for source in (SET, short):
        folder = tmp_path_factory.mktemp("whole")
        began = time.monotonic()
        assert formcheck("analyze", source, "--model", "lite", "-o", folder).code == 0
        found[source] = time.monotonic() - began, files_in(folder)
    return found


@pytest.mark.parametrize(("number", "code"), SIGNALS)
@pytest.mark.parametrize("twice", [False, True])
def test_a_signal_at_any_moment_ends_it_without_a_traceback_or_half_a_file(
    number: int,
    code: int,
    twice: bool,
    short: Path,
    whole: dict[Path, tuple[float, list[str]]],
    tmp_path: Path,
) -> None:
    moments = random.Random(number)
    for trial, source in enumerate((SET, SET, short)):
        folder = tmp_path / str(trial)
        folder.mkdir()
        whole_s, files = whole[source]
        # Once as soon as it has made its folder.
        now = (folder / "out").is_dir if trial == 0 else after(moments.uniform(0.1, whole_s))
        result, begun = interrupted(
            folder, number, now, "analyze", source, "--model", "lite", "-o", "out", twice=twice
        )
        moment = f"{source.name}, {begun=}: {result}"
        assert "Traceback" not in result.err, moment
        # Python itself takes the first moments, before any line of formcheck runs; a second signal
        # ends it at once.
        assert result.code in (0, code) or (result.code == -number and (twice or not begun)), moment
        left = files_in(folder / "out") if (folder / "out").is_dir() else []
        assert set(left) <= set(files), moment
        if result.out and not twice:
            assert left == files, moment


def test_sigterm_ends_a_live_set_with_the_repetitions_seen_by_then(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "live", "--source", CLIP, "--model", "lite", "--headless", "--mute", "--json", "set.json"],
        cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if '"event": "rep"' in line:
                process.send_signal(signal.SIGTERM)
                break
        rest, err = process.stdout.read(), process.stderr.read()
    assert process.returncode == 143
    assert '"event": "set"' in rest
    assert "1 repetition" in err
    assert '"reps": 1,' in (tmp_path / "set.json").read_text()


SAVER = """
import sys
from datetime import datetime, timedelta, timezone
from formcheck.analysis import analyze
from formcheck.cli.save_to_history import SaveToHistory
report, saving = analyze(sys.argv[1]), SaveToHistory(True, sys.argv[2])
for second in range(10_000):
    saving.save(report, datetime(2026, 1, 1, int(sys.argv[3]), tzinfo=timezone.utc) + timedelta(seconds=second))
    print(second, flush=True)
"""


def test_a_history_survives_being_killed_at_any_moment_of_saving(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite"
    moments = random.Random(9)
    before = 0
    for trial in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", SAVER, SET, path, str(trial)],
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            told = [process.stdout.readline()]
            time.sleep(moments.random() * 0.1)
            process.kill()
            told += process.stdout.readlines()
        with open_history(path, create=True) as history:
            sets = history.sets()
            assert before + len(told) <= len(sets) <= before + len(told) + 1
            assert history.report(sets[-1].number) is not None
            before = len(sets)
        database = sqlite3.connect(path)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()
    assert formcheck("analyze", SET, "--save", "--history", path).code == 0
    assert files_in(tmp_path) == ["h.sqlite"]
