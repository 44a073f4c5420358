"""One heap for all threads, so that a long set holds no more memory than a short one.

Pictures are made on one thread and let go of on another.  glibc keeps a heap per
thread for that, and the holes in each of them grow for as long as the set lasts.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

M_ARENA_MAX = -8  # glibc's name and number for how many heaps there may be


def one_heap() -> None:
    """Ask for it, before there are threads; other systems than glibc's have no such heaps and are left alone."""
    with suppress(OSError, AttributeError, TypeError):  # no C library to be had, no mallopt in it
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
