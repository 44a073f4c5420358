"""Capturing on a thread of its own: the newest frame waits to be watched."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from formcheck.errors import CannotOpen
from formcheck.live.mailbox import Mailbox
from formcheck.video.frame import Frame
from formcheck.video.source import FrameSource

STALLED_S = 5.0  # a camera that is silent for longer is gone


class FrameCapture:
    """Takes the frames of an open source as they come, until `stop`.

    Of a camera, frames that are not taken in time are dropped; a source that can
    wait loses none.  `on_error` is called on the capture thread.
    """

    def __init__(self, source: FrameSource, on_error: Callable[[Exception], None]) -> None:
        self._source, self._on_error = source, on_error
        self._frames: Mailbox[tuple[Frame, float]] = Mailbox()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="formcheck capture", daemon=True)
        self._thread.start()

    def next_frame(self) -> tuple[Frame, float] | None:
        """The next frame and the time.monotonic() it came at; None when there are no more.

        Raises CannotOpen when a camera has been silent for STALLED_S.
        """
        taken = self._frames.take(None if self._source.can_wait else STALLED_S)
        if taken is None and not self._frames.closed:
            raise CannotOpen(
                self._source.name,
                f"no picture for {STALLED_S:g} seconds",
                "plug it in again; formcheck doctor",
            )
        return None if self._stop.is_set() else taken

    def stop(self) -> None:
        """Take no more frames."""
        self._stop.set()
        self._frames.close()

    def join(self, timeout_s: float) -> None:
        """Wait for the thread to end, which a camera's driver may never do."""
        self._thread.join(timeout_s)

    def _run(self) -> None:
        put = self._frames.put_in_turn if self._source.can_wait else self._frames.put
        try:
            for frame in self._source.frames(self._stop):
                if self._stop.is_set():
                    return
                put((frame, time.monotonic()))
        except Exception as error:
            self._on_error(error)
        finally:
            self._frames.close()
