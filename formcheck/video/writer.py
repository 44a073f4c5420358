"""Writing H.264 that browsers play, every picture at its own time."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.errors import CannotWrite, one_line
from formcheck.video.container import DRAWN

CLOCK = Fraction(1, 90_000)  # s: fine enough for any camera
# In fragments: what is written can be played, whatever ends the writing.
FRAGMENTS = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}


class VideoWriter:
    """An MP4 file of one video; a context manager.  The size is that of the first picture."""

    def __init__(self, path: str | Path, *, quick: bool = False, drawn: bool = False) -> None:
        """`quick`: for writing while something else must keep pace; the file is larger.  `drawn`: not as filmed."""
        self._path = Path(path)
        self._preset = "ultrafast" if quick else "medium"
        self._drawn = drawn
        self._stream: VideoStream | None = None
        self._first_s = 0.0
        self._last = -1

    def __enter__(self) -> Self:
        self._container = av.open(f"file:{self._path}", "w", format="mp4", options=FRAGMENTS)
        if self._drawn:
            self._container.metadata["comment"] = DRAWN
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the file; raises CannotWrite, unless the block did already."""
        if error is not None:
            with suppress(OSError, av.FFmpegError):
                self._container.close()
            return
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
        reason = getattr(problem, "strerror", None) or str(problem)
        return CannotWrite(f"{one_line(self._path)}: {reason} (try: another folder)")
