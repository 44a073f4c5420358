"""Ctrl-C and SIGTERM end an analysis between two frames, so that what was seen is not lost."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Any, Self


class Stopping:
    """While it is entered, a signal is noted instead of obeyed; a second one is obeyed at once.

    Calling it tells whether to stop; `exit_code` is then the shell's 128 + signal.
    """

    SIGNALS = (signal.SIGINT, signal.SIGTERM)

    def __init__(self) -> None:
        self._signal: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._note) for number in self.SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()

    def __call__(self) -> bool:
        return self._signal is not None

    @property
    def exit_code(self) -> int:
        """0 if nobody asked to stop."""
        return 0 if self._signal is None else 128 + self._signal

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._signal = number
        self._restore()

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
