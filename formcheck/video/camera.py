"""Frames from a camera, by number or address."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from formcheck.errors import CannotOpen, one_line
from formcheck.video.frame import Frame

WANTED = (1280, 720, 30)  # width, height, frames/s; a camera that cannot does what it can
TRY_DOCTOR = "(try: formcheck doctor)"
MOST_CAMERAS = 6  # numbers that are tried when looking for cameras
SETTLING = 5  # pictures until the exposure is right


class Camera:
    """A camera as a source of live frames; a context manager.

    Times are seconds since it was opened, taken when a picture is grabbed: the
    drivers' own times cannot be trusted across systems.
    """

    can_wait = False
    rotation_deg = 0

    def __init__(self, which: str) -> None:
        self._which = which
        self.warnings: list[str] = []
        self._capture: cv2.VideoCapture | None = None

    @property
    def name(self) -> str:
        """What the report calls it."""
        return f"camera {one_line(self._which)}"

    def __enter__(self) -> Self:
        """Open the camera; raises CannotOpen."""
        self._capture = open_capture(self._which)
        if not self._capture.isOpened():
            self._capture.release()
            raise CannotOpen(f"{self.name}: no such camera, or in use by another program {TRY_DOCTOR}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._capture is not None:
            self._capture.release()

    def frames(self, stop: threading.Event) -> Iterator[Frame]:
        """Frames until `stop` is set; raises CannotOpen when the camera stops delivering them."""
        assert self._capture is not None
        first = time.monotonic()
        while not stop.is_set():
            grabbed = self._capture.grab()
            now = time.monotonic() - first
            whole, bgr = self._capture.retrieve() if grabbed else (False, None)
            if not whole or bgr is None:
                raise CannotOpen(
                    f"{self.name}: stopped delivering pictures (try: plug it in again; formcheck doctor)"
                )
            yield Frame(now, np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8))


def open_capture(which: str) -> cv2.VideoCapture:
    """OpenCV's capture for a number or an address, silently; it may be closed."""
    with _silence():
        capture = cv2.VideoCapture(int(which) if which.isdecimal() else which)
        width, height, fps = WANTED
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        capture.set(cv2.CAP_PROP_FPS, fps)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # an old picture is worth nothing here
    return capture


@dataclass(frozen=True)
class CameraFound:
    """A camera that delivers pictures, and what one of them is like."""

    index: int
    width: int
    height: int
    brightness: float  # mean, 0..255


def look_for_cameras() -> Iterator[CameraFound]:
    """Grab a picture from every camera that can be opened."""
    for index in range(MOST_CAMERAS):
        capture = open_capture(str(index))
        try:
            for _ in range(SETTLING):
                capture.grab()
            whole, bgr = capture.retrieve() if capture.isOpened() else (False, None)
            if whole and bgr is not None:
                yield CameraFound(index, bgr.shape[1], bgr.shape[0], float(np.mean(bgr)))
        finally:
            capture.release()


class _silence:  # noqa: N801 (reads as a verb)
    """OpenCV complains on stderr in its own words; ours name what to try."""

    def __enter__(self) -> None:
        self._before = cv2.utils.logging.getLogLevel()
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

    def __exit__(self, *_: object) -> None:
        cv2.utils.logging.setLogLevel(self._before)
