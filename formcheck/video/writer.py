"""Writing H.264 that browsers play, every picture at its own time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.errors import CannotWrite, system_reason
from formcheck.video.container import DRAWN

CLOCK = Fraction(1, 90_000)  # s: fine enough for any camera
# In fragments: what is written can be played, whatever ends the writing.
FRAGMENTS = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}


@contextmanager
def open_video_writer(path: str | Path, *, quick: bool = False, drawn: bool = False) -> Iterator[VideoWriter]:
    """Begin an MP4 file and finish it after the block; raises CannotWrite, unless the block raises something.

    quick: for writing while something else must keep pace; the file is larger.
    drawn: the pictures are not as filmed.
    """
    container = av.open(f"file:{path}", "w", format="mp4", options=FRAGMENTS)
    if drawn:
        container.metadata["comment"] = DRAWN
    writer = VideoWriter(Path(path), container, preset="ultrafast" if quick else "medium")
    try:
        yield writer
    except BaseException:
        with suppress(OSError, av.FFmpegError):
            container.close()
        raise
    writer.finish()


class VideoWriter:
    """An MP4 file of one video, whose size is that of the first picture; made by `open_video_writer`."""

    def __init__(self, path: Path, container: OutputContainer, preset: str) -> None:
        self._path, self._container, self._preset = path, container, preset
        self._stream: VideoStream | None = None
        self._first_s = 0.0
        self._last = -1

    def finish(self) -> None:
        """Write what is left and close the file; raises CannotWrite."""
        try:
            if self._stream is not None:
                self._container.mux(self._stream.encode())
            self._container.close()
        except (OSError, av.FFmpegError) as problem:
            raise self._cannot_write(problem) from problem

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height, once the first picture is there; H.264 wants them even."""
        return (self._stream.width, self._stream.height) if self._stream else None

    def add(self, rgb: NDArray[np.uint8], timestamp_s: float) -> None:
        """Write a picture of the first one's size; times must increase.  Raises CannotWrite."""
        try:
            if self._stream is None:
                self._stream = self._begin(rgb)
                self._first_s = timestamp_s
            width, height = self._stream.width, self._stream.height
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb[:height, :width]), format="rgb24")
            self._last = max(round((timestamp_s - self._first_s) / CLOCK), self._last + 1)
            frame.pts, frame.time_base = self._last, CLOCK
            self._container.mux(self._stream.encode(frame))
        except (OSError, av.FFmpegError) as problem:
            raise self._cannot_write(problem) from problem

    def _begin(self, rgb: NDArray[np.uint8]) -> VideoStream:
        options = {"preset": self._preset, "crf": "20", "g": "30", "bf": "0"}
        stream = self._container.add_stream("libx264", rate=30, options=options)
        assert isinstance(stream, VideoStream)
        height, width = rgb.shape[:2]
        stream.width, stream.height, stream.pix_fmt = width // 2 * 2, height // 2 * 2, "yuv420p"
        stream.codec_context.time_base = CLOCK
        return stream

    def _cannot_write(self, problem: Exception) -> CannotWrite:
        return CannotWrite(self._path, system_reason(problem), "another folder")
