"""Opening a video file, and saying in one line why it cannot be opened.

Nothing but the one file is opened, whatever it refers to.
"""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from formcheck.errors import CannotOpen
from formcheck.files import check_readable

# Only these readers may open a file: a text, a picture or a playlist (which
# would open further addresses) that is named like a video is turned away.
CONTAINERS = "mov,matroska,avi,gif,mpegts,mpeg,flv,asf,ogg"
MOST_PARTS = 1_000_000  # of an MP4: a fragment a second is half as many in three days
MOST_PIXELS = 8192 * 8192  # more than any camera films; a header that says more is damage or malice
DRAWN = "drawn on by formcheck"  # the comment in every video that shows skeletons: no film to measure


def open_container(path: Path) -> InputContainer:
    """The file, opened for reading; CannotOpen when it is no video."""
    check_readable(path)
    try:
        return av.open(
            # Without "file:" a colon in the name would be taken for a protocol.
            f"file:{path}",
            options={"format_whitelist": CONTAINERS},
            metadata_errors="replace",
        )
    except PermissionError as error:
        raise CannotOpen(path, "may not be read", "chmod u+r {subject}") from error
    except (av.FFmpegError, ValueError) as error:
        raise cannot_decode(path) from error


def video_streams(container: InputContainer, path: Path) -> list[VideoStream]:
    """The video streams that are not cover pictures, at least one."""
    if not container.streams:
        raise cannot_decode(path)
    found = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not found:
        raise CannotOpen(path, "no moving picture in it", "a file that holds a video")
    _check_can_be_decoded(found[0], path)
    return found


def _check_can_be_decoded(stream: VideoStream, path: Path) -> None:
    """CannotOpen for a picture without a decoder, or larger than memory is made for."""
    if stream.codec_context is None:
        raise CannotOpen(
            path,
            "its picture is of a kind that is not known here, or damaged",
            "ffmpeg -i {subject} set.mp4, or copy it again",
        )
    width, height = stream.width, stream.height
    if width * height > MOST_PIXELS:
        raise CannotOpen(
            path, f"{width}x{height} px is too large", "ffmpeg -i {subject} -vf scale=1280:-2 set.mp4"
        )
    shape = stream.sample_aspect_ratio or 1
    if width * height * shape > MOST_PIXELS:
        raise CannotOpen(
            path,
            f"its header says that pixels are {float(shape):g} times as wide as high",
            "ffmpeg -i {subject} -vf setsar=1 set.mp4",
        )


def declared_duration(container: InputContainer, stream: VideoStream) -> float | None:
    """Seconds of picture that the header speaks of; None where it does not."""
    if container.format.name == "avi" and stream.frames and stream.average_rate:
        # FFmpeg shortens an AVI's duration to what is there; the count of frames stays.
        return float(stream.frames / stream.average_rate)
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration:
        # Matroska counts from zero, also where the first picture comes later.
        starts = max(container.start_time or 0, 0)
        seconds = container.duration - (starts if starts < container.duration else 0)
        return seconds / av.time_base
    return None


def ends_in_the_middle(path: Path) -> bool:
    """Whether an MP4's last part reaches beyond the end of the file.

    Of one that was written in fragments and cut nothing else tells: its header
    promises no duration.
    """
    # One that was renamed or deleted while it was read tells nothing any more.
    with suppress(OSError), path.open("rb") as file:
        size, at = file.seek(0, os.SEEK_END), 0
        for _ in range(MOST_PARTS):
            if at + 8 > size:
                return at != size
            file.seek(at)
            length, kind = struct.unpack(">I4s", file.read(8))
            if (at == 0 and kind != b"ftyp") or not kind.isalnum():
                return False
            if length == 1:
                length = int.from_bytes(file.read(8))
            if length < 8:  # 0: whatever follows belongs to it
                return False
            at += length
    return False


def cannot_decode(path: Path) -> CannotOpen:
    """The error for a file of which no picture can be read."""
    with path.open("rb") as file:
        begins_as_mp4 = file.read(8)[4:] == b"ftyp"
    if begins_as_mp4:
        # Such a file keeps its index at its end, so one that was cut cannot be opened at all.
        return CannotOpen(path, "a video that was cut or damaged", "copy it again from the phone or camera")
    return CannotOpen(path, "not a video that can be read", "ffmpeg -i {subject} set.mp4")
