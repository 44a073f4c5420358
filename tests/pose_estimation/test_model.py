"""Models that are damaged, missing or too large: one line that says what to try."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import BadModel
from formcheck.pose import Pose
from formcheck.pose_estimation import model
from formcheck.pose_estimation.landmarker import open_landmarker
from formcheck.pose_estimation.model import model_path
from formcheck.video.frame import Frame


def repacked(change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> Callable[[Path], None]:
    """What writes the lite model with its parts changed."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(model_path("lite")) as bundle:
            parts = {entry.filename: bundle.read(entry) for entry in bundle.infolist()}
        with zipfile.ZipFile(path, "w") as bundle:
            for name, data in change(parts).items():
                bundle.writestr(name, data)

    return write


def spoiled(path: Path) -> None:
    data = bytearray(model_path("lite").read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)


BAD_MODELS: dict[str, Callable[[Path], object]] = {
    "empty": Path.touch,
    "text": lambda path: path.write_text("not a model\n" * 99),
    "truncated": lambda path: path.write_bytes(model_path("lite").read_bytes()[:4_000_000]),
    "one byte wrong": spoiled,
    "one part only": repacked(lambda parts: {"pose_detector.tflite": parts["pose_detector.tflite"]}),
    "another task": repacked(
        lambda parts: {name.replace("pose", "hand"): data for name, data in parts.items()}
    ),
    "texts for parts": repacked(lambda parts: dict.fromkeys(parts, b"no model " * 99)),
    "empty parts": repacked(lambda parts: dict.fromkeys(parts, b"")),
    "parts swapped": repacked(lambda parts: dict(zip(parts, reversed(parts.values()), strict=True))),
}


@pytest.mark.parametrize("kind", BAD_MODELS)
def test_a_bad_model_gets_one_line_naming_the_choices(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "my\nmodel.task"
    BAD_MODELS[kind](path)
    with pytest.raises(BadModel) as caught:
        detect_one(str(path))
    message = str(caught.value)
    assert message.endswith(
        r"my\nmodel.task: damaged, or not a pose model (try: --model lite, full or heavy)"
    )
    assert "\n" not in message
    assert "Flatbuffer" not in capfd.readouterr().err


def detect_one(model: str) -> Pose:
    with open_landmarker(model) as landmarker:
        return landmarker.detect(Frame(0.0, np.zeros((48, 64, 3), np.uint8)))


@pytest.mark.parametrize("model", ["medium", "", "no/such.task", "."])
def test_a_model_that_is_not_there_gets_one_line_naming_the_choices(model: str) -> None:
    with pytest.raises(BadModel) as caught:
        detect_one(model)
    assert str(caught.value) == f"{model}: no such model (try: --model lite, full or heavy)"


def test_a_model_missing_from_the_installation_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(model, "__file__", str(tmp_path / "formcheck" / "pose_estimation" / "model.py"))
    with pytest.raises(
        BadModel, match=r"pose_landmarker_full.task: missing from this installation \(try: pip"
    ):
        model_path("full")


def test_a_model_that_memory_does_not_suffice_for_is_not_called_damaged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from mediapipe.tasks.python import vision

    def too_little_memory(options: object) -> None:  # as MediaPipe says it
        raise RuntimeError("RET_CHECK failure (interpreter->AllocateTensors())==(kTfLiteOk)")

    monkeypatch.setattr(vision.PoseLandmarker, "create_from_options", too_little_memory)
    with pytest.raises(BadModel, match="not enough memory for it"), open_landmarker("full"):
        pass
