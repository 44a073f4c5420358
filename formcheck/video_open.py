"""Opening a video file, and saying in one line why it cannot be opened.

Nothing but the one file is opened, whatever it refers to.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from formcheck.errors import CannotOpen, one_line
from formcheck.files import check_readable

# Only these readers may open a file: a text, a picture or a playlist (which
# would open further addresses) that is named like a video is turned away.
CONTAINERS = "mov,matroska,avi,gif,mpegts,mpeg,flv,asf,ogg"
MOST_PIXELS = 8192 * 8192  # more than any camera films; a header that says more is damage or malice


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
        name = one_line(path)
        raise CannotOpen(f"{name}: may not be read (try: chmod u+r {shlex.quote(name)})") from error
    except (av.FFmpegError, ValueError) as error:
        raise cannot_decode(path) from error


def moving_pictures(container: InputContainer, path: Path) -> list[VideoStream]:
    """The video streams that are not cover pictures, at least one."""
    if not container.streams:
        raise cannot_decode(path)
    found = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not found:
        raise CannotOpen(f"{one_line(path)}: no moving picture in it (try: a file that holds a video)")
    width, height = found[0].width, found[0].height
    if width * height > MOST_PIXELS:
        raise CannotOpen(
            f"{one_line(path)}: {width}x{height} px is too large "
            f"(try: ffmpeg -i {shlex.quote(one_line(path))} -vf scale=1280:-2 set.mp4)"
        )
    return found


def promised_duration(container: InputContainer, stream: VideoStream) -> float | None:
    """Seconds of picture that the header speaks of; None where it does not."""
    if container.format.name == "avi" and stream.frames and stream.average_rate:
        # FFmpeg shortens an AVI's duration to what is there; the count of frames stays.
        return float(stream.frames / stream.average_rate)
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration:
        return container.duration / av.time_base
    return None


def cannot_decode(path: Path) -> CannotOpen:
    """The error for a file of which no picture can be read."""
    name = one_line(path)
    with path.open("rb") as file:
        begins_as_mp4 = file.read(8)[4:] == b"ftyp"
    if begins_as_mp4:
        # Such a file keeps its index at its end, so one that was cut cannot be opened at all.
        return CannotOpen(
            f"{name}: a video that was cut or damaged (try: copy it again from the phone or camera)"
        )
    return CannotOpen(f"{name}: not a video that can be read (try: ffmpeg -i {shlex.quote(name)} set.mp4)")
