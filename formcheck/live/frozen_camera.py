"""Notices a camera that keeps delivering the same picture."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from formcheck.video.frame import Frame

STEP = 16  # px: a real camera's noise shows in every few of them
FROZEN_S = 3.0
FROZEN = "the camera's picture stands still (try: plug it in again)"


class FrozenCameraDetector:
    """Notices when frame after frame is the same to the last bit."""

    def __init__(self, notify: Callable[[str], None]) -> None:
        self._notify = notify
        self._last: NDArray[np.uint8] | None = None
        self._since_s = 0.0

    def update(self, frame: Frame) -> None:
        """Take the next frame."""
        sample = frame.rgb[::STEP, ::STEP].copy()
        if self._last is None or not np.array_equal(sample, self._last):
            self._last, self._since_s = sample, frame.timestamp_s
        elif frame.timestamp_s - self._since_s >= FROZEN_S:
            self._notify(FROZEN)
