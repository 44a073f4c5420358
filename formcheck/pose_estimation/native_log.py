"""Keeping the log lines of MediaPipe's native code off the user's screen.

They are written straight to file descriptor 2, and none of the usual variables
(GLOG_minloglevel, TF_CPP_MIN_LOG_LEVEL) stops them in this release.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

# How absl and TensorFlow Lite begin their lines.
NATIVE = re.compile(
    rb"[IWE]\d{4} \d\d:\d\d:|INFO: Created TensorFlow Lite|WARNING: All log messages before absl::"
    rb"|ERROR: The model is not a valid Flatbuffer"
)


@contextmanager
def native_log_held_back() -> Iterator[None]:
    """While inside, native log lines written to descriptor 2 are dropped.

    The descriptor belongs to the whole process: what any thread writes there
    meanwhile is not lost but follows when a holder leaves.
    """
    _hold.enter()
    try:
        yield
    finally:
        _hold.leave()


class _Hold:
    """Descriptor 2 led into a temporary file as long as anybody holds it; several threads may."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holders = 0
        self._file: BinaryIO | None = None  # the temporary file, for reading
        self._screen = -1  # what descriptor 2 was

    def enter(self) -> None:
        with self._lock:
            self._holders += 1
            # Without a temporary file, or with descriptor 2 closed, some noise does no harm.
            if self._holders == 1:
                with suppress(OSError):
                    self._redirect()

    def leave(self) -> None:
        with self._lock:
            self._holders -= 1
            if self._file is None:
                return
            self._copy(self._file)
            if self._holders == 0:
                os.dup2(self._screen, 2)
                self._copy(self._file)  # what came between
                self._close(self._file)

    def _copy(self, file: BinaryIO) -> None:
        with suppress(OSError):  # the reader of the other end may be gone
            for line in file.read().splitlines(keepends=True):
                if not NATIVE.match(line):
                    os.write(self._screen, line)

    def _redirect(self) -> None:
        screen = os.dup(2)
        try:
            descriptor, name = tempfile.mkstemp()
            os.dup2(descriptor, 2)
            os.close(descriptor)
            # Opened again: a copy of the descriptor would share the writers' position.
            self._file = Path(name).open("rb", buffering=0)  # noqa: SIM115 (the last to leave closes it)
        except OSError:
            os.dup2(screen, 2)
            os.close(screen)
            raise
        self._screen = screen

    def _close(self, file: BinaryIO) -> None:
        file.close()
        os.close(self._screen)
        Path(file.name).unlink(missing_ok=True)
        self._file = None


_hold = _Hold()
