"""A video dropped on the page: received, analysed, reported line by line, and deleted."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from formcheck.errors import one_line
from formcheck.exercises import AUTO
from formcheck.pose_estimation.model import MODELS
from formcheck.web.capacity import Capacity
from formcheck.web.limits import MOST_UPLOAD_BYTES, UPLOAD_S
from formcheck.web.protocol import BadMessage, Message, encode_message, error_message, known_exercise
from formcheck.web.report_store import ReportStore
from formcheck.web.upload_analysis import ENDING, UploadAnalysis

LINES = "application/x-ndjson"
BUFFER_BYTES = 1 << 20  # written at once, so that the event loop seldom waits for a thread
LONGEST_NAME = 200
BUSY = "another video is being analysed, or every place is taken (try: again in a minute)"
TOO_LARGE = (
    f"a video above {MOST_UPLOAD_BYTES >> 30} GiB (try: cut it to the set; formcheck analyze takes any size)"
)


class UploadRefused(Exception):
    """The upload is not taken."""

    def __init__(self, status: int, code: str, why: str) -> None:
        self.status, self.message = status, error_message(code, why)


class UploadEndpoint:
    """Takes one video at a time."""

    def __init__(self, capacity: Capacity, reports: ReportStore, notify: Callable[[str], None]) -> None:
        self._capacity, self._reports, self._notify = capacity, reports, notify
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="formcheck analysis")
        self._busy = False
        self._receiving: asyncio.Task[Path] | None = None
        self._analysis: UploadAnalysis | None = None

    async def analyze(self, request: Request) -> Response:
        """The endpoint."""
        try:
            exercise, model = _asked(request)
            _check_length(request)
            self._take_place()
        except UploadRefused as refused:
            return _line(refused.message, refused.status)
        try:
            self._receiving = asyncio.create_task(_receive(request))
            path = await self._receiving
        except BaseException as failure:
            self._give_place_back()
            if isinstance(failure, UploadRefused):
                return _line(failure.message, failure.status)
            if isinstance(failure, ClientDisconnect):
                return Response(status_code=400)  # the client has gone
            raise
        # From here on the file is the analysis's to delete.
        self._analysis = UploadAnalysis(path, _name(request), exercise, model, self._reports, self._notify)
        running = asyncio.get_running_loop().run_in_executor(self._worker, self._analysis.run)
        running.add_done_callback(lambda _: self._give_place_back())
        return _Lines(self._analysis)

    def end(self) -> None:
        """Stop the running analysis and tell its page."""
        if self._receiving is not None:
            self._receiving.cancel()
        if self._analysis is not None:
            self._analysis.stop()

    async def close(self) -> None:
        """End the analysis under way, if there is one, and wait for it."""
        self.end()
        await asyncio.to_thread(self._worker.shutdown)

    def _take_place(self) -> None:
        if self._busy or not self._capacity.try_acquire():
            raise UploadRefused(503, "busy", BUSY)
        self._busy = True

    def _give_place_back(self) -> None:
        self._capacity.release()
        self._busy, self._analysis = False, None


class _Lines(StreamingResponse):
    """The lines of an analysis; it is stopped when the client disconnects."""

    def __init__(self, analysis: UploadAnalysis) -> None:
        self._analysis = analysis
        super().__init__(self._text(), media_type=LINES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._analysis.stop()

    async def _text(self) -> AsyncIterator[str]:
        async for message in self._analysis.messages():
            yield encode_message(message) + "\n"


def _line(message: Message, status: int) -> Response:
    return Response(encode_message(message) + "\n", status, media_type=LINES)


def _asked(request: Request) -> tuple[str, str]:
    exercise, model = (request.query_params.get(n, d) for n, d in (("exercise", AUTO), ("model", "full")))
    try:
        if model not in MODELS:
            raise BadMessage(f"no such model (try: {', '.join(MODELS)})")
        return known_exercise(exercise), model
    except BadMessage as wrong:
        raise UploadRefused(400, "bad-message", str(wrong)) from wrong


def _check_length(request: Request) -> None:
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > MOST_UPLOAD_BYTES:
        raise UploadRefused(413, "too-large", TOO_LARGE)


def _name(request: Request) -> str:
    """The file's name as the client says, for reading only."""
    name = unquote(request.headers.get("x-filename", "")).replace("\\", "/").rpartition("/")[2]
    return one_line(name[-LONGEST_NAME:]) or "video"


async def _receive(request: Request) -> Path:
    """The body in a temporary file, which is gone again if anything keeps it from being whole."""
    descriptor, name = tempfile.mkstemp(prefix="formcheck-")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            async with asyncio.timeout(UPLOAD_S):
                await _write(request, file.write)
    except BaseException as failure:
        path.unlink(missing_ok=True)
        if isinstance(failure, asyncio.CancelledError):
            raise UploadRefused(503, "busy", ENDING) from failure
        if isinstance(failure, TimeoutError):
            raise UploadRefused(
                408, "too-large", f"took longer than {UPLOAD_S:g} s (try: a shorter clip)"
            ) from failure
        if isinstance(failure, OSError):
            raise UploadRefused(
                507, "fault", f"{failure.strerror} (try: make room on the server's disk)"
            ) from failure
        raise
    return path


async def _write(request: Request, write: Callable[[bytes], object]) -> None:
    size, waiting = 0, bytearray()
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST_UPLOAD_BYTES:
            raise UploadRefused(413, "too-large", TOO_LARGE)
        waiting += chunk
        if len(waiting) >= BUFFER_BYTES:
            await asyncio.to_thread(write, bytes(waiting))
            waiting.clear()
    await asyncio.to_thread(write, bytes(waiting))
