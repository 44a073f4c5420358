"""The command `live`: wrong use, no camera, and sets that go to the history unless they are told not to."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.cli import main
from formcheck.history import open_history
from formcheck.live import run
from formcheck.pose import Source
from formcheck.report.summary import build_report
from tests.support.paths import SAMPLES
from tests.support.stick_figure import donkey_kicks, observe


@pytest.fixture
def two_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    """The workout itself is replaced by its outcome: two sets of three donkey kicks."""
    session = observe(donkey_kicks(3).poses())
    source = Source("camera 0", 12.0, 300, 25.0, 640, 360, 0)
    report = build_report(session, source, "full")
    outcome = run.WorkoutOutcome([report, report], quit=True, error=None)
    monkeypatch.setattr(run, "coach_live", lambda *_: outcome)


def live(*options: str) -> int:
    clip = str(SAMPLES / "donkey-kick-side.mp4")
    return main(["live", "--headless", "--mute", "--source", clip, *options])


@pytest.mark.usefixtures("two_sets")
def test_every_set_of_a_workout_is_kept_with_what_a_camera_cannot_see(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "history.db"
    assert live("--history", str(kept), "--band", "--load-kg", "5", "--note", "after squats") == 0
    with open_history(kept) as history:
        entries = history.sets()
    assert [(e.reps, e.equipment, e.load_kg, e.note) for e in entries] == [
        (3, "band", 5.0, "after squats")
    ] * 2
    assert "saved as set 2" in capsys.readouterr().err


@pytest.mark.usefixtures("two_sets")
def test_no_save_keeps_it_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert live() == 0  # a file played for trying is no set of today's
    assert live("--no-save") == 0
    assert list(tmp_path.rglob("history*")) == []


@pytest.mark.usefixtures("two_sets")
def test_a_history_that_cannot_be_written_is_told_before_the_workout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = tmp_path / "notes.txt"
    foreign.write_text("not a history")
    assert live("--history", str(foreign)) == 1
    assert foreign.read_text() == "not a history"
    assert "notes.txt" in capsys.readouterr().err


def test_no_camera_is_one_line_that_names_the_doctor(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["live", "--headless", "--mute", "--camera", "63"]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("formcheck: camera 63: no such camera")
    assert "formcheck doctor" in line


@pytest.mark.parametrize(
    "arguments",
    [
        ["--sets", "3"],
        ["--reps", "0"],
        ["--record", "set.avi"],
        ["--source", "a.mp4", "--record", "a.mp4"],
    ],
)
def test_wrong_use_of_live_ends_with_code_2(arguments: list[str]) -> None:
    assert main(["live", *arguments]) == 2
