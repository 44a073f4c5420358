"""JPEG pictures from the network: their header is checked before they are decoded."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.web.limits import SIDE_PX

TRY = "(try: a baseline JPEG as canvas.toBlob makes it)"
MOST_SEGMENTS = 64  # before the picture itself
BASELINE = (0xC0, 0xC1)
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the ways of coding; the three are tables
SCAN = b"\xff\xda"


class BadFrame(Exception):
    """Not a picture that can be used; the message is for the client."""


def size_in_header(jpeg: bytes) -> tuple[int, int]:
    """Width and height, px, of a whole baseline JPEG within the limits; raises BadFrame.

    Other ways of coding are turned away because a small file can hold any number
    of scans, each as costly as a picture.
    """
    if not (jpeg.startswith(b"\xff\xd8") and jpeg.endswith(b"\xff\xd9")):
        raise BadFrame(f"not a whole JPEG {TRY}")
    at, size = 2, None
    for _ in range(MOST_SEGMENTS):
        marker, body = _segment(jpeg, at)
        if marker in FRAMES:
            if size is not None or marker not in BASELINE:
                raise BadFrame(f"not a baseline JPEG {TRY}")
            size = _size(body)
        elif marker == SCAN[1]:
            if size is None or jpeg.find(SCAN, at + 2) >= 0:
                break
            return size
        at += 4 + len(body)
    raise BadFrame(f"a JPEG with a damaged header {TRY}")


def _segment(jpeg: bytes, at: int) -> tuple[int, bytes]:
    length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
    body = jpeg[at + 4 : at + 2 + length]
    if jpeg[at : at + 1] != b"\xff" or length < 2 or len(body) != length - 2:
        raise BadFrame(f"a JPEG with a damaged header {TRY}")
    return jpeg[at + 1], body


def _size(body: bytes) -> tuple[int, int]:
    height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    least, most = SIDE_PX
    if len(body) < 6 or body[0] != 8 or body[5] not in (1, 3):
        raise BadFrame(f"not a baseline JPEG {TRY}")
    if not (least <= width <= most and least <= height <= most):
        raise BadFrame(f"{width}x{height} px: a side must be {least} to {most} px (try: scale the picture)")
    return width, height


def decode_jpeg(jpeg: bytes) -> NDArray[np.uint8]:
    """The picture, RGB; raises BadFrame."""
    width, height = size_in_header(jpeg)
    flags = cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION
    try:
        rgb = cv2.imdecode(np.frombuffer(jpeg, np.uint8), flags)
    except cv2.error:
        rgb = None
    if rgb is None or rgb.shape != (height, width, 3):
        raise BadFrame(f"a JPEG that cannot be decoded {TRY}")
    return np.asarray(rgb, np.uint8)
