"""Putting a set into the history: checked before the long work, done after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli.messages import print_message
from formcheck.cli.options import WrongUse
from formcheck.errors import CannotOpen, system_reason

if TYPE_CHECKING:
    from formcheck.report.set_report import SetReport

LONGEST_NOTE = 1000


@dataclass(frozen=True)
class SaveToHistory:
    """Whether and where to save a set, with what a camera cannot see."""

    requested: bool
    file: str | None = None
    band: bool = False
    cable: bool = False
    load_kg: float | None = None
    note: str | None = None

    def check(self) -> None:
        """Raise for what could not be saved in the end, before anything is begun."""
        if not self.requested:
            if self.file or self.band or self.cable or self.load_kg is not None or self.note:
                raise WrongUse(
                    None,
                    "--history, --band, --cable, --load-kg and --note go with a set that is saved (analyze: --save)",
                )
            return
        if self.band and self.cable:
            raise WrongUse(None, "--band or --cable, not both")
        if self.note and len(self.note) > LONGEST_NOTE:
            raise WrongUse("--note", f"at most {LONGEST_NOTE} characters")
        from formcheck.history import open_history

        with open_history(self.file, create=True):
            pass

    def save_and_print(self, report: SetReport, done_at: datetime) -> None:
        """Save the set if requested, and say so on stderr."""
        told = self.save(report, done_at)
        if told is not None:
            print_message(told)

    def save(self, report: SetReport, done_at: datetime) -> str | None:
        """Save the set and return a message about it; None if saving was not requested."""
        if not self.requested:
            return None
        if not report.reps:
            return "not saved: a set without a repetition is not kept"
        from formcheck.history import entry_of, open_history

        entry = entry_of(
            report,
            done_at,
            equipment="band" if self.band else "cable" if self.cable else "",
            load_kg=self.load_kg,
            note=self.note or "",
        )
        with open_history(self.file, create=True) as history:
            added = history.add([(entry, report.to_json())])
            number = added[0] if added else history.number_of(entry)
        if not added:
            return f"not saved again: it is set {number} of the history"
        return f"saved as set {number}, of {entry.done_at:%Y-%m-%d %H:%M}"


def filmed_at(path: str) -> datetime:
    """When a recording was made, as far as its file tells: when it was last changed.  Raises CannotOpen."""
    try:
        return datetime.fromtimestamp(Path(path).stat().st_mtime).astimezone()
    except (OSError, OverflowError, ValueError) as error:
        reason = system_reason(error, "it has no time")
        raise CannotOpen(path, f"{reason}, so the set was not saved", "again") from error
