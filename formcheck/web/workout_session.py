"""A session: one page's workout, from `start` until it has ended or expired.

Everything here runs on the event loop but the methods of WorkoutListener, which
hand over to it.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import Any

from formcheck.coaching.plan import Plan
from formcheck.live.actions import Action
from formcheck.pose_estimation.pose_source import OpenPoseSource
from formcheck.web import protocol
from formcheck.web.limits import IDLE_S, MAX_GAP_S, NOBODY_S, RESUME_S
from formcheck.web.outbox import Outbox
from formcheck.web.protocol import BadMessage, Command, Message, Pause, Restart, error_text
from formcheck.web.report_store import FinishedReport, ReportStore
from formcheck.web.workout_thread import WorkoutThread


class WorkoutSession:
    """Begins with its first connection; `on_end` is called once, when its thread has released everything."""

    def __init__(
        self,
        plan: Plan,
        model: str,
        open_poses: OpenPoseSource,
        reports: ReportStore,
        on_end: Callable[[Exception | None], None],
    ) -> None:
        self.name = secrets.token_urlsafe(16)
        self.outbox = Outbox()  # of the connection that is attached, or was last
        self.over = False
        self._reports, self._on_end = reports, on_end
        self._loop = asyncio.get_running_loop()
        self._lasting: list[Message] = []  # what every connection must hear
        self._paused = False
        self._last_s: float | None = None  # by the page's clock
        self._frame_at = self._person_seen_at = time.monotonic()
        self._replaced: asyncio.Event | None = None  # of the connection that is attached
        self._left_at = time.monotonic()
        self._worker = WorkoutThread(plan, model, open_poses, self)
        self._worker.thread.start()

    # What a connection does.

    def attach(self) -> asyncio.Event:
        """Take the place of whatever connection there was; the event is set when another one does the same."""
        if self._replaced is not None:
            self._replaced.set()
        self._replaced = asyncio.Event()
        self.outbox = Outbox()
        for message in self._lasting:
            self.outbox.put(message)
        return self._replaced

    def detach(self, replaced: asyncio.Event) -> None:
        """The connection is lost or closed."""
        if self._replaced is replaced:
            self._replaced, self._left_at = None, time.monotonic()

    def add_frame(self, frame: bytes) -> None:
        """Take a picture; raises BadMessage."""
        time_s = protocol.capture_time(frame)
        if time_s is None:
            raise BadMessage("a picture begins with its time (try: 8 bytes, a little-endian float64)")
        if self._last_s is not None and not 0 < time_s - self._last_s <= MAX_GAP_S:
            raise BadMessage("the time of a picture must come after that of the one before (try: one clock)")
        self._last_s, self._frame_at = time_s, time.monotonic()
        self._worker.camera.put(time_s, frame[protocol.TIME.size :])

    def execute(self, command: Command) -> None:
        """Carry out a request of the page."""
        if isinstance(command, Pause):
            if command.on is not self._paused:
                self._paused = command.on
                self._worker.request(Action.PAUSE)
        elif isinstance(command, Restart):
            self._worker.request(Action.RESTART)
        else:
            self.stop()

    # What the registry does.

    def stop(self) -> None:
        """End the set under way, and the session."""
        self._worker.stop()

    @property
    def lost(self) -> bool:
        """Whether its connection was lost for so long that it cannot be resumed."""
        return self._replaced is None and time.monotonic() - self._left_at > RESUME_S

    @property
    def expired(self) -> bool:
        """Whether it waits for a page, a picture or a person that will not come."""
        now = time.monotonic()
        return self.lost or now - self._frame_at > IDLE_S or now - self._person_seen_at > NOBODY_S

    async def wait(self, timeout_s: float) -> None:
        """Wait for the worker to end."""
        await asyncio.to_thread(self._worker.thread.join, timeout_s)

    # What the worker calls, on its own thread.

    def on_frame(self, message: Message, *, person_seen: bool) -> None:
        self._post(self._put_frame, message, person_seen)

    def on_bad_frame(self, time_s: float, why: str) -> None:
        self._post(self._put_bad_frame, protocol.error_message("bad-frame", why, time_s))

    def on_set_finished(self, finished: FinishedReport, pending: Message) -> None:
        self._post(self._put_finished_set, finished, pending)

    def on_end(self, error: Exception | None) -> None:
        self._post(self._put_end, error)

    def _post(self, function: Callable[..., None], *arguments: Any) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function, *arguments)

    def _put_frame(self, message: Message, person_seen: bool) -> None:
        self.outbox.put_seen(message)
        if person_seen:
            self._person_seen_at = time.monotonic()

    def _put_bad_frame(self, message: Message) -> None:
        self.outbox.put_error(message)

    def _put_finished_set(self, finished: FinishedReport, pending: Message) -> None:
        where = self._reports.put(self.name, finished)
        message = {"type": "set", "number": finished.number, **where}
        self._lasting.append({**message, "events": [], "lines": []})
        self.outbox.put({**message, **pending})

    def _put_end(self, error: Exception | None) -> None:
        self.over = True
        last = [{"type": "over"}]
        if error is not None:
            last.insert(0, protocol.error_message("fault", error_text(error)))
        self._lasting += last
        for message in last:
            self.outbox.put(message)
        self._on_end(error)
