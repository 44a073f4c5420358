"""What can go wrong for a user.  Every message is one line and ends with the next thing to try."""

from __future__ import annotations

import shlex
from pathlib import PurePath
from typing import Self


class FormcheckError(Exception):
    """A mistake or a fault that the user can put right; the command line prints it without a traceback.

    subject: what it is about, most often a file's name; None where there is nothing to name.
    reason: what is wrong with it.
    hint: what to try next; "{subject}" in it stands for the subject, quoted for a shell.
    """

    def __init__(self, subject: str | PurePath | None, reason: str, hint: str = "") -> None:
        super().__init__(subject, reason, hint)  # so that it can be pickled
        self.subject = None if subject is None else one_line(subject)
        self.reason = one_line(reason)
        self.hint = one_line(hint).replace("{subject}", shlex.quote(self.subject or ""))

    def __str__(self) -> str:
        """One line: "subject: reason (try: hint)"."""
        about = "" if self.subject is None else f"{self.subject}: "
        hint = f" (try: {self.hint})" if self.hint else ""
        return f"{about}{self.reason}{hint}"

    def renamed(self, subject: str | PurePath, name: str | PurePath) -> Self:
        """The same error of `name`, if it is one of `subject`: for files that the user knows by another name."""
        _, reason, hint = self.args
        return type(self)(name, reason, hint) if self.subject == one_line(subject) else self


class CannotOpen(FormcheckError):
    """A video, camera or pose file that cannot be read."""


class BadModel(FormcheckError):
    """A pose model that is missing, truncated or not a pose model."""


class CannotWrite(FormcheckError):
    """An output that cannot be written, or that is already there."""


def one_line(text: str | PurePath) -> str:
    """A text as a message shows it: line breaks and unprintable characters escaped."""
    text = str(text)
    return text if text.isprintable() else repr(text)[1:-1]


def system_reason(error: Exception, otherwise: str = "") -> str:
    """The system's words for what went wrong; `otherwise`, or the error's own words, where it has none."""
    return getattr(error, "strerror", None) or otherwise or str(error)
