"""Films with several people in them, put together from the sample clips.

`walker.webp` holds fourteen pictures of one stride, cut out of a clip of the
studio's `walking`, 180 px wide each.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.video.reader import open_video
from tests.support.paths import SAMPLES

Images = list[NDArray[np.uint8]]

FPS = 25
WALKER_PX = 180


@lru_cache(maxsize=2)  # half a gigabyte each
def _whole(name: str) -> Images:
    with open_video(SAMPLES / f"{name}.mp4") as video:
        return [frame.rgb for frame in islice(video, 14 * FPS)]


def clip(name: str, seconds: float, left: int = 0, right: int | None = None) -> Images:
    """The beginning of a sample clip, between two columns of pixels."""
    return [image[:, left:right] for image in _whole(name)[: round(seconds * FPS)]]


def still(name: str, at_s: float, seconds: float, left: int, right: int) -> Images:
    """Somebody who does nothing: one picture of a clip, with the noise of a camera."""
    image = _whole(name)[round(at_s * FPS)][:, left:right]
    rng = np.random.default_rng(1)
    noise = (rng.normal(0, 1.5, image.shape[:2])[..., None] for _ in range(round(seconds * FPS)))
    return [np.clip(image + grain, 0, 255).astype(np.uint8) for grain in noise]


def empty_room(name: str, left: int, right: int) -> NDArray[np.uint8]:
    """What a clip shows where nobody is: the columns of pixels beside the person, mirrored over them."""
    image = _whole(name)[0][:, left:right]
    strip = image[:, : image.shape[1] // 8]
    return np.tile(np.hstack([strip, strip[:, ::-1]]), (1, 5, 1))[:, : image.shape[1]]


def side_by_side(*columns: Images) -> Images:
    return [np.hstack(row) for row in zip(*columns, strict=True)]


def with_poster(images: Images, left: int, height: int) -> Images:
    """A picture of somebody standing, on the wall: it never moves."""
    poster = _whole("cable-kickback-side")[60][20:460, 370:500]
    size = (height * 130 // 440, height)
    poster = cv2.resize(poster, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    hung = []
    for image in images:
        image = image.copy()
        image[10 : 10 + height, left : left + poster.shape[1]] = poster
        hung.append(image)
    return hung


def walked_through(images: Images, at_s: float, *, speed: int = 12, scale: float = 1.35) -> Images:
    """Somebody walks by in front, from the left to the right, `speed` px a picture."""
    sheet = cv2.imread(str(Path(__file__).with_name("walker.webp")), cv2.IMREAD_UNCHANGED)
    assert sheet is not None
    sheet = cv2.resize(sheet, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    width = round(WALKER_PX * scale)
    steps = [sheet[:, i * width : (i + 1) * width] for i in range(sheet.shape[1] // width)]
    through = []
    for number, image in enumerate(images):
        left = (number - round(at_s * FPS)) * speed - width
        over = steps[number // 2 % len(steps)]
        first, last = max(left, 0), min(left + width, image.shape[1])
        if first < last:
            part = over[:, first - left : last - left]
            image = image.copy()
            place = image[-part.shape[0] :, first:last]
            place[:] = np.where(part[..., 3:] > 127, part[..., 2::-1], place)
        through.append(image)
    return through


def written(path: Path, images: Sequence[NDArray[np.uint8]]) -> Path:
    """The pictures as a video."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=FPS, options={"crf": "20", "preset": "ultrafast"})
        assert isinstance(stream, av.VideoStream)
        height, width = (side // 2 * 2 for side in images[0].shape[:2])
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number, image in enumerate(images):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image[:height, :width]), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    return path
