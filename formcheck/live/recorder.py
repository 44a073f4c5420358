"""Recording a live set: on a thread of its own, because a disk may be slow or full."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from formcheck.drawing.overlay import draw_overlay, fit_to_size
from formcheck.errors import FormcheckError
from formcheck.files import whole_file
from formcheck.live.watched_frame import WatchedFrame
from formcheck.video.writer import VideoWriter, open_video_writer

WAITING = 30  # frames: about a second; a disk that is further behind loses some
PATIENCE_S = 10.0  # to write what is queued when the set has ended


class NothingRecorded(Exception):
    """Keeps an empty file from taking its place."""


@contextmanager
def open_recorder(
    path: str, *, overlay: bool, force: bool, notify: Callable[[str], None]
) -> Iterator[Recorder]:
    """Begin an MP4 file, which is there after the block, whatever ended it, if anything was recorded.

    overlay: with what is drawn over the picture, else as the camera saw it; never
    mirrored.  Raises CannotWrite when the file cannot be begun.
    """
    file = ExitStack()
    recorder = Recorder(file.enter_context(whole_file(path, force=force)), path, overlay, notify)
    try:
        yield recorder
    finally:
        recorder.finish()
        try:
            with suppress(NothingRecorded), file:
                if not recorder.has_frames:
                    raise NothingRecorded
        except FormcheckError as problem:
            notify(str(problem))


class Recorder:
    """Writes what was seen to a file that is to become `path`; made by `open_recorder`.

    A failure is reported once and the set goes on; what was written until
    then can be played.
    """

    def __init__(self, file: Path, path: str, overlay: bool, notify: Callable[[str], None]) -> None:
        self._file, self._path, self._overlay, self._notify = file, path, overlay, notify
        self._queue: queue.Queue[WatchedFrame | None] = queue.Queue(WAITING)
        self._thread = threading.Thread(target=self._run, name="formcheck recorder", daemon=True)
        self.failed = False
        self.has_frames = False
        self._thread.start()

    def finish(self) -> None:
        """Write what waits, within limits."""
        with suppress(queue.Full):
            self._queue.put(None, timeout=PATIENCE_S)
            self._thread.join(PATIENCE_S)

    def put(self, seen: WatchedFrame) -> None:
        """Record a frame; never waits."""
        if self.failed:
            return
        try:
            self._queue.put_nowait(seen)
        except queue.Full:
            self._notify("the disk is too slow for the recording: some pictures are left out of it")

    def _run(self) -> None:
        try:
            with open_video_writer(self._file, quick=True, drawn=self._overlay) as writer:
                while (seen := self._queue.get()) is not None:
                    self._write(writer, seen)
        except Exception as problem:  # a fault of the recording must not end the set
            self.failed = True
            if isinstance(problem, FormcheckError):
                problem = problem.renamed(self._file, self._path)
            self._notify(f"the recording stopped, the set goes on: {problem}")
            while self._queue.get() is not None:
                pass

    def _write(self, writer: VideoWriter, seen: WatchedFrame) -> None:
        height, width = seen.frame.rgb.shape[:2]
        size = writer.size or (width // 2 * 2, height // 2 * 2)
        picture, xy = fit_to_size(seen.frame.rgb, seen.pose, size, mirrored=False)
        if self._overlay:
            draw_overlay(picture, xy, seen.scene)
        writer.add(picture, seen.frame.timestamp_s)
        self.has_frames = True
