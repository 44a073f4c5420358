"""Tiny video files made on the spot: each picture shows its own number, so a reader's order can be proved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray


def grey(number: int) -> int:
    """The brightness that stands for a picture's number, which starts anew at 30."""
    return 20 + 7 * (number % 30)


def number_in(rgb: NDArray[np.uint8]) -> int:
    """The number that a picture shows."""
    height, width = rgb.shape[:2]
    return round((float(rgb[height // 4 :, width // 4 :].mean()) - 20) / 7)


def picture(number: int, width: int, height: int) -> NDArray[np.uint8]:
    """Grey by number; the upper left eighth is red, so that turns and mirrors show."""
    rgb = np.full((height, width, 3), grey(number), np.uint8)
    rgb[: height // 8, : width // 8] = (255, 0, 0)
    return rgb


def frame_of(rgb: NDArray[np.uint8], pixels: str) -> av.VideoFrame:
    """A picture for an encoder, which makes of it whatever it stores, except a palette: one of 256 greys."""
    if pixels == "pal8":
        greys = np.arange(256, dtype=np.uint8)
        palette = np.stack([np.full_like(greys, 255), greys, greys, greys], axis=1)
        with_palette: Any = (np.ascontiguousarray(rgb[:, :, 1]), palette)  # PyAV takes it, its stubs do not
        return av.VideoFrame.from_ndarray(with_palette, format="pal8")
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")


def film(
    path: Path,
    *,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    size: tuple[int, int] = (64, 48),
    times: Sequence[int] = range(0, 250, 10),
    base: Fraction = Fraction(1, 250),
    container: Mapping[str, str] | None = None,
    encoder: Mapping[str, str] | None = None,
    shape: Fraction | None = None,
    rotation: int = 0,
    pictures: Sequence[NDArray[np.uint8]] | None = None,
) -> Path:
    """Write pictures 0, 1, 2 ... shown at `times` (in units of `base` seconds); 25 of them at 25/s by default.

    `pictures` are shown instead, at their own size.
    """
    height, width = pictures[0].shape[:2] if pictures else size[::-1]
    with av.open(str(path), "w", options=dict(container or {})) as out:
        stream = out.add_stream(codec, rate=25, options=dict(encoder or {}))
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        stream.codec_context.time_base = base
        if shape is not None:
            stream.sample_aspect_ratio = shape
        if rotation:
            stream.set_display_rotation(rotation)
        for number, time in enumerate(times):
            rgb = pictures[number] if pictures else picture(number, width, height)
            frame = frame_of(rgb, pixels)
            frame.pts, frame.time_base = time, base
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    return path


def film_out_of_order(
    path: Path, milliseconds: list[int], pictures: Sequence[NDArray[np.uint8]] | None = None
) -> Path:
    """Motion JPEG whose pictures are stored one after the other but shown at these times."""
    pictures = pictures or [picture(number, 64, 48) for number in range(len(milliseconds))]
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mjpeg", rate=25)
        assert isinstance(stream, av.VideoStream)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuvj420p"
        for number, time in enumerate(milliseconds):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pictures[number]), format="rgb24")
            for packet in stream.encode(frame):
                packet.time_base = Fraction(1, 1000)
                packet.pts, packet.dts = time, number
                out.mux(packet)
    return path
