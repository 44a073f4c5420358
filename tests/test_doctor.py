"""The doctor: what works, what does not, what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck import doctor
from formcheck.cli import main
from formcheck.doctor import Check, run_checks
from formcheck.live import window_system
from formcheck.live.voice import speech, tones
from formcheck.live.voice.engine import EngineFailed
from formcheck.video import camera
from formcheck.video.camera import CameraFound
from tests.support.paths import MODELS


class Broken:
    def __init__(self) -> None:
        raise EngineFailed(None, "nothing to be heard", "formcheck doctor")


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No camera, no window, no sound."""
    monkeypatch.setattr(camera, "find_cameras", lambda: iter(()))
    monkeypatch.setattr(window_system, "can_open_windows", lambda: False)
    monkeypatch.setattr(speech, "Speech", Broken)
    monkeypatch.setattr(tones, "Tones", Broken)


def found() -> dict[str, Check]:
    return {check.name: check for check in run_checks()}


def test_on_a_bare_machine_videos_can_be_analysed_and_everything_missing_has_a_hint() -> None:
    made = found()
    missing = [check for check in made.values() if not check.ok]
    assert [check.name for check in missing] == ["camera", "window", "voice"]
    assert all(check.hint for check in missing)
    assert not any(check.needed for check in missing)
    assert main(["doctor"]) == 0


def test_its_checksums_are_those_that_the_models_were_published_with() -> None:
    readme = (MODELS / "README.md").read_text(encoding="utf-8")
    assert all(digest in readme for digest in doctor.SHA256.values())


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_missing_or_changed_model_ends_with_code_1(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "pose.task"
    if damage == "changed":
        other.write_bytes(b"something else")
    monkeypatch.setattr(doctor, "model_path", lambda name: other)
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "--  model full" in out
    assert "pip install --force-reinstall formcheck" in out


def test_a_landmarker_that_does_not_start_is_told_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("libGLESv2.so.2: cannot open shared object file")

    monkeypatch.setattr(doctor, "open_landmarker", broken)
    check = found()["finding poses"]
    assert (check.ok, check.needed) == (False, True)
    assert "libGLESv2" in check.found


def test_cameras_are_listed_with_a_grabbed_picture_and_a_covered_lens_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def two() -> Iterator[CameraFound]:
        yield CameraFound(0, 1280, 720, 110.0)
        yield CameraFound(2, 640, 480, 3.0)

    monkeypatch.setattr(camera, "find_cameras", two)
    made = found()
    assert made["camera 0"] == Check("camera 0", True, "1280x720, brightness 110 of 255")
    assert (made["camera 2"].ok, made["camera 2"].hint) == (False, "uncover the lens, or make it lighter")


def test_the_same_is_there_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [check["name"] for check in listed] == list(found())
    assert set(listed[0]) == {"name", "ok", "found", "hint", "needed"}
