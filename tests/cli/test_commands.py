"""The commands as somebody types them: what comes out where, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from formcheck.cli import main
from formcheck.formats.pose_file import load_poses, save_poses
from formcheck.pose import Pose, Source
from formcheck.reps.rep import Rep
from tests.support.paths import SAMPLES
from tests.support.waiting import PATIENCE_S

pytestmark = pytest.mark.slow

CLIP = SAMPLES / "donkey-kick-faults.mp4"
REPS = 4


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Result]


@dataclass(frozen=True)
class Analysed:
    """The one run of the real model, in a process of its own, and what it wrote."""

    stdout: str
    poses: Path
    json: Path


@pytest.fixture(scope="session")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Analysed:
    folder = tmp_path_factory.mktemp("analysed")
    command = [
        sys.executable,
        "-m",
        "formcheck",
        "analyze",
        str(CLIP),
        "--save-poses",
        "set.npz",
        "--json",
        "set.json",
    ]
    result = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
    )
    assert (result.returncode, result.stderr) == (0, "formcheck: wrote set.npz, set.json\n")
    return Analysed(result.stdout, folder / "set.npz", folder / "set.json")


@pytest.fixture
def run(
    analysed: Analysed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command in a folder that holds set.npz and bad.mp4, which is no video."""
    shutil.copy(analysed.poses, tmp_path)
    (tmp_path / "bad.mp4").write_text("no video")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *arguments: Result(main([*arguments]), *capsys.readouterr())


def test_analyze_shows_every_repetition_the_attempts_and_one_thing_to_work_on(analysed: Analysed) -> None:
    shown = analysed.stdout
    assert shown.startswith(f"{REPS} repetitions  donkey-kick  ({REPS} right)\ndonkey-kick-faults.mp4")
    for part in ("Keep the knee bent at 90 degrees.", "Not counted", "too small", "Camera", "Went well"):
        assert part in shown
    assert shown.count("Work on first") == 1
    assert "\x1b" not in shown


def test_poses_give_the_very_report_that_the_video_gave(analysed: Analysed, run: Run) -> None:
    assert run("analyze", "set.npz", "--json", "-").stdout == analysed.json.read_text(encoding="utf-8")
    assert run("analyze", "set.npz").stdout == analysed.stdout


def test_count_of_one_file_is_just_the_number(run: Run) -> None:
    counted = run("count", "set.npz")
    assert (counted.stdout, counted.stderr, counted.returncode) == (f"{REPS}\n", "", 0)


def test_count_of_several_files_is_name_tab_number(run: Run) -> None:
    assert run("count", "set.npz", "./set.npz").stdout == f"set.npz\t{REPS}\n./set.npz\t{REPS}\n"


def test_count_by_side_is_a_line_for_each_side(run: Run) -> None:
    assert run("count", "--by-side", "set.npz").stdout == f"left\t0\nright\t{REPS}\n"
    both = run("count", "--by-side", "set.npz", "./set.npz").stdout.splitlines()
    assert both == [
        "set.npz\tleft\t0",
        f"set.npz\tright\t{REPS}",
        "./set.npz\tleft\t0",
        f"./set.npz\tright\t{REPS}",
    ]


def test_count_as_json_is_a_list_even_of_one(run: Run) -> None:
    (counted,) = json.loads(run("count", "--json", "set.npz").stdout)
    assert [attempt["reason"] for attempt in counted.pop("attempts")] == ["too small"]
    assert counted == {
        "path": "set.npz",
        "reps": REPS,
        "reps_left": 0,
        "reps_right": REPS,
        "exercise": "donkey-kick",
        "warnings": [],
    }


@pytest.mark.parametrize("form", [[], ["--by-side"], ["--json"]])
def test_one_bad_file_is_named_and_the_others_are_counted(run: Run, form: list[str]) -> None:
    counted = run("count", *form, "bad.mp4", "set.npz", "missing.mp4")
    assert counted.returncode == 1
    assert "set.npz" in counted.stdout
    assert "bad.mp4" not in counted.stdout
    assert [line.split(":")[:2] for line in counted.stderr.splitlines()] == [
        ["formcheck", " bad.mp4"],
        ["formcheck", " missing.mp4"],
    ]


def test_a_name_with_a_tab_cannot_break_the_columns(run: Run, tmp_path: Path) -> None:
    shutil.copy(tmp_path / "set.npz", tmp_path / "a\tb\n.npz")
    assert run("count", "set.npz", "a\tb\n.npz").stdout.splitlines()[1] == f"a\\tb\\n.npz\t{REPS}"


def test_a_name_with_a_leading_dash_goes_after_two_dashes(run: Run, tmp_path: Path) -> None:
    shutil.copy(tmp_path / "set.npz", tmp_path / "-set.npz")
    assert run("count", "--", "-set.npz").stdout == f"{REPS}\n"
    assert run("count", "-set.npz").returncode == 2


@pytest.mark.parametrize("command", ["count", "analyze"])
def test_a_video_with_nobody_in_it_is_a_result(run: Run, tmp_path: Path, command: str) -> None:
    poses = [Pose.nobody(i / 25) for i in range(50)]
    save_poses(tmp_path / "empty.npz", Source("empty.mp4", 2.0, 50, 25.0, 640, 360, 0), "full", poses)
    result = run(command, "empty.npz")
    assert result.returncode == 0
    assert result.stdout.startswith("0")
    assert "no person was found in the picture" in result.stderr


def test_a_chosen_exercise_is_judged_by_its_own_rules(run: Run) -> None:
    report = json.loads(run("analyze", "set.npz", "--exercise", "glute-kickback", "--json", "-").stdout)
    assert report["exercise_chosen"] == report["exercise"] == "glute-kickback"
    assert report["summary"]["faults"]["knee-angle"] == REPS


def test_csv_has_a_row_per_repetition_and_the_names_of_the_json(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("analyze", "set.npz", "--csv", "-").stdout)))
    assert list(rows[0]) == list(Rep.__dataclass_fields__)
    assert [row["faults"] for row in rows] == ["", "knee-angle", "back-arch", "head"]
    reps = json.loads(run("analyze", "set.npz", "--json", "-").stdout)["reps"]
    assert [float(row["knee_angle_deg"]) for row in rows] == [rep["knee_angle_deg"] for rep in reps]


def test_files_are_written_beside_the_table_and_not_over_what_is_there(run: Run, tmp_path: Path) -> None:
    wanted = ["--json", "set.json", "--csv", "set.csv"]
    assert "Work on first" in run("analyze", "set.npz", *wanted).stdout
    (tmp_path / "set.csv").write_text("mine")
    again = run("analyze", "set.npz", *wanted)
    assert (again.returncode, again.stdout) == (1, "")
    assert "--force" in again.stderr
    assert (tmp_path / "set.csv").read_text() == "mine"
    assert run("analyze", "set.npz", *wanted, "--force").returncode == 0
    assert (tmp_path / "set.csv").read_text().startswith("number,exercise,side")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--json", "-", "--csv", "-"], 2, "two outputs go to the same place"),
        (["--json", "a", "--csv", "./a"], 2, "two outputs go to the same place"),
        (["--save-poses", "poses.json"], 2, "must end in .npz"),
        (["--exercise", "donky-kick"], 2, "did you mean donkey-kick"),
        (["--model", "huge"], 2, "no such model (try: --model lite, full or heavy)"),
        (["--json", "set.npz", "--force"], 1, "that is the input"),
        (["--json", "nowhere/a.json"], 1, "no such folder"),
        (["--csv", "."], 1, "not a file"),
    ],
)
def test_a_mistake_is_one_line_and_nothing_is_written(
    run: Run, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    result = run("analyze", "set.npz", *arguments)
    assert (result.returncode, result.stdout) == (code, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("formcheck: ")
    assert said in line
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    "arguments", [["bad.mp4"], ["missing.mp4"], ["."], [str(CLIP), "--model", "bad.mp4"]]
)
def test_what_cannot_be_opened_is_one_line_that_says_what_to_try(run: Run, arguments: list[str]) -> None:
    result = run("analyze", *arguments)
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("formcheck: ")
    assert "(try: " in line


def test_an_output_that_is_there_already_is_found_before_the_video_is_opened(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "out.json").write_text("mine")
    assert "out.json: already there" in run("analyze", "bad.mp4", "--json", "out.json").stderr


def test_saved_poses_keep_their_source_and_can_be_saved_again(run: Run, tmp_path: Path) -> None:
    assert run("analyze", "set.npz", "--save-poses", "again.npz").returncode == 0
    once, twice = load_poses(tmp_path / "set.npz"), load_poses(tmp_path / "again.npz")
    assert twice.source == once.source
    assert (twice.poses[40].xy == once.poses[40].xy).all()
