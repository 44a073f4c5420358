"""Frames out of a video file, upright and at the source's own times.

A frame's time comes from the file, never from counting: phones film at a
variable rate, and a hold timed by frame numbers is wrong there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from fractions import Fraction
from itertools import chain
from operator import attrgetter
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from formcheck.pose import Source
from formcheck.video.container import (
    DRAWN,
    cannot_decode,
    declared_duration,
    ends_in_the_middle,
    open_container,
    video_streams,
)
from formcheck.video.frame import Frame, RawFrame
from formcheck.video.timestamps import USUAL_GAP_S, FrameClock

CUT_S = 0.5  # a picture that ends this much before the header says was cut


@contextmanager
def open_video(path: str | Path) -> Iterator[Video]:
    """Open a video file and decode its first picture; raises CannotOpen."""
    path = Path(path)
    with closing(open_container(path)) as container:
        video = Video(path, container)
        try:
            yield video
        finally:
            video.release_decoder()


class Video:
    """An open video file as pictures or frames, to be read once; made by `open_video`.

    `source` says what the header does until the last frame is read, then what
    was found.  `warnings` are lines for the user about what had to be corrected.
    """

    def __init__(self, path: Path, container: InputContainer) -> None:
        self.path = path
        self.warnings: list[str] = []
        stream, *others = video_streams(container, path)
        if others:
            self.warnings.append(f"{1 + len(others)} videos are in this file; the first is used")
        if container.metadata.get("comment") == DRAWN:
            self.warnings.append(
                "formcheck has drawn on this video, so its numbers are wrong: analyse the original"
            )
        stream.thread_type = "AUTO"
        self._decoded: Iterator[VideoFrame] = self._decode(container, stream)
        first = next(self._decoded, None)
        if first is None:
            raise cannot_decode(path)
        self._waiting: VideoFrame | None = first

        # AVI stores no presentation times; what FFmpeg makes up for them is
        # out of order where pictures were, but the decoding times are right.
        avi = container.format.name == "avi"
        self._ticks = attrgetter("dts" if avi else "pts")
        rate = float(stream.average_rate or 0)
        self._clock = FrameClock(1 / rate if rate else USUAL_GAP_S, missing_is_usual=avi)

        # Pixels that are not square would bend every angle.
        shape = stream.sample_aspect_ratio or Fraction(1)
        self._stored_size = (max(1, round(first.width * shape)), first.height)
        # FFmpeg counts turns anticlockwise.
        self._turn = round(-first.rotation / 90) % 4
        self.duration_hint_s = declared_duration(container, stream)  # None if the header does not say
        self.source = self._describe(stream.frames, self.duration_hint_s or 0.0, rate)

    def release_decoder(self) -> None:
        """Let go of the decoder, which else keeps its threads; there are no further frames."""
        self._decoded = iter(())

    def _decode(self, container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
        """Every picture that can be decoded, in order of presentation."""
        damaged = 0
        try:
            for packet in container.demux(stream):
                try:
                    pictures = packet.decode()
                except av.FFmpegError:
                    damaged += 1
                    continue
                whole = [p for p in pictures if isinstance(p, VideoFrame) and not p.is_corrupt]
                damaged += len(pictures) - len(whole)
                yield from whole
        except av.FFmpegError as error:
            self.warnings.append(f"reading stopped before the end of the file: {error.strerror}")
        if damaged:
            # Not a count of pictures: decoding in threads reports neighbours as one.
            self.warnings.append(f"damaged in {damaged} or more places; the pictures there were skipped")

    def __iter__(self) -> Iterator[Frame]:
        return (picture.to_rgb() for picture in self.raw_frames())

    def raw_frames(self) -> Iterator[RawFrame]:
        """Every picture, not yet converted; `source` is complete after the last."""
        if self._waiting is None:
            raise RuntimeError("a Video is read once; open it again")
        decoded = chain([self._waiting], self._decoded)
        self._waiting = None
        first = last = 0.0
        count = 0
        for stored in decoded:
            last = self._clock.time(self._ticks(stored), stored.time_base)
            first = last if count == 0 else first
            count += 1
            yield RawFrame(last, stored, self._stored_size, self._stored_size, self._turn)
        self._finish(count, last - first)

    def _finish(self, count: int, span_s: float) -> None:
        """Make `source` what was found and add the warnings that only the end can tell."""
        fps = (count - 1) / span_s if span_s else self.source.fps
        duration_s = span_s + (1 / fps if fps else 0.0)
        self.source = self._describe(count, duration_s, fps)
        self.warnings += self._clock.warnings()
        if self.duration_hint_s is not None and duration_s < self.duration_hint_s - CUT_S:
            self.warnings.append(
                f"the picture ends after {duration_s:.1f} s of the {self.duration_hint_s:.1f} s "
                "that the file promises: it was cut or damaged"
            )
        elif ends_in_the_middle(self.path):
            self.warnings.append(
                f"the file ends in the middle of a picture, after {duration_s:.1f} s: it was cut"
            )

    def _describe(self, frames: int, duration_s: float, fps: float) -> Source:
        width, height = self._stored_size if self._turn % 2 == 0 else self._stored_size[::-1]
        # A name that is not valid text could not be written into a report.
        path = str(self.path).encode("utf-8", "replace").decode("utf-8")
        return Source(path, duration_s, frames, fps, width, height, rotation_deg=self._turn * 90)
