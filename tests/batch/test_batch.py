"""Many videos: which they are, where their reports go, what is done again and what is not."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest

from formcheck import __version__
from formcheck.analysis import analyze
from formcheck.batch.inputs import find_videos
from formcheck.batch.job import Evidence, Job, Settings, run_job, sha256_of, stamp_of
from formcheck.batch.ledger import Ledger
from formcheck.batch.output_folder import OutputFolder
from formcheck.batch.run import run_jobs
from formcheck.cli import main
from formcheck.errors import CannotWrite
from formcheck.files import whole_file
from formcheck.formats.report_file import load_report
from formcheck.pose_estimation.model import model_path
from formcheck.report.set_report import SetReport
from tests.support.film import film
from tests.support.paths import POSES

FAULTS, SIDE = POSES / "donkey-kick-faults.npz", POSES / "donkey-kick-side.npz"  # 4 and 5 repetitions

OUT = OutputFolder("results")
SETTINGS = Settings(__version__, "auto", "lite", None, None)

Batch = Callable[..., dict[str, Any]]


@pytest.fixture
def batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Batch:
    """Runs a batch into tmp_path / "out" and returns what --json says; `code` is what it must exit with."""

    def run(*arguments: str | Path, code: int = 0) -> dict[str, Any]:
        out = str(tmp_path / "out")
        assert main(["batch", *map(str, arguments), "-o", out, "--json", "--jobs", "1"]) == code
        printed: dict[str, Any] = json.loads(capsys.readouterr().out)
        return printed

    return run


def states(result: dict[str, Any]) -> list[str]:
    return [video["status"] for video in result["videos"]]


def a_folder(path: Path, **videos: Path) -> Path:
    """A folder with copies of pose files under new names."""
    path.mkdir(parents=True)
    for name, original in videos.items():
        shutil.copy(original, path / f"{name}.npz")
    return path


# Finding


def test_a_folder_stands_for_every_video_below_it_and_nothing_else(tmp_path: Path) -> None:
    for name in ("a.mp4", "b/c.MOV", "b/d.npz", "b/notes.txt", "b/.hidden.mp4", ".git/e.mp4", "f.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find_videos([str(tmp_path)], OUT)
    assert [str(video.relative_to(tmp_path)) for video in found.videos] == ["a.mp4", "b/c.MOV", "b/d.npz"]
    assert found.problems == []


def test_a_video_named_twice_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.mp4").touch()
    (tmp_path / "link.mp4").symlink_to("a.mp4")
    monkeypatch.chdir(tmp_path)
    assert find_videos(["a.mp4", "./a.mp4", ".", "*.mp4", "link.mp4"], OUT).videos == [tmp_path / "a.mp4"]


def test_a_link_to_a_store_of_nameless_files_keeps_its_name(tmp_path: Path, batch: Batch) -> None:
    store, videos = tmp_path / "blobs", tmp_path / "videos"
    for folder in (store, videos):
        folder.mkdir()
    shutil.copy(SIDE, store / "3fa9c1")
    (videos / "set.npz").symlink_to("../blobs/3fa9c1")
    (tmp_path / "shortcut").symlink_to("videos")
    assert find_videos([str(tmp_path / "shortcut"), str(store / "3fa9c1")], OUT).videos == [
        videos / "set.npz"
    ]
    result = batch(videos)
    assert (states(result), result["reps"]) == (["analysed"], 5)
    assert Path(result["videos"][0]["report"]).name.startswith("set.npz-")


def test_a_pattern_is_looked_up_unless_a_file_has_that_very_name(tmp_path: Path) -> None:
    for name in ("a/x/set.mp4", "a/y/set.mp4", "a/[x]/set.mp4"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    every = find_videos([f"{tmp_path}/**/set.mp4"], OUT).videos
    assert [video.parent.name for video in every] == ["[x]", "x", "y"]
    assert [video.parent.name for video in find_videos([f"{tmp_path}/a/[x]/set.mp4"], OUT).videos] == ["[x]"]


def test_what_leads_to_no_video_is_told_and_the_rest_goes_on(tmp_path: Path, batch: Batch) -> None:
    (tmp_path / "empty").mkdir()
    result = batch(*(tmp_path / name for name in ("nothing.mp4", "*.avi", "empty")), SIDE, code=1)
    for problem, name in zip(result["problems"], ("nothing.mp4", "*.avi", "empty"), strict=True):
        assert name in problem
        assert "(try: " in problem
    assert states(result) == ["analysed"]


def test_when_nothing_leads_to_a_video_each_path_gets_a_line_and_nothing_is_written(
    tmp_path: Path, batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    (tmp_path / "empty").mkdir()
    typo = ["batch", str(tmp_path / "vidoes"), str(tmp_path / "empty"), "-o", str(out)]
    for arguments in (typo, [*typo, "--force", "--json"]):
        assert main(arguments) == 1
        said = capsys.readouterr()
        typed, empty = said.err.splitlines()
        assert "vidoes: No such file" in typed
        assert "empty: no video" in empty
        assert (said.out, out.exists()) == ("", False)
    tables = [Path(batch(SIDE)[table]) for table in ("csv", "parquet")]
    before = [table.read_bytes() for table in tables]
    assert main(typo) == 1
    assert [table.read_bytes() for table in tables] == before


def test_a_pattern_that_matches_nothing_is_not_called_a_file() -> None:
    (pattern, name) = find_videos(["nowhere/*.mp4", "nowhere.mp4"], OUT).problems
    assert str(pattern) == "nowhere/*.mp4: matches nothing (try: check the name)"
    assert str(name) == "nowhere.mp4: No such file or folder (try: check the name)"


def test_a_file_that_cannot_be_asked_for_is_one_bad_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked.mp4"
    locked.touch()
    stat = os.stat

    def refusing(path: Any, *arguments: Any, **options: Any) -> os.stat_result:
        if str(path) == str(locked) and options.get("follow_symlinks", True):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, *arguments, **options)

    monkeypatch.setattr(os, "stat", refusing)
    assert find_videos([str(locked), str(SIDE)], OUT).videos == [locked, SIDE]
    error = run_job(Job(locked, SETTINGS, None)).error
    assert error == f"{locked}: Permission denied (try: check the name)"


def test_a_folder_that_cannot_be_read_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refusing)
    (problem,) = find_videos([str(tmp_path)], OUT).problems
    assert str(problem) == f"{tmp_path}: Permission denied (try: check who may read it)"


@pytest.mark.parametrize("pattern", ["*", "**/*"])
def test_the_same_pattern_over_the_folder_of_results_means_the_same_videos_again(
    pattern: str, tmp_path: Path, batch: Batch
) -> None:
    out = a_folder(tmp_path / "out", set=FAULTS)
    a_folder(out / "reports", more=SIDE)  # a name that somebody may have given to videos
    first = batch(out / pattern)
    assert (states(first), first["problems"]) == (["analysed"] * 2, [])
    for paths in ([out / pattern], sorted(out.glob("[!.]*"))):  # the shell may have spread the pattern
        again = batch(*paths)
        assert (states(again), again["problems"]) == (["unchanged"] * 2, [])
        assert [video["video"] for video in again["videos"]] == [video["video"] for video in first["videos"]]
    assert states(batch(out / "reports" / "*")) == ["unchanged"]


def test_where_nothing_but_results_is_named_that_is_told(
    tmp_path: Path, batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = batch(SIDE)["csv"]
    assert main(["batch", table, str(tmp_path / "out" / "reports"), "-o", str(tmp_path / "out")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "out: nothing but its own results" in line
    assert "(try: " in line


# Reports and tables


def test_a_name_as_long_as_names_can_be_has_its_report(tmp_path: Path, batch: Batch) -> None:
    longest = tmp_path / f"{'🦵' * 62}.npz"
    shutil.copy(SIDE, longest)
    result = batch(longest)
    assert states(result) == ["analysed"]
    assert Path(result["videos"][0]["report"]).is_file()


def test_every_video_has_its_report_and_the_tables_have_every_repetition(
    tmp_path: Path, batch: Batch
) -> None:
    result = batch(FAULTS, SIDE)
    assert [(Path(video["video"]), video["reps"]) for video in result["videos"]] == [(FAULTS, 4), (SIDE, 5)]
    reports = [load_report(video["report"]) for video in result["videos"]]
    with Path(result["csv"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = [(str(FAULTS), rep) for rep in reports[0].reps] + [(str(SIDE), rep) for rep in reports[1].reps]
    assert len(rows) == len(wanted) == result["reps"] == 9
    for row, (video, rep) in zip(rows, wanted, strict=True):
        assert row["video"] == video
        assert (tmp_path / "out" / row["report"]).is_file()
        assert (int(row["number"]), row["side"], float(row["hold_s"])) == (rep.number, rep.side, rep.hold_s)
        assert row["faults"] == ";".join(fault.rule for fault in rep.faults)


def test_the_parquet_table_says_what_the_csv_says_and_its_columns_have_types(batch: Batch) -> None:
    result = batch(FAULTS)
    table = pyarrow.parquet.read_table(result["parquet"])
    texts = {"video", "report", "exercise", "side", "faults", "not_judged"}
    for field in table.schema:
        number = pyarrow.int64() if field.name == "number" else pyarrow.float64()
        assert field.type == (pyarrow.string() if field.name in texts else number), field.name
    with Path(result["csv"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert table.column_names == list(rows[0])
    assert [{name: str(value) for name, value in row.items()} for row in table.to_pylist()] == rows


def test_an_angle_that_could_not_be_judged_is_empty_in_the_csv_and_null_in_the_parquet_table(
    tmp_path: Path, batch: Batch
) -> None:
    from formcheck.batch.tables import write_tables

    (video,) = batch(FAULTS)["videos"]
    report = Path(video["report"])
    document = json.loads(report.read_text())
    document["reps"][1]["knee_angle_deg"] = None
    report.write_text(json.dumps(document))
    with OutputFolder(tmp_path / "out").locked() as folder:
        write_tables(folder, [(FAULTS, folder.report_of(FAULTS))])
        assert pyarrow.parquet.read_table(folder.parquet)["knee_angle_deg"].is_null().to_pylist()[:3] == [
            False,
            True,
            False,
        ]
        with folder.csv.open(encoding="utf-8", newline="") as file:
            assert [row["knee_angle_deg"] == "" for row in csv.DictReader(file)][:3] == [False, True, False]


def test_a_batch_without_a_repetition_has_tables_with_columns_all_the_same(
    tmp_path: Path, batch: Batch
) -> None:
    (tmp_path / "bad.mp4").write_text("no video")
    result = batch(tmp_path / "bad.mp4", code=1)
    assert pyarrow.parquet.read_table(result["parquet"]).num_rows == 0
    assert Path(result["csv"]).read_text().startswith("video,report,number,")


def test_a_table_that_cannot_be_written_leaves_both_old_ones(
    tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    from formcheck.batch import tables

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    batch(FAULTS, SIDE)
    with OutputFolder(tmp_path / "out").locked() as folder:
        before = (folder.csv.read_bytes(), folder.parquet.read_bytes())
        monkeypatch.setattr(tables, "write_parquet", full)
        with pytest.raises(CannotWrite, match="No space left on device"):
            tables.write_tables(folder, [(FAULTS, folder.report_of(FAULTS))])
        assert (folder.csv.read_bytes(), folder.parquet.read_bytes()) == before
        assert list(folder.path.glob(".formcheck-*.*")) == []


def test_videos_of_the_same_name_in_different_folders_keep_reports_of_their_own(
    tmp_path: Path, batch: Batch
) -> None:
    a_folder(tmp_path / "a" / "day", set=FAULTS)
    a_folder(tmp_path / "b" / "day", set=SIDE)
    result = batch(tmp_path / "a", tmp_path / "b")
    assert [video["reps"] for video in result["videos"]] == [4, 5]
    assert len({video["report"] for video in result["videos"]}) == 2


def test_where_a_report_goes_does_not_depend_on_how_the_video_was_named(
    tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path / "videos", one=FAULTS, two=SIDE)
    first = {video["video"]: video["report"] for video in batch(folder)["videos"]}
    monkeypatch.chdir(folder)
    again = batch("two.npz", "../videos/o*.npz")
    assert {video["video"]: video["report"] for video in again["videos"]} == first
    assert states(again) == ["unchanged", "unchanged"]


NAMES = [
    b"two words.npz",
    b"line\nbreak.npz",
    "\N{FLEXED BICEPS}.npz".encode(),
    b"-rf.npz",
    b"..npz",
    b"not \xff utf-8.npz",
    b"x" * 251 + b".npz",
    "ü".encode() * 125 + b".npz",
    b'a:b*c?d"e<f>g|h%\\.npz',
]


def test_any_name_that_a_file_can_have_will_do(tmp_path: Path, batch: Batch) -> None:
    folder = tmp_path / "videos"
    folder.mkdir()
    videos = [Path(os.fsdecode(os.fsencode(folder) + b"/" + name)) for name in NAMES]
    for video in videos:
        shutil.copy(FAULTS, video)
    result = batch(*videos)
    assert states(result) == ["analysed"] * len(NAMES)
    reports = [Path(video["report"]).name for video in result["videos"]]
    assert len({name.casefold() for name in reports}) == len(NAMES)
    assert [name for name in reports if not name.isprintable() or name.startswith(("-", "."))] == []
    told = [os.fsdecode(os.fsencode(video)).encode("utf-8", "backslashreplace").decode() for video in videos]
    in_the_table = pyarrow.parquet.read_table(result["parquet"])["video"].to_pylist()
    assert in_the_table == [name for name in told for _ in range(4)]
    assert states(batch(*videos)) == ["unchanged"] * len(NAMES)


def test_a_report_can_be_shown_and_compared_like_any_other(
    batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (video["report"] for video in batch(FAULTS, SIDE)["videos"])
    assert main(["compare", first, second]) == 0
    assert "donkey-kick" in capsys.readouterr().out


def on_another_clock(video: Path, later_s: float) -> None:
    """Let saved poses begin so much later."""
    with np.load(video) as saved:
        entries = dict(saved)
    np.savez_compressed(video, **entries | {"timestamp_s": entries["timestamp_s"] + later_s})


@pytest.mark.parametrize("later_s", [1.7e9, 9.99e11])
def test_a_clock_that_counts_from_1970_is_a_clock(tmp_path: Path, batch: Batch, later_s: float) -> None:
    video = a_folder(tmp_path / "videos", set=FAULTS) / "set.npz"
    on_another_clock(video, later_s)
    for state in ("analysed", "unchanged"):
        result = batch(video, SIDE)
        assert (states(result)[0], result["reps"]) == (state, 9)
        assert load_report(result["videos"][0]["report"]).reps[0].start_s > later_s


# One bad file


def test_a_bad_file_is_told_in_one_line_and_the_others_are_analysed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = a_folder(tmp_path / "videos", good=SIDE)
    (folder / "bad.mp4").write_text("this is no video")
    assert main(["batch", str(folder), "-o", str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    (error,) = [line for line in said.err.splitlines() if line.startswith("formcheck: ")]
    assert "bad.mp4" in error
    numbers = re.findall(r"^(?:formcheck: )?(\d/\d) ", said.err, re.MULTILINE)
    assert numbers == ["1/2", "2/2"]
    assert "(try: " in error
    assert said.out.splitlines()[0] == "2 videos: 1 analysed, 1 failed; 5 repetitions"


def test_a_report_that_could_not_be_read_back_fails_its_video_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def beyond_all_clocks(video: Path, **_: object) -> SetReport:
        report = analyze(video)
        return replace(report, reps=(replace(report.reps[0], end_s=1e13), *report.reps[1:]))

    monkeypatch.setattr("formcheck.analysis.analyze", beyond_all_clocks)
    with ThreadPoolExecutor(1) as threads:
        ((_, outcome),) = run_jobs([Job(SIDE, SETTINGS, None)], threads, lambda: False)
    assert outcome.evidence is None
    assert outcome.error is not None
    assert f"{SIDE}: ValueError: the times of repetition 1 are not in order (try: " in outcome.error


def test_a_report_that_somebody_takes_away_meanwhile_fails_its_video_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from formcheck.batch import tables

    write_tables = tables.write_tables

    def too_late(folder: OutputFolder, *arguments: Any) -> Any:
        folder.report_path(FAULTS).unlink()
        return write_tables(folder, *arguments)

    monkeypatch.setattr(tables, "write_tables", too_late)
    assert main(["batch", str(FAULTS), str(SIDE), "-o", str(tmp_path / "out"), "--json"]) == 1
    said = capsys.readouterr()
    result = json.loads(said.out)
    assert (states(result), result["reps"]) == (["failed", "analysed"], 5)
    assert f"{FAULTS.stem}.npz-" in result["videos"][0]["error"]
    assert f"formcheck: {result['videos'][0]['error']}" in said.err.splitlines()
    assert set(pyarrow.parquet.read_table(result["parquet"])["video"].to_pylist()) == {str(SIDE)}


def test_a_file_that_is_no_longer_good_is_not_in_the_table_any_more(tmp_path: Path, batch: Batch) -> None:
    folder = a_folder(tmp_path / "videos", one=FAULTS, two=SIDE)
    assert batch(folder)["reps"] == 9
    (folder / "one.npz").write_bytes(b"overwritten")
    result = batch(folder, code=1)
    assert (states(result), result["reps"]) == (["failed", "unchanged"], 5)
    assert set(pyarrow.parquet.read_table(result["parquet"])["video"].to_pylist()) == {
        str(folder / "two.npz")
    }


# The second run


def test_a_second_run_does_nothing_and_says_the_same(batch: Batch) -> None:
    first = batch(FAULTS, SIDE)
    report = Path(first["videos"][0]["report"])
    written = report.stat().st_mtime_ns
    table = Path(first["csv"]).read_bytes()
    second = batch(FAULTS, SIDE)
    assert states(second) == ["unchanged"] * 2
    assert [video["reps"] for video in second["videos"]] == [4, 5]
    assert report.stat().st_mtime_ns == written
    assert Path(second["csv"]).read_bytes() == table


def test_the_warnings_of_a_report_are_told_again_by_a_second_run(tmp_path: Path, batch: Batch) -> None:
    (tmp_path / "bad.mp4").write_text("no video")
    video = a_folder(tmp_path / "videos", warned=FAULTS) / "warned.npz"
    with np.load(FAULTS) as saved:
        entries = dict(saved)
    about = json.loads(entries["about"].tobytes()) | {"warnings": ["the file is cut off"]}
    np.savez_compressed(video, **entries | {"about": np.frombuffer(json.dumps(about).encode(), np.uint8)})
    for state in ("analysed", "unchanged"):
        result = batch(video, tmp_path / "bad.mp4", code=1)
        assert states(result) == [state, "failed"]
        report = load_report(result["videos"][0]["report"])
        assert "the file is cut off" in report.warnings
        assert [entry["warnings"] for entry in result["videos"]] == [list(report.warnings), []]


def test_another_content_is_noticed_though_size_and_time_are_the_same(tmp_path: Path, batch: Batch) -> None:
    folder = a_folder(tmp_path / "videos", one=FAULTS, two=FAULTS)
    video = folder / "one.npz"
    size = SIDE.stat().st_size
    video.write_bytes(FAULTS.read_bytes() + bytes(size - FAULTS.stat().st_size))  # a zip may have a tail
    before = video.stat()
    assert [entry["reps"] for entry in batch(folder)["videos"]] == [4, 4]
    video.write_bytes(SIDE.read_bytes())
    os.utime(video, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (video.stat().st_size, video.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    result = batch(folder)
    assert states(result) == ["analysed", "unchanged"]
    assert [entry["reps"] for entry in result["videos"]] == [5, 4]


def test_the_same_content_written_again_is_not_analysed_again(tmp_path: Path, batch: Batch) -> None:
    video = a_folder(tmp_path / "videos", one=FAULTS) / "one.npz"
    report = Path(batch(video)["videos"][0]["report"])
    document = json.loads(report.read_text())
    document["warnings"] = ["still the old one"]
    report.write_text(json.dumps(document))
    os.utime(video)
    assert states(batch(video)) == ["unchanged"]
    after = json.loads(report.read_text())
    assert after["warnings"] == ["still the old one"]
    assert (
        after["batch"]["stamp"]["mtime_ns"]
        == video.stat().st_mtime_ns
        != document["batch"]["stamp"]["mtime_ns"]
    )


def test_another_exercise_means_another_report(batch: Batch) -> None:
    assert states(batch(SIDE)) == ["analysed"]
    named = batch(SIDE, "--exercise", "donkey-kick")
    assert states(named) == ["analysed"]
    assert load_report(named["videos"][0]["report"]).exercise_chosen == "donkey-kick"
    assert states(batch(SIDE, "--exercise", "donkey-kick")) == ["unchanged"]


def test_another_version_means_another_report(batch: Batch) -> None:
    (video,) = batch(SIDE)["videos"]
    report = Path(video["report"])
    report.write_text(report.read_text().replace('"formcheck": "', '"formcheck": "0.0.'))
    assert states(batch(SIDE)) == ["analysed"]


def test_another_model_or_rate_means_another_report_of_a_video_but_not_of_saved_poses(
    tmp_path: Path, batch: Batch
) -> None:
    (entry,) = batch(SIDE)["videos"]
    assert states(batch(SIDE, "--model", "lite", "--rate", "30")) == ["unchanged"]
    video = tmp_path / "set.mp4"
    shutil.copy(SIDE, video)  # what is in it does not matter: nothing is analysed here
    with OutputFolder(tmp_path / "out").locked() as folder:
        evidence = folder.evidence_of(SIDE)
        assert evidence is not None
        settings = evidence.settings
        folder.save_report(
            video,
            Evidence(str(video), stamp_of(video), evidence.sha256, settings),
            json.loads(Path(entry["report"]).read_text()),
        )
        for other, left in (({}, 0), ({"model": "lite"}, 1), ({"rate": 30.0}, 1)):
            ledger = Ledger(folder, [SIDE, video], replace(settings, **other), again=False)
            assert [left_over.job.video for left_over in ledger.pending()] == [video] * left


def test_a_worker_with_another_model_of_that_name_is_told(tmp_path: Path) -> None:
    model = tmp_path / "own.task"
    model.write_bytes(b"what this worker has")
    settings = replace(SETTINGS, model=str(model), model_sha256="0" * 64)
    video = film(tmp_path / "set.mp4")
    error = run_job(Job(video, settings, None)).error
    assert error == f"{video}: met a worker with another {model} (try: the same file on every machine)"
    model.unlink()
    error = run_job(Job(video, settings, None)).error
    assert error is not None
    assert f"{model}: no such model" in error
    assert run_job(Job(SIDE, settings, None)).error is None  # saved poses need no model


def test_a_model_may_have_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    model = tmp_path / os.fsdecode(b"\xff.task")
    model.symlink_to(model_path("lite"))
    video = film(tmp_path / "set.mp4", size=(256, 256))
    settings = replace(SETTINGS, model=str(model), model_sha256=sha256_of(model))
    with OutputFolder(tmp_path / "out").locked() as folder:
        (entry,) = Ledger(folder, [video], settings, again=False).pending()
        outcome = run_job(entry.job)
        assert outcome.error is None
        assert outcome.evidence is not None
        folder.save_report(video, outcome.evidence, outcome.report)
        assert folder.report_of(video).model == str(tmp_path / "\\udcff.task")
        assert Ledger(folder, [video], settings, again=False).pending() == []


def test_force_analyses_everything_again(batch: Batch) -> None:
    batch(SIDE)
    assert states(batch(SIDE, "--force")) == ["analysed"]


def test_a_damaged_report_is_made_again(tmp_path: Path, batch: Batch) -> None:
    damages = ["", "{", "[]", "{}", '{"schema": "formcheck.report/1"}']
    folder = a_folder(tmp_path / "videos", **{f"set{number}": SIDE for number in range(len(damages))})
    for video, damage in zip(batch(folder)["videos"], damages, strict=True):
        Path(video["report"]).write_text(damage)
    again = batch(folder)
    assert (states(again), again["reps"]) == (["analysed"] * len(damages), 5 * len(damages))


# The folder


def test_a_table_of_somebody_else_is_not_overwritten(tmp_path: Path, batch: Batch) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "reps.csv").write_text("mine")
    assert main(["batch", str(SIDE), "-o", str(out)]) == 1
    assert (out / "reps.csv").read_text() == "mine"
    assert sorted(path.name for path in out.iterdir()) == ["reps.csv"]
    batch(SIDE, "--force")
    assert (out / "reps.csv").read_text() != "mine"


def test_two_batches_at_once_do_not_write_into_one_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with OutputFolder(tmp_path / "out").locked():
        assert main(["batch", str(SIDE), "-o", str(tmp_path / "out")]) == 1
    assert "another formcheck batch" in capsys.readouterr().err
    assert main(["batch", str(SIDE), "-o", str(tmp_path / "out")]) == 0


def test_what_a_killed_batch_had_begun_to_write_is_swept_away(tmp_path: Path, batch: Batch) -> None:
    (video,) = batch(SIDE)["videos"]
    begun = Path(video["report"]).with_name(".formcheck-0123456789abcdef.json")
    begun.write_text("{")
    batch(SIDE)
    assert not begun.exists()


def test_where_nothing_can_be_locked_what_another_batch_has_begun_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)  # as on Windows
    first, second = OutputFolder(tmp_path / "out"), OutputFolder(tmp_path / "out")
    with first.locked(), whole_file(first.csv, force=True) as begun, second.locked():
        assert begun.exists()


@pytest.mark.parametrize("arguments", [["--jobs", "2", "--cluster", "tcp://localhost:1"], ["--jobs", "0"]])
def test_wrong_use_ends_with_code_2(arguments: list[str], tmp_path: Path) -> None:
    assert main(["batch", str(SIDE), "-o", str(tmp_path / "out"), *arguments]) == 2
    assert not (tmp_path / "out").exists()


def test_a_model_that_is_none_is_told_once_and_before_anything_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.task").write_bytes(b"PK")
    arguments = ["batch", str(POSES), "-o", str(tmp_path / "out"), "--model", str(tmp_path / "broken.task")]
    assert main(arguments) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "out").exists()
