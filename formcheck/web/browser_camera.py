"""The pictures that a page sends, as a source for the live loop."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator

from formcheck.video.frame import Frame
from formcheck.web.jpeg import BadFrame, decode_jpeg
from formcheck.web.limits import IN_FLIGHT

LOOK_S = 0.1  # how often to check whether the set has ended


class BrowserCamera:
    """A FrameSource: `put` on one thread, `frames` on the loop's.

    No more waits here than may be under way, so the loop may take its time with
    what it has; and a page that is silent is no camera that has failed.
    """

    name, rotation_deg, can_wait = "browser camera", 0, True

    def __init__(self, on_bad_frame: Callable[[float, str], None]) -> None:
        """`on_bad_frame` is called with the time of a picture that cannot be decoded, and why."""
        self._waiting: deque[tuple[float, bytes]] = deque(maxlen=IN_FLIGHT)
        self._any = threading.Event()
        self._on_bad_frame = on_bad_frame
        self.warnings: list[str] = []

    def close(self) -> None:
        """Drop the pictures that still wait."""
        self._waiting.clear()

    def put(self, time_s: float, jpeg: bytes) -> None:
        """Leave a picture here; never waits, the newest win."""
        self._waiting.append((time_s, jpeg))
        self._any.set()

    def frames(self, stop: threading.Event) -> Iterator[Frame]:
        """The pictures that can be decoded, until `stop`."""
        while not stop.is_set():
            self._any.wait(LOOK_S)
            self._any.clear()
            while self._waiting and not stop.is_set():
                time_s, jpeg = self._waiting.popleft()
                try:
                    yield Frame(time_s, decode_jpeg(jpeg))
                except BadFrame as error:
                    self._on_bad_frame(time_s, str(error))
