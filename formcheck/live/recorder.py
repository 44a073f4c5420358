"""Recording a live set: on a thread of its own, because a disk may be slow or full."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.drawing.overlay import draw, fit_to_size
from formcheck.errors import FormcheckError, one_line
from formcheck.files import whole_file
from formcheck.live.watched_frame import Seen
from formcheck.video.writer import VideoWriter

WAITING = 30  # frames: about a second; a disk that is further behind loses some
PATIENCE_S = 10.0  # for what waits to be written when the set is over


class NothingRecorded(Exception):
    """Keeps an empty file from taking its place."""


class Recorder:
    """Writes what was seen to an MP4, as the camera saw it or with the overlay, not mirrored.

    Whatever goes wrong is told once and the set goes on; what was written until
    then can be played.
    """

    def __init__(self, path: str, *, overlay: bool, force: bool, notify: Callable[[str], None]) -> None:
        self._path, self._overlay, self._force, self._notify = path, overlay, force, notify
        self._queue: queue.Queue[Seen | None] = queue.Queue(WAITING)
        self._thread = threading.Thread(target=self._run, name="formcheck recorder", daemon=True)
        self._stack = ExitStack()
        self.failed = False
        self._any = False

    def __enter__(self) -> Self:
        """Raises CannotWrite when the file cannot be begun."""
        self._temporary: Path = self._stack.enter_context(whole_file(self._path, force=self._force))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(queue.Full):
            self._queue.put(None, timeout=PATIENCE_S)
            self._thread.join(PATIENCE_S)
        # The file takes its place whatever ended the set: nothing is lost.
        nothing = None if self._any else NothingRecorded()
        try:
            self._stack.__exit__(type(nothing) if nothing else None, nothing, None)
        except FormcheckError as problem:
            self._notify(str(problem))

    def put(self, seen: Seen) -> None:
        """Record a frame; never waits."""
        if self.failed:
            return
        try:
            self._queue.put_nowait(seen)
        except queue.Full:
            self._notify("the disk is too slow for the recording: some pictures are left out of it")

    def _run(self) -> None:
        try:
            with VideoWriter(self._temporary, quick=True, drawn=self._overlay) as writer:
                while (seen := self._queue.get()) is not None:
                    self._write(writer, seen)
        except Exception as problem:  # a fault of the recording must not end the set
            self.failed = True
            reason = str(problem).replace(str(self._temporary), one_line(self._path))
            self._notify(f"the recording stopped, the set goes on: {reason}")
            while self._queue.get() is not None:
                pass

    def _write(self, writer: VideoWriter, seen: Seen) -> None:
        height, width = seen.frame.rgb.shape[:2]
        size = writer.size or (width // 2 * 2, height // 2 * 2)
        picture, xy = fit_to_size(seen.frame.rgb, seen.pose, size, mirrored=False)
        if self._overlay:
            draw(picture, xy, seen.scene)
        writer.add(picture, seen.frame.timestamp_s)
        self._any = True
