"""The history file: opened with care, written by any number of processes, never overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from formcheck.errors import CannotOpen
from formcheck.formats.report_file import report_from_json
from formcheck.history.database import (
    damaged_error,
    is_whole,
    open_database,
    sqlite_errors_in_a_line,
    transaction,
)
from formcheck.history.entry import HistoryEntry, Lift
from formcheck.history.location import default_path
from formcheck.history.rows import ADD, SELECTED, from_row, to_row
from formcheck.report.set_report import SetReport


@contextmanager
def open_history(path: str | Path | None = None, *, create: bool = False) -> Iterator[History]:
    """Open the history: the user's own one, or a file.

    create: make the file, and its folder, if it is not there; without it a
    history that was never written is empty and cannot be written to.  Raises
    CannotOpen for a file that is no history, CannotWrite where none can be made.
    """
    path = Path(path) if path is not None else default_path()
    if not create and not path.exists():
        yield History(path, None)
        return
    with closing(open_database(path, create=create)) as db:
        yield History(path, db)


class History:
    """The sets and lifts in a history file; made by `open_history`.  Without a database it is empty."""

    def __init__(self, path: Path, db: sqlite3.Connection | None) -> None:
        self.path = path
        self._db = db

    def sets(self, last: int | None = None) -> list[HistoryEntry]:
        """The sets in order of time, the `last` ones or all."""
        rows = self._read(
            f"SELECT {SELECTED} FROM sets ORDER BY done_s DESC, number DESC LIMIT ?", last or -1
        )
        return [from_row(row) for row in reversed(rows)]

    def count(self) -> int:
        """How many sets there are."""
        return sum(row[0] for row in self._read("SELECT count(*) FROM sets"))

    def lifts(self) -> list[Lift]:
        """Everything that was logged, in order of time."""
        rows = self._read("SELECT done_at, what FROM lifts ORDER BY done_s")
        return [Lift(datetime.fromisoformat(done_at), what) for done_at, what in rows]

    def entry(self, number: int) -> HistoryEntry:
        """One set; CannotOpen if there is none of that number."""
        rows = []
        with suppress(OverflowError):  # a number that SQLite does not have
            rows = self._read(f"SELECT {SELECTED} FROM sets WHERE number = ?", number)
        if not rows:
            raise CannotOpen(self.path, f"there is no set {number}", "formcheck history")
        return from_row(rows[0])

    def report(self, number: int) -> SetReport | None:
        """The report of a set; None if it came in without one.  CannotOpen as `entry`."""
        self.entry(number)
        rows = self._read("SELECT json FROM reports WHERE number = ?", number)
        try:
            return report_from_json(rows[0][0]) if rows else None
        except ValueError as error:
            raise CannotOpen(
                self.path,
                f"the report of set {number} cannot be read: {str(error)[:120]}",
                "analyze the video again",
            ) from error

    def add(self, sets: Iterable[tuple[HistoryEntry, str | None]], lifts: Iterable[Lift] = ()) -> list[int]:
        """Add sets with their reports' JSON, and lifts, all or none; returns the numbers of the new sets.

        What is there already is left as it is.
        """
        added = []
        with sqlite_errors_in_a_line(self.path), transaction(self._writable) as db:
            for entry, report in sets:
                number = db.execute(ADD, to_row(entry))
                if number.rowcount != 1:
                    continue
                added.append(int(number.lastrowid or 0))
                if report is not None:
                    db.execute("INSERT INTO reports VALUES (?, ?)", (number.lastrowid, report))
            for lift in lifts:
                values = (lift.key, lift.done_at.timestamp(), lift.done_at.isoformat(), lift.what)
                db.execute("INSERT OR IGNORE INTO lifts VALUES (?, ?, ?, ?)", values)
        return added

    def remove(self, numbers: Iterable[int]) -> list[HistoryEntry]:
        """Remove sets with their reports, all or none; returns them.  CannotOpen as `entry`."""
        removed = [self.entry(number) for number in dict.fromkeys(numbers)]
        with sqlite_errors_in_a_line(self.path), transaction(self._writable) as db:
            if not is_whole(db):
                raise damaged_error(self.path)
            for entry in removed:
                db.execute("DELETE FROM reports WHERE number = ?", (entry.number,))
                db.execute("DELETE FROM sets WHERE number = ?", (entry.number,))
        return removed

    def number_of(self, entry: HistoryEntry) -> int:
        """The number that a set has in the history, 0 if it is not there."""
        return sum(row[0] for row in self._read("SELECT number FROM sets WHERE key = ?", entry.key))

    @property
    def _writable(self) -> sqlite3.Connection:
        if self._db is None:
            raise RuntimeError("open the history with create=True to write to it")
        return self._db

    def _read(self, query: str, *values: object) -> list[Any]:
        if self._db is None:
            return []
        with sqlite_errors_in_a_line(self.path):
            return self._db.execute(query, values).fetchall()
