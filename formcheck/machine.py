"""What there is of this machine."""

from __future__ import annotations

import math
import os
from pathlib import Path

CPU_MAX = Path("/sys/fs/cgroup/cpu.max")  # microseconds of every so many that a container may use, or "max"


def processors() -> int:
    """How many processors this process may run on."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        used, of = map(int, CPU_MAX.read_text().split())
    except (OSError, ValueError):  # no container, or one without a limit
        return own
    return max(1, min(own, math.ceil(used / of)))
