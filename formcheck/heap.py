"""How glibc is asked to keep memory where pictures come and go; elsewhere nothing is asked.

Pictures are made on one thread and let go of on another.  glibc keeps a heap per
thread for that, and the holes in each of them grow for as long as it goes on.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # glibc's names and numbers
LARGE_BYTES = 4_000_000  # models; pictures are smaller


def one_heap() -> None:
    """For a live set: one heap for all threads, before there are any.

    A long set then holds no more than a short one, and no picture pays for fresh memory.
    """
    _ask(M_ARENA_MAX, 1)


def models_apart() -> None:
    """For recorded video, where models come and go between dozens of pictures that wait.

    What is as large as a model goes back to the system when it is let go; left to itself, glibc learns
    to keep that too, and a fifth more is held at the peak.  Pictures stay in the heaps: fresh memory for
    each would cost a sixth more time.
    """
    _ask(M_MMAP_THRESHOLD, LARGE_BYTES)
    _ask(M_ARENA_MAX, 2)  # with more, the holes of ten minutes are a tenth more than those of one


def _ask(name: int, value: int) -> None:
    with suppress(OSError, AttributeError, TypeError):  # no C library to be had, no mallopt in it
        ctypes.CDLL(None).mallopt(name, value)
