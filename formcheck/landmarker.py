"""MediaPipe's pose landmarker: a Frame in, a Pose out.

MediaPipe is imported when a landmarker is opened and nowhere else, so that
everything which needs no model starts at once.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import nullcontext
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import BadModel, one_line
from formcheck.native_log import native_log_held_back
from formcheck.pose import Pose

if TYPE_CHECKING:
    from formcheck.picture import Frame

MODELS = ("lite", "full", "heavy")
TRY_MODEL = f"(try: --model {', '.join(MODELS[:-1])} or {MODELS[-1]})"
PARTS = ("pose_detector.tflite", "pose_landmarks_detector.tflite")  # what a pose model's zip holds

# A landmark this much of the picture's size outside it is a guess about what
# the camera did not see; nearer ones are the edge of a hand or foot.
OUTSIDE = 0.05

# MediaPipe's filters take a time of 0 for none, and would judge the first movement wrongly.
FIRST_MS = 1
AGES_MS = 10**11  # after that long, nothing is left in them of what was before
LAST_MS = 9 * 10**12  # they count nanoseconds in 64 bits


class Landmarker:
    """Finds one person's landmarks in the frames of one source; a context manager.

    It tracks from frame to frame, so every source needs one of its own.
    """

    def __init__(self, model: str = "full") -> None:
        self.model = model
        self._task: Any = None
        self._first_s: float | None = None
        self._first_ms = FIRST_MS
        self._last_ms = 0
        self._met_somebody = False

    def __enter__(self) -> Self:
        """Load the model; raises BadModel."""
        self._task = create(model_path(self.model))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._task.close()
        except RuntimeError:
            # A graph that failed says so again; without this, at the end of the program too.
            self._task._handle = None

    def detect(self, frame: Frame) -> Pose:
        """The person in `frame`, at the frame's exact time.

        The numbers are MediaPipe's single-precision ones held in double
        precision, so that writing them to a pose file and back changes nothing.
        Raises BadModel when the model loads but cannot find poses.
        """
        result = self._look(frame.rgb, self._next_ms(frame.timestamp_s))
        if not result.pose_landmarks:
            return Pose.nobody(frame.timestamp_s)
        self._met_somebody = True
        return pose_of(
            frame.timestamp_s, result.pose_landmarks[0], result.pose_world_landmarks[0], *frame.size
        )

    def begin_anew(self) -> None:
        """Forget the source so far: what comes is found as a new landmarker would find it.

        It costs a tenth of making one.  Positions in the picture come out the same
        to the last bit, those in metres but for rounding; visibilities keep a
        trace of what was before for some thirty frames.
        """
        if self._first_s is None:
            return
        if self._last_ms + 3 * AGES_MS > LAST_MS:
            self._task.close()
            self._task = create(model_path(self.model))
            self._first_s, self._first_ms, self._last_ms = None, FIRST_MS, 0
            return
        # Where nobody is, tracking ends; the filters forget by time alone.
        self._look(np.zeros((64, 64, 3), np.uint8), self._last_ms + AGES_MS)
        self._first_s, self._first_ms = None, self._last_ms + 2 * AGES_MS

    def _look(self, rgb: NDArray[np.uint8], at_ms: int) -> Any:
        import mediapipe

        self._last_ms = at_ms
        # Given a view (a crop, BGR turned around) MediaPipe would read the wrong bytes, silently.
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(rgb))
        try:
            # The last native line comes with the first person.
            with nullcontext() if self._met_somebody else native_log_held_back():
                return self._task.detect_for_video(image, at_ms)
        except RuntimeError as error:
            raise _not_a_model(self.model) from error

    def _next_ms(self, timestamp_s: float) -> int:
        """Milliseconds since the first frame; MediaPipe wants them whole and strictly increasing."""
        if self._first_s is None:
            self._first_s = timestamp_s
        since_ms = round((timestamp_s - self._first_s) * 1000)
        return max(self._first_ms + since_ms, self._last_ms + 1)


def model_path(model: str) -> Path:
    """The file of a model given by size (lite, full, heavy) or by path; raises BadModel."""
    if model not in MODELS:
        path = Path(model)
        if not path.is_file():
            raise BadModel(f"{one_line(model)}: no such model {TRY_MODEL}")
        return path
    name = f"pose_landmarker_{model}.task"
    package = Path(__file__).parent
    # A wheel carries the models inside the package, a checkout beside it.
    for folder in (package / "models", package.parent / "models"):
        if (folder / name).is_file():
            return folder / name
    raise BadModel(f"{name}: missing from this installation (try: pip install --force-reinstall formcheck)")


def create(path: Path, people: int = 1) -> Any:
    """MediaPipe's landmarker for the model at `path`; it follows one person, or finds several in single pictures."""
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
        raise BadModel(f"{one_line(path)}: {error.strerror} {TRY_MODEL}") from error
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _not_a_model(path) from error
    return model


def _not_a_model(path: str | Path) -> BadModel:
    return BadModel(f"{one_line(path)}: damaged, or not a pose model {TRY_MODEL}")


def pose_of(timestamp_s: float, image: list[Any], world: list[Any], width: int, height: int) -> Pose:
    """A Pose from MediaPipe's landmarks: `image` in parts of the picture's size, `world` in metres."""
    part = np.array([(mark.x, mark.y) for mark in image], dtype=np.float32)
    part[((part < -OUTSIDE) | (part > 1 + OUTSIDE)).any(axis=1)] = np.nan
    xy = part * np.array([width, height], dtype=np.float32)
    visibility = np.array([mark.visibility for mark in image], dtype=np.float32)
    metres = np.array([(mark.x, mark.y, mark.z) for mark in world], dtype=np.float32)
    size = (width, height)
    return Pose(
        timestamp_s, xy.astype(np.float64), visibility.astype(np.float64), metres.astype(np.float64), size
    )
