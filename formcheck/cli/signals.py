"""Ctrl-C and SIGTERM end an analysis between two frames, so that what was seen is not lost."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def catch_signals() -> Iterator[StopRequest]:
    """In the block, a first signal asks to stop; a second one is obeyed at once."""
    request = StopRequest()
    try:
        yield request
    finally:
        request.restore_handlers()


class StopRequest:
    """Calling it says whether a signal asked to stop; `exit_code` is then the shell's 128 + signal."""

    def __init__(self) -> None:
        self._signal: int | None = None
        self._before: dict[int, Any] = {}
        for number in SIGNALS:
            self._before[number] = signal.signal(number, self._note)

    def __call__(self) -> bool:
        return self._signal is not None

    @property
    def exit_code(self) -> int:
        """0 if nobody asked to stop."""
        return 0 if self._signal is None else 128 + self._signal

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._signal = number
        self.restore_handlers()

    def restore_handlers(self) -> None:
        """Let signals do again what they did before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
