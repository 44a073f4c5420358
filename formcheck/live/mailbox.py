"""A place for one thing between two threads: the newest wins, nothing queues up."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Holds one item, the newest: putting never waits, taking gives the last item put."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._item: T | None = None
        self.closed = False

    def put(self, item: T) -> None:
        """Put `item` here; an item that has not been taken yet is dropped."""
        with self._changed:
            self._item = item
            self._changed.notify_all()

    def put_in_turn(self, item: T) -> None:
        """Leave `item` here once the one before is taken: for sources that can wait."""
        with self._changed:
            self._changed.wait_for(lambda: self._item is None or self.closed)
            self._item = item
            self._changed.notify_all()

    def take(self, timeout_s: float | None = None) -> T | None:
        """The newest item; None when there is none in time, or none will come any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._item is not None or self.closed, timeout_s)
            item, self._item = self._item, None
            self._changed.notify_all()
            return item

    def close(self) -> None:
        """Nothing more will be put; what is here can still be taken."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()
