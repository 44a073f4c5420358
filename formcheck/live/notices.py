"""Lines for the user about what went wrong without ending the set: each is shown once."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Notices:
    """Collects lines from any thread and shows each once."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._lock = threading.Lock()
        self.lines: list[str] = []

    def __call__(self, text: str) -> None:
        """Show `text`, unless it was shown before."""
        with self._lock:
            if text in self.lines:
                return
            self.lines.append(text)
            self._show(text)
