"""All the sessions there are, and the places they take."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from formcheck.coaching.plan import Plan
from formcheck.web.capacity import Places
from formcheck.web.protocol import fault_in_a_line
from formcheck.web.report_store import ReportStore
from formcheck.web.workout_session import WorkoutSession

LOOK_S = 1.0  # how often to look for sessions that nobody needs any more
CLOSE_S = 5.0


class SessionRegistry:
    """Starts sessions, finds them again, ends those that are forgotten; used on the event loop."""

    def __init__(self, places: Places, shelf: ReportStore, notify: Callable[[str], None]) -> None:
        self._places, self._shelf, self._notify = places, shelf, notify
        self._sessions: dict[str, WorkoutSession] = {}

    def start(self, plan: Plan, model: str) -> WorkoutSession | None:
        """A new session; None when there is no place for it."""
        if not self._places.take():
            return None
        try:
            session = WorkoutSession(plan, model, self._shelf, self._ended)
        except RuntimeError:  # the system gives no more threads
            self._places.give_back()
            return None
        self._sessions[session.name] = session
        return session

    def resume(self, name: str) -> WorkoutSession | None:
        """A session that lost its connection; None when it is gone."""
        session = self._sessions.get(name)
        return None if session is None or session.gone else session

    async def watch(self) -> None:
        """End what is forgotten, for ever."""
        while True:
            await asyncio.sleep(LOOK_S)
            for session in list(self._sessions.values()):
                if session.over and session.gone:
                    del self._sessions[session.name]
                elif session.forgotten:
                    session.stop()

    async def close(self) -> None:
        """End all of them."""
        for session in self._sessions.values():
            session.stop()
        await asyncio.gather(*(session.wait(CLOSE_S) for session in self._sessions.values()))

    def _ended(self, error: Exception | None) -> None:
        self._places.give_back()
        if error is not None:
            self._notify(f"a session ended: {fault_in_a_line(error)}")
