"""Checks files before they are read, and writes files completely or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from formcheck.errors import CannotOpen, CannotWrite, system_reason


def is_pose_file(path: str | Path) -> bool:
    """Whether the name is that of a pose file."""
    return Path(path).suffix.lower() == ".npz"


def check_readable(path: Path) -> None:
    """CannotOpen unless there is a file with something in it; a pipe would never end."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise CannotOpen(path, system_reason(error, "not a file name"), "check the name") from error
    if stat.S_ISDIR(status.st_mode):
        raise CannotOpen(path, "a folder", "the name of a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise CannotOpen(path, "not a file but a pipe or device", "save it to a file first")
    if status.st_size == 0:
        raise CannotOpen(path, "the file is empty", "copy it again from where it came")


@contextmanager
def whole_file(path: str | Path, *, force: bool) -> Iterator[Path]:
    """A temporary file beside `path`, with the same ending, that becomes `path` if the block succeeds.

    Raises CannotWrite when `path` is there already (unless `force`), is
    something else than a file, or when writing fails, in the block too.
    """
    target = _target(path, force)
    temporary = target.with_name(f".formcheck-{secrets.token_hex(8)}{target.suffix}")
    try:
        temporary.touch(exist_ok=False)  # with the permissions that new files have here
        yield temporary
        _target(path, force)  # another process may have been quicker
        temporary.replace(target)
    except OSError as error:
        raise CannotWrite(path, system_reason(error), "another folder") from error
    finally:
        with suppress(OSError):  # the folder itself may be gone; the first error is the one to tell
            temporary.unlink(missing_ok=True)


def write_whole(path: str | Path, data: bytes, *, force: bool) -> None:
    """Write `data` to `path` at once; raises CannotWrite as `whole_file` does."""
    with whole_file(path, force=force) as temporary:
        temporary.write_bytes(data)


def _target(path: str | Path, force: bool) -> Path:
    """The file that `path` stands for, if it may be written."""
    try:
        target = Path(os.path.realpath(path))  # through a link, not over it
        mode = target.stat().st_mode
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise CannotWrite(path, "there is no such folder", "make it first") from None
        return target
    except (OSError, ValueError) as error:
        raise CannotWrite(path, system_reason(error, "not a file name"), "another name") from error
    if not stat.S_ISREG(mode):
        raise CannotWrite(path, "a folder or device, not a file", "another name")
    if not force:
        raise CannotWrite(path, "already there", "another name, or --force to replace it")
    return target
