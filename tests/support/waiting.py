"""Waiting for what other threads and processes do: as long as a busy machine may take, and no longer than needed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 120.0
T = TypeVar("T")


def until(what: Callable[[], T]) -> T:
    """What `what` returns once that is true; fails when it never is."""
    ends_s = time.monotonic() + PATIENCE_S
    while not (found := what()):
        assert time.monotonic() < ends_s, "it never came"
        time.sleep(0.02)
    return found
