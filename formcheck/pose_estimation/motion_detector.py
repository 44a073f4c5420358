"""Detects movement in parts of the picture that were still before: a person may have come."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.int16]

CELLS = 48  # along the longer side of a picture; one pixel of each is compared
CHANGED = 20  # of 255: more than noise
NEWS = 0.005  # of the picture: part of a person far away


class MotionDetector:
    """Detects movement where nothing has moved before."""

    def __init__(self) -> None:
        self._before: Cells = np.zeros((0, 0), np.int16)
        self._moved = self._usual = np.zeros((0, 0), np.bool_)

    def has_new_motion(self, rgb: NDArray[np.uint8]) -> bool:
        """Whether enough of the picture has changed, since the last one given, that never did."""
        step = max(1, max(rgb.shape) // CELLS)
        now: Cells = rgb[::step, ::step, 1].astype(np.int16)
        if self._before.shape != now.shape:
            self._before, self._usual = now, np.zeros(now.shape, np.bool_)
        self._moved = np.abs(now - self._before) > CHANGED
        self._before = now
        return float((self._moved & ~self._usual).mean()) > NEWS

    def accept_motion(self) -> None:
        """No person had come: what has moved, and what is beside it, may move again."""
        height, width = self._moved.shape
        moved = np.pad(self._moved, 1)
        beside = [moved[y : y + height, x : x + width] for y in range(3) for x in range(3)]
        self._usual = np.logical_or.reduce([self._usual, *beside])
