"""What can go wrong for a user.  Every message is one line and ends with the next thing to try."""

from __future__ import annotations

from pathlib import PurePath


class FormcheckError(Exception):
    """A mistake or a fault that the user can mend; the command line prints it without a traceback."""


class CannotOpen(FormcheckError):
    """A video, camera or pose file that cannot be read."""


class BadModel(FormcheckError):
    """A pose model that is missing, truncated or not a pose model."""


class CannotWrite(FormcheckError):
    """An output that cannot be written, or that is already there."""


def one_line(path: str | PurePath) -> str:
    """A file's name as an error message shows it: line breaks and unprintable characters escaped."""
    text = str(path)
    return text if text.isprintable() else repr(text)[1:-1]
