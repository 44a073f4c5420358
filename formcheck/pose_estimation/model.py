"""MediaPipe's pose models: found, checked, loaded, run and closed.

MediaPipe is imported when a model is loaded and nowhere else, so that
everything which needs no model starts at once.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import BadModel, system_reason
from formcheck.pose_estimation.native_log import native_log_held_back

MODELS = ("lite", "full", "heavy")
TRY_MODEL = f"--model {', '.join(MODELS[:-1])} or {MODELS[-1]}"
PARTS = ("pose_detector.tflite", "pose_landmarks_detector.tflite")  # what a pose model's zip holds


class PoseModel:
    """A model at work; it follows one person through pictures, or finds several in single ones."""

    def __init__(self, model: str, people: int = 1) -> None:
        """Load it; raises BadModel."""
        self._model = model
        self._task = _load(model_path(model), people)
        self._has_found_person = False

    def detect(self, rgb: NDArray[np.uint8], at_ms: int | None = None) -> Any:
        """MediaPipe's result for a picture, shape (h, w, 3); raises BadModel when the model cannot find poses.

        at_ms: where one person is followed, the picture's time, later than that of the one before.
        """
        import mediapipe

        # Given a view (a crop, BGR turned around) MediaPipe would read the wrong bytes, silently.
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(rgb))
        try:
            # The last native line comes with the first person.
            with nullcontext() if self._has_found_person else native_log_held_back():
                found = (
                    self._task.detect(image) if at_ms is None else self._task.detect_for_video(image, at_ms)
                )
        except RuntimeError as error:
            raise _not_a_model(self._model) from error
        self._has_found_person |= bool(found.pose_landmarks)
        return found

    def close(self) -> None:
        """Let go of it."""
        try:
            self._task.close()
        except RuntimeError:
            # A graph that failed says so again; without this, at the end of the program too.
            self._task._handle = None


def model_path(model: str) -> Path:
    """The file of a model given by size (lite, full, heavy) or by path; raises BadModel."""
    if model not in MODELS:
        path = Path(model)
        if not path.is_file():
            raise BadModel(model, "no such model", TRY_MODEL)
        return path
    name = f"pose_landmarker_{model}.task"
    package = Path(__file__).parent.parent
    # A wheel carries the models inside the package, a checkout beside it.
    for folder in (package / "models", package.parent / "models"):
        if (folder / name).is_file():
            return folder / name
    raise BadModel(name, "missing from this installation", "pip install --force-reinstall formcheck")


def _load(path: Path, people: int) -> Any:
    model = _read(path)
    # Importing MediaPipe is what takes long before a first frame.
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=model, delegate=BaseOptions.Delegate.CPU),
        running_mode=vision.RunningMode.VIDEO if people == 1 else vision.RunningMode.IMAGE,
        num_poses=people,
    )
    with native_log_held_back():
        try:
            return vision.PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError) as error:
            if "AllocateTensors" in str(error):  # a model that is whole, as has just been proved
                raise BadModel(
                    path, "not enough memory for it", "--model lite, or close other programs"
                ) from error
            raise _not_a_model(path) from error


def _read(path: Path) -> bytes:
    """The model's bytes, its checksums proved, so that MediaPipe is not given a damaged one."""
    try:
        if not zipfile.is_zipfile(path):
            raise _not_a_model(path)
        model = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(model)) as bundle:
            for part in PARTS:
                bundle.read(part)
    except OSError as error:
        raise BadModel(path, system_reason(error), TRY_MODEL) from error
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _not_a_model(path) from error
    return model


def _not_a_model(path: str | Path) -> BadModel:
    return BadModel(path, "damaged, or not a pose model", TRY_MODEL)
