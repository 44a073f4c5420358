"""What tests of faults share: a disk that is soon full, and patience with other processes."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PATIENCE_S = 120.0


@contextmanager
def small_disk(path: Path, options: str) -> Iterator[Path]:
    """A file system of its own at `path` for a while, with tmpfs options such as "size=64k"."""
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", path]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk takes root on Linux")
    try:
        yield path
    finally:
        subprocess.run(["umount", "--lazy", path], check=True)


def until(what: Callable[[], Any]) -> Any:
    """What `what` returns once that is something."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came")
