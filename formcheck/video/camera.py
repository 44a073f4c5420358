"""Frames from a camera, by number or address."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.errors import CannotOpen, one_line
from formcheck.video.frame import Frame

PREFERRED = (1280, 720, 30)  # width, height, frames/s; a camera that cannot is used as it is
TRY_DOCTOR = "formcheck doctor"
MOST_CAMERAS = 6  # numbers that are tried when looking for cameras
SETTLING = 5  # pictures until the exposure is right


@contextmanager
def open_camera(which: str) -> Iterator[Camera]:
    """Open a camera by its number or address; raises CannotOpen."""
    name, capture = f"camera {one_line(which)}", open_capture(which)
    try:
        if not capture.isOpened():
            raise CannotOpen(name, "no such camera, or in use by another program", TRY_DOCTOR)
        yield Camera(name, capture)
    finally:
        capture.release()


class Camera:
    """An open camera as a source of live frames; made by `open_camera`.

    Times are seconds since it was opened, taken when a picture is grabbed: the
    drivers' own times cannot be trusted across systems.
    """

    can_wait = False
    rotation_deg = 0

    def __init__(self, name: str, capture: cv2.VideoCapture) -> None:
        self.name = name  # in the report
        self.warnings: list[str] = []
        self._capture = capture

    def frames(self, stop: threading.Event) -> Iterator[Frame]:
        """Frames until `stop` is set; raises CannotOpen when the camera stops delivering them."""
        first = time.monotonic()
        while not stop.is_set():
            grabbed = self._capture.grab()
            now = time.monotonic() - first
            whole, bgr = self._capture.retrieve() if grabbed else (False, None)
            if not whole or bgr is None:
                raise CannotOpen(
                    self.name, "stopped delivering pictures", "plug it in again; formcheck doctor"
                )
            yield Frame(now, np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8))


def open_capture(which: str) -> cv2.VideoCapture:
    """OpenCV's capture for a number or an address, silently; it may be closed."""
    with _opencv_log_held_back():
        capture = cv2.VideoCapture(int(which) if which.isdecimal() else which)
        width, height, fps = PREFERRED
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


def find_cameras() -> Iterator[CameraFound]:
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


@contextmanager
def _opencv_log_held_back() -> Iterator[None]:
    """OpenCV complains on stderr in its own words; ours name what to try."""
    before = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        cv2.utils.logging.setLogLevel(before)
