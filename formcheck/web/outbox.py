"""What waits to be sent to a page: bounded, however slowly it reads."""

from __future__ import annotations

import asyncio
from collections import deque

from formcheck.web.protocol import Message

MOST_ERRORS = 8


class Outbox:
    """For one reader on the event loop; putting never waits.

    Of what is `seen` only the newest is kept, with the events and lines of those
    it replaces; what is put otherwise keeps its order and comes after it.
    """

    def __init__(self) -> None:
        self._seen: Message | None = None
        self._errors: deque[Message] = deque(maxlen=MOST_ERRORS)
        self._rest: deque[Message] = deque()
        self._any = asyncio.Event()

    def put_seen(self, message: Message) -> None:
        """Replace what was seen and is not yet sent."""
        if self._seen is not None:
            for name in ("events", "lines"):
                message[name] = self._seen[name] + message[name]
        self._seen = message
        self._any.set()

    def put_error(self, message: Message) -> None:
        """Of too many errors the oldest are dropped."""
        self._errors.append(message)
        self._any.set()

    def put(self, message: Message) -> None:
        """Add what must arrive; the sender sees to it that these are few."""
        self._rest.append(message)
        self._any.set()

    async def take(self) -> Message:
        """The next message, once there is one."""
        while True:
            if self._seen is not None:
                message, self._seen = self._seen, None
                return message
            for waiting in (self._errors, self._rest):
                if waiting:
                    return waiting.popleft()
            self._any.clear()
            await self._any.wait()
