"""Frames as the decoder stores them, and as RGB for people and models."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.reformatter import VideoReformatter

BRIGHTNESS_STEP = 16  # px: every 16th is enough


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a video or camera."""

    timestamp_s: float  # the source's own; the first need not be 0
    rgb: NDArray[np.uint8]  # (h, w, 3), upright
    filmed_size: tuple[int, int] | None = None  # width and height, px, where `rgb` was scaled down

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture as it was filmed, px: what a Pose is measured in."""
        height, width = self.rgb.shape[:2]
        return self.filmed_size or (width, height)

    @property
    def brightness(self) -> float:
        """Mean over some of the pixels, 0..255: enough to tell a dark room."""
        return float(self.rgb[::BRIGHTNESS_STEP, ::BRIGHTNESS_STEP].mean())


@dataclass(frozen=True, eq=False)
class RawFrame:
    """One picture as it is stored: only making a Frame of it converts its pixels.

    Sizes are width and height in px, with square pixels and before it is put upright.
    """

    timestamp_s: float
    stored: VideoFrame
    filmed_size: tuple[int, int]
    frame_size: tuple[int, int]  # what a Frame of it gets
    turns: int  # of 90 degrees clockwise that put it upright

    def to_rgb(self) -> Frame:
        """The picture as RGB."""
        rgb = _converted(self.stored, self.frame_size, "rgb24").to_ndarray()
        upright = np.ascontiguousarray(np.rot90(rgb, -self.turns), dtype=np.uint8)
        size = self.filmed_size if self.turns % 2 == 0 else self.filmed_size[::-1]
        return Frame(self.timestamp_s, upright, size)

    def no_larger_than(self, longest_px: int) -> RawFrame:
        """The same picture, scaled down where its longer side is larger than this."""
        scale = longest_px / max(self.filmed_size)
        if scale >= 1:
            return self
        width, height = self.filmed_size
        size = max(1, round(width * scale)), max(1, round(height * scale))
        try:
            small = _converted(self.stored, size)
        except ValueError:  # the converter reads palettes and raw pixels of a sensor, but writes none
            small = _converted(self.stored, size, "rgb24")
        return replace(self, stored=small, frame_size=size)


# A converter is slow to make and remembers its last task, so that a thread needs one of its own.
_own = threading.local()


def _converted(stored: VideoFrame, size: tuple[int, int], pixels: str | None = None) -> VideoFrame:
    if not hasattr(_own, "converter"):
        from av.video.reformatter import VideoReformatter

        _own.converter = VideoReformatter()
    converter: VideoReformatter = _own.converter
    # By default the converter starts threads for every picture, at half the speed.
    return converter.reformat(stored, *size, format=pixels, interpolation="AREA", threads=1)
