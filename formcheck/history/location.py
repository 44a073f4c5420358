"""Where the history is, and the folder it is in."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from formcheck.errors import CannotWrite, system_reason


def default_path() -> Path:
    """Where the history is by default: the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("formcheck", appauthor=False) / "history.sqlite"


def make_folder(folder: Path) -> None:
    """Make the folder and those above it; raises CannotWrite."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(folder, system_reason(error), "--history FILE") from error


def remove_if_empty(path: Path) -> None:
    """Leave no empty file where none could be written."""
    with suppress(OSError):
        if path.stat().st_size == 0:
            path.unlink()
