"""What this machine offers: processors, and how glibc keeps memory (elsewhere nothing is asked).

Frames are allocated on one thread and freed on another.  glibc keeps a heap per
thread for that, and the holes in each of them grow for as long as it goes on.
"""

from __future__ import annotations

import ctypes
import math
import os
from contextlib import suppress
from pathlib import Path

CPU_MAX = Path("/sys/fs/cgroup/cpu.max")  # quota and period in microseconds, or "max"


def processor_count() -> int:
    """How many processors this process may run on."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        used, of = map(int, CPU_MAX.read_text().split())
    except (OSError, ValueError):  # no container, or one without a limit
        return own
    return max(1, min(own, math.ceil(used / of)))


M_ARENA_MAX = -8  # glibc's name and number


def use_one_heap() -> None:
    """For a live set: one heap for all threads, before there are any.

    A long set then holds no more than a short one, and no picture pays for fresh memory.
    """
    _heaps(1)


def use_two_heaps() -> None:
    """For recorded video, before there are threads: decoding and pose estimation seldom wait for each other."""
    _heaps(2)


def release_free_memory() -> None:
    """Give the holes back to the system.

    Called every few seconds of video it takes 5 ms, and ten minutes take no more memory than one.
    """
    _ask("malloc_trim", 0)


def _heaps(most: int) -> None:
    _ask("mallopt", M_ARENA_MAX, most)


def _ask(function: str, *numbers: int) -> None:
    with suppress(OSError, AttributeError, TypeError):  # no C library to be had, no such function in it
        getattr(ctypes.CDLL(None), function)(*numbers)
