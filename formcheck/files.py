"""Files that are read are looked at first; files that are written are there whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from formcheck.errors import CannotOpen, CannotWrite, one_line


def is_pose_file(path: str | Path) -> bool:
    """Whether the name is that of a pose file."""
    return Path(path).suffix.lower() == ".npz"


def check_readable(path: Path) -> None:
    """CannotOpen unless there is a file with something in it; a pipe would never end."""
    name = one_line(path)
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise CannotOpen(f"{name}: {reason} (try: check the name)") from error
    if stat.S_ISDIR(status.st_mode):
        raise CannotOpen(f"{name}: a folder (try: the name of a file in it)")
    if not stat.S_ISREG(status.st_mode):
        raise CannotOpen(f"{name}: not a file but a pipe or device (try: save it to a file first)")
    if status.st_size == 0:
        raise CannotOpen(f"{name}: the file is empty (try: copy it again from where it came)")


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
        _target(path, force)  # somebody may have been quicker
        temporary.replace(target)
    except OSError as error:
        raise CannotWrite(f"{one_line(path)}: {error.strerror or error} (try: another folder)") from error
    finally:
        with suppress(OSError):  # the folder itself may be gone; the first error is the one to tell
            temporary.unlink(missing_ok=True)


def write_whole(path: str | Path, data: bytes, *, force: bool) -> None:
    """Write `data` to `path` at once; raises CannotWrite as `whole_file` does."""
    with whole_file(path, force=force) as temporary:
        temporary.write_bytes(data)


def _target(path: str | Path, force: bool) -> Path:
    """The file that `path` stands for, if it may be written."""
    name = one_line(path)
    try:
        target = Path(os.path.realpath(path))  # through a link, not over it
        mode = target.stat().st_mode
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise CannotWrite(f"{name}: there is no such folder (try: make it first)") from None
        return target
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise CannotWrite(f"{name}: {reason} (try: another name)") from error
    if not stat.S_ISREG(mode):
        raise CannotWrite(f"{name}: a folder or device, not a file (try: another name)")
    if not force:
        raise CannotWrite(f"{name}: already there (try: another name, or --force to replace it)")
    return target
