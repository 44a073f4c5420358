"""The analysis of one received video, on a thread of its own; what it says is heard on the event loop."""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

from formcheck.analysis import analyze_recording, open_recording
from formcheck.drawing.top_shots import shots_of_video
from formcheck.errors import FormcheckError
from formcheck.pose import Pose
from formcheck.video.reader import open_video
from formcheck.web.protocol import Message, error_message, error_text
from formcheck.web.report_store import FinishedReport, ReportStore

TELL_S = 0.25  # between two lines about how far it is
ENDING = "the server is ending (try: again when it is back)"


class UploadAnalysis:
    """Made on the event loop; owns the file at `path` and deletes it."""

    def __init__(
        self,
        path: Path,
        name: str,
        exercise: str,
        model: str,
        reports: ReportStore,
        notify: Callable[[str], None],
    ) -> None:
        self._path, self._name = path, name
        self._exercise, self._model = exercise, model
        self._reports, self._notify = reports, notify
        self._stop = threading.Event()
        self._loop = asyncio.get_running_loop()
        self._newest: Message | None = None
        self._last: Message | None = None
        self._any = asyncio.Event()
        self._told_at = 0.0

    def stop(self) -> None:
        """Stop: the client has gone, or the server is ending."""
        self._stop.set()

    async def messages(self) -> AsyncIterator[Message]:
        """Progress, then the report or an error; a slow client misses some of the progress."""
        while True:
            await self._any.wait()
            self._any.clear()
            message, self._newest = self._newest, None
            if message is not None:
                yield message
            if self._last is not None:
                yield self._last
                return

    def run(self) -> None:
        """Analyse on the calling thread; the outcome is sent once the file is deleted."""
        last: FinishedReport | Message
        try:
            last = self._watch()
        except FormcheckError as wrong:
            last = error_message("bad-video", str(wrong.renamed(self._path, self._name)))
        except Exception as fault:  # a video that breaks formcheck must not leave its page waiting
            self._notify(f"a video broke the analysis: {error_text(fault)}")
            last = error_message("fault", error_text(fault))
        finally:
            self._path.unlink(missing_ok=True)
        self._loop.call_soon_threadsafe(self._on_last, last)

    def _watch(self) -> FinishedReport:
        poses: list[Pose] = []
        with open_recording(self._path, self._model, jobs=1) as recording:
            report = analyze_recording(
                recording,
                self._exercise,
                on_pose=poses.append,
                progress=self._progress,
                stop=self._stop.is_set,
            )
        with open_video(self._path) as video:
            shots = shots_of_video(video, poses, report.reps, stop=self._stop.is_set)
        report = replace(report, source=replace(report.source, path=self._name))
        return FinishedReport(1, report, poses, shots)

    def _progress(self, done_s: float, of_s: float | None) -> None:
        now = time.monotonic()
        if now - self._told_at >= TELL_S:
            self._told_at = now
            message = {"type": "progress", "done_s": round(done_s, 2), "of_s": of_s and round(of_s, 2)}
            self._loop.call_soon_threadsafe(self._on_progress, message)

    def _on_progress(self, message: Message) -> None:
        self._newest = message
        self._any.set()

    def _on_last(self, last: FinishedReport | Message) -> None:
        if self._stop.is_set():  # a client that has gone would not receive it, nor find a report
            last = error_message("busy", ENDING)
        elif isinstance(last, FinishedReport):
            last = {"type": "report", **self._reports.put(secrets.token_urlsafe(16), last)}
        self._last = last
        self._any.set()
