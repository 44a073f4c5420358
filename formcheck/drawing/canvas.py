"""Panels, texts and rings that can be read on any picture, at any size.

Every text stands on a panel of its own: no single colour of letters is
readable on both a white wall and a dark gym.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.ui import SHARED, Colour

Rgb = NDArray[np.uint8]  # (h, w, 3)
Align = Literal["left", "centre", "right"]

COLOURS = SHARED.colours
INK, PAPER, QUIET = COLOURS.ink, COLOURS.paper, COLOURS.quiet
LEG, AMBER, GREEN, TRACK = COLOURS.leg, COLOURS.amber, COLOURS.green, COLOURS.track

REGULAR, BOLD, BLACK = 420, 640, 760
NORMAL_SIDE = SHARED.sizes.normal_side  # px: the shorter side of the picture that sizes are given for
PANEL_ALPHA = SHARED.sizes.panel_alpha

_fonts = threading.local()


class Canvas:
    """A picture to draw on; lengths are in px of a picture whose shorter side is NORMAL_SIDE."""

    def __init__(self, picture: Rgb) -> None:
        self.picture = picture
        height, width = picture.shape[:2]
        self.unit: float = min(height, width) / NORMAL_SIDE
        self.height: float = height / self.unit
        self.width: float = width / self.unit

    def px(self, length: float) -> int:
        """A length or position in px of this very picture."""
        return round(length * self.unit)

    def point(self, x: float, y: float) -> tuple[int, int]:
        """A position in px of this very picture."""
        return self.px(x), self.px(y)

    def panel(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Colour = INK,
        alpha: float = PANEL_ALPHA,
        radius: float = 16,
    ) -> None:
        """A rounded, see-through rectangle."""
        left, top = max(self.px(x), 0), max(self.px(y), 0)
        region = self.picture[top : self.px(y + height), left : self.px(x + width)]
        rows, columns = region.shape[:2]
        if rows == 0 or columns == 0:
            return
        over, under = _rounded(rows, columns, min(self.px(radius), rows // 2, columns // 2), alpha)
        plain = np.empty_like(region)
        plain[:] = colour
        region[:] = cv2.blendLinear(plain, np.ascontiguousarray(region), over, under)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        colour: Colour = PAPER,
        weight: int = REGULAR,
        align: Align = "left",
    ) -> None:
        """One line; y is its base line."""
        shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * self.text_width(text, size, weight)
        at = self.point(x - shift, y)
        cv2.putText(self.picture, text, at, colour, _font(), self._text_px(size), weight)

    def text_width(self, text: str, size: float, weight: int = REGULAR) -> float:
        """How wide a line is."""
        return _text_px_width(text, self._text_px(size), weight) / self.unit

    def _text_px(self, size: float) -> int:
        return max(self.px(size), 9)  # smaller letters are not letters any more

    def line(self, a: tuple[float, float], b: tuple[float, float], colour: Colour, width: float = 3) -> None:
        """A straight line."""
        cv2.line(self.picture, self.point(*a), self.point(*b), colour, max(self.px(width), 1), cv2.LINE_AA)

    def ring(self, x: float, y: float, radius: float, share: float, colour: Colour, width: float) -> None:
        """A ring around a point, drawn clockwise from the top as far as `share` (0..1) of it."""
        size = (self.px(radius), self.px(radius))
        thick = max(self.px(width), 1)
        end = -90 + 360 * share
        cv2.ellipse(self.picture, self.point(x, y), size, 0, -90, end, colour, thick, cv2.LINE_AA)


def wrap_text(canvas: Canvas, text: str, size: float, weight: int, widest: float) -> list[str]:
    """A text in as few lines as fit, of about equal length."""
    words = text.split()
    for count in range(1, len(words) + 1):
        lines = _in_lines(canvas, words, size, weight, count)
        if max(canvas.text_width(line, size, weight) for line in lines) <= widest:
            return lines
    return words


def _in_lines(canvas: Canvas, words: list[str], size: float, weight: int, count: int) -> list[str]:
    room = canvas.text_width(" ".join(words), size, weight) / count
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        middle = canvas.text_width(longer, size, weight) - canvas.text_width(word, size, weight) / 2
        if middle <= room or len(lines) == count:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _font() -> cv2.FontFace:
    """OpenCV's own sans; one per thread, because drawing with it fills its cache."""
    if not hasattr(_fonts, "sans"):
        _fonts.sans = cv2.FontFace("sans")
    font: cv2.FontFace = _fonts.sans
    return font


@lru_cache(maxsize=512)
def _text_px_width(text: str, size: int, weight: int) -> int:
    return int(cv2.getTextSize((1, 1), text, (0, 0), _font(), size, weight)[2])


@lru_cache(maxsize=64)
def _rounded(
    rows: int, columns: int, radius: int, alpha: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How much of a panel and how much of what is behind it each pixel shows."""
    sharp = 4  # drawn larger and shrunk: smooth corners
    mask = np.zeros((rows * sharp, columns * sharp), np.uint8)
    r, bottom, right = radius * sharp, rows * sharp - 1, columns * sharp - 1
    cv2.rectangle(mask, (r, 0), (right - r, bottom), 255, -1)
    cv2.rectangle(mask, (0, r), (right, bottom - r), 255, -1)
    for x in (r, right - r):
        for y in (r, bottom - r):
            cv2.circle(mask, (x, y), r, 255, -1)
    small = cv2.resize(mask, (columns, rows), interpolation=cv2.INTER_AREA)
    over = (small.astype(np.float32) * (alpha / 255)).astype(np.float32)
    return over, (1.0 - over).astype(np.float32)
