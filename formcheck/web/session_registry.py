"""All the sessions there are, and the places they take."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from formcheck.coaching.plan import Plan
from formcheck.pose_estimation.pose_source import OpenPoseSource
from formcheck.web.capacity import Capacity
from formcheck.web.protocol import error_text
from formcheck.web.report_store import ReportStore
from formcheck.web.workout_session import WorkoutSession

LOOK_S = 1.0  # between two searches for expired sessions
CLOSE_S = 5.0


class SessionRegistry:
    """Starts sessions, finds them again, ends those that have expired; used on the event loop."""

    def __init__(
        self,
        capacity: Capacity,
        reports: ReportStore,
        open_poses: OpenPoseSource,
        notify: Callable[[str], None],
    ) -> None:
        self._capacity, self._reports, self._notify = capacity, reports, notify
        self._open_poses = open_poses
        self._sessions: dict[str, WorkoutSession] = {}

    def start(self, plan: Plan, model: str) -> WorkoutSession | None:
        """A new session; None when there is no place for it."""
        if not self._capacity.try_acquire():
            return None
        try:
            session = WorkoutSession(plan, model, self._open_poses, self._reports, self._ended)
        except RuntimeError:  # the system gives no more threads
            self._capacity.release()
            return None
        self._sessions[session.name] = session
        return session

    def resume(self, name: str) -> WorkoutSession | None:
        """A session that lost its connection; None when it is gone."""
        session = self._sessions.get(name)
        return None if session is None or session.lost else session

    async def end_expired(self) -> None:
        """End sessions that have expired; runs until it is cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            for session in list(self._sessions.values()):
                if session.over and session.lost:
                    del self._sessions[session.name]
                elif session.expired:
                    session.stop()

    async def close(self) -> None:
        """End all of them."""
        for session in self._sessions.values():
            session.stop()
        await asyncio.gather(*(session.wait(CLOSE_S) for session in self._sessions.values()))

    def _ended(self, error: Exception | None) -> None:
        self._capacity.release()
        if error is not None:
            self._notify(f"a session ended: {error_text(error)}")
