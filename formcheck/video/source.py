"""Where live frames come from: a camera, or a file played as if it were one."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from formcheck.video.frame import Frame
from formcheck.video.reader import Video, open_video

# For one picture: where the file's clock jumps there is nothing to see, and no reason to stand still.
LONGEST_WAIT_S = 1.0


class FrameSource(Protocol):
    """An open source of frames, which come at their own pace until it ends or `stop` is set."""

    can_wait: bool  # False: a frame that is not taken in time is gone, as with a camera

    @property
    def name(self) -> str:
        """What the report calls it."""
        ...

    @property
    def rotation_deg(self) -> int:
        """How far the stored picture is turned."""
        ...

    @property
    def warnings(self) -> list[str]:
        """Lines for the user about what had to be corrected."""
        ...

    def frames(self, stop: threading.Event) -> Iterator[Frame]:
        """The frames; raises FormcheckError when the source fails."""
        ...


@contextmanager
def open_playback(path: str | Path, *, pace: float = 1.0) -> Iterator[Playback]:
    """Open a video file to be played; raises CannotOpen.

    pace: how many times as fast as it was filmed, at most.
    """
    with open_video(path) as video:
        yield Playback(video, pace)


class Playback:
    """A video file in real time.

    A file can wait where a camera cannot: when the machine is too slow for it,
    playing slows down and no frame is dropped, so the result is the same on any machine.
    """

    can_wait = True

    def __init__(self, video: Video, pace: float) -> None:
        self._video, self._pace = video, pace

    @property
    def name(self) -> str:
        """The file's name as it was given."""
        return self._video.source.path

    @property
    def rotation_deg(self) -> int:
        """How far the stored picture is turned."""
        return self._video.source.rotation_deg

    @property
    def warnings(self) -> list[str]:
        """What had to be corrected in the file."""
        return self._video.warnings

    def frames(self, stop: threading.Event) -> Iterator[Frame]:
        """Every frame, none before its time unless it is long in coming."""
        due, last_s = 0.0, None
        for frame in self._video:
            now = time.monotonic()
            # Time lost is not caught up: playing goes on from here at its usual pace.
            since_s = 0.0 if last_s is None else (frame.timestamp_s - last_s) / self._pace
            due = max(due + min(since_s, LONGEST_WAIT_S), now)
            last_s = frame.timestamp_s
            if stop.wait(due - now):
                return
            yield frame
