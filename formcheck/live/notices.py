"""Lines for the user about what went wrong without ending the set: each is told once."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Notices:
    """Collects lines from any thread and passes a new one on."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self.told: list[str] = []

    def __call__(self, text: str) -> None:
        """Tell `text`, unless it was told before."""
        with self._lock:
            if text in self.told:
                return
            self.told.append(text)
            self._tell(text)
