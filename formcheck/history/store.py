"""The history file: opened with care, written by any number of processes, never overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from formcheck.errors import CannotOpen, CannotWrite, one_line
from formcheck.formats.report_file import report_from_json
from formcheck.history.database import at_once, is_whole, number_in
from formcheck.history.entry import Entry, Lift
from formcheck.history.location import default_path, make_folder, take_away_empty
from formcheck.history.rows import ADD, SELECTED, from_row, to_row
from formcheck.history.schema import APPLICATION_ID, STEPS
from formcheck.report.set_report import SetReport

PATIENCE_S = 30.0  # for another process that is writing


class History:
    """A context manager.  `create`: make the file, and its folder, if it is not there."""

    def __init__(self, path: str | Path | None = None, *, create: bool = False) -> None:
        self.path = Path(path) if path is not None else default_path()
        self._create = create
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        """Raises CannotOpen for a file that is no history, CannotWrite where none can be made."""
        new = not self.path.exists()
        if new:
            if not self._create:
                return self  # nothing was ever saved
            make_folder(self.path.parent)
        try:
            with self._told():
                self._db = sqlite3.connect(self.path, timeout=PATIENCE_S, isolation_level=None)
                self._prepare(self._db)
        except BaseException as error:
            self.__exit__(None, None, None)  # nobody else does for a block that is not entered
            # A file that is locked is about to be filled by somebody else.
            if new and "locked" not in str(error):
                take_away_empty(self.path)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._db is not None:
            self._db.close()

    def _prepare(self, db: sqlite3.Connection) -> None:
        """Make sure whose file it is and that it is whole; bring it up to this version."""
        version = number_in(db, "user_version")
        tables = number_in(db, "schema_version")  # 0: a new file
        if tables and number_in(db, "application_id") != APPLICATION_ID:
            raise CannotOpen(f"{self._name}: a database of another program (try: another --history FILE)")
        if version > len(STEPS):
            raise CannotOpen(
                f"{self._name}: written by a newer formcheck (try: pip install --upgrade formcheck)"
            )
        if self._create and not is_whole(db):
            raise self._damaged()
        if version < len(STEPS):
            self._migrate(db)

    def _migrate(self, db: sqlite3.Connection) -> None:
        with suppress(sqlite3.OperationalError):  # readers need not wait for writers; without it they do
            db.execute("PRAGMA journal_mode = WAL")
        with at_once(db):
            for step in STEPS[number_in(db, "user_version") :]:  # somebody may have been quicker
                for statement in step.split(";"):
                    db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {len(STEPS)}")

    def sets(self, last: int | None = None) -> list[Entry]:
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

    def entry(self, number: int) -> Entry:
        """One set; CannotOpen if there is none of that number."""
        rows = []
        with suppress(OverflowError):  # a number that SQLite does not have
            rows = self._read(f"SELECT {SELECTED} FROM sets WHERE number = ?", number)
        if not rows:
            raise CannotOpen(f"{self._name}: there is no set {number} (try: formcheck history)")
        return from_row(rows[0])

    def report(self, number: int) -> SetReport | None:
        """The report of a set; None if it came in without one.  CannotOpen as `entry`."""
        self.entry(number)
        rows = self._read("SELECT json FROM reports WHERE number = ?", number)
        try:
            return report_from_json(rows[0][0]) if rows else None
        except ValueError as error:
            raise CannotOpen(
                f"{self._name}: the report of set {number} cannot be read: {one_line(str(error)[:120])} "
                "(try: analyze the video again)"
            ) from error

    def add(self, sets: Iterable[tuple[Entry, str | None]], lifts: Iterable[Lift] = ()) -> list[int]:
        """Add sets with their reports' JSON, and lifts, all or none; returns the numbers of the new sets.

        What is there already is left as it is.
        """
        added = []
        with self._told(), at_once(self._writable) as db:
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

    def remove(self, numbers: Iterable[int]) -> list[Entry]:
        """Remove sets with their reports, all or none; returns them.  CannotOpen as `entry`."""
        removed = [self.entry(number) for number in dict.fromkeys(numbers)]
        with self._told(), at_once(self._writable) as db:
            if not is_whole(db):
                raise self._damaged()
            for entry in removed:
                db.execute("DELETE FROM reports WHERE number = ?", (entry.number,))
                db.execute("DELETE FROM sets WHERE number = ?", (entry.number,))
        return removed

    def number_of(self, entry: Entry) -> int:
        """The number that a set has in the history, 0 if it is not there."""
        return sum(row[0] for row in self._read("SELECT number FROM sets WHERE key = ?", entry.key))

    @property
    def _writable(self) -> sqlite3.Connection:
        if self._db is None:
            raise RuntimeError("open the history with create=True to write to it")
        return self._db

    @property
    def _name(self) -> str:
        return one_line(self.path)

    def _read(self, query: str, *values: object) -> list[Any]:
        if self._db is None:
            return []
        with self._told():
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in one line what SQLite found wrong."""
        try:
            yield
        except sqlite3.OperationalError as error:
            hint = "try again in a moment" if "locked" in str(error) else "try: another --history FILE"
            raise CannotWrite(f"{self._name}: {error} ({hint})") from error
        except (sqlite3.DatabaseError, ValueError) as error:
            raise self._damaged() from error

    def _damaged(self) -> CannotOpen:
        return CannotOpen(
            f"{self._name}: damaged, or not a history of formcheck; nothing was written to it "
            "(try: a copy of it, or another --history FILE)"
        )
