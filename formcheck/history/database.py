"""The history's SQLite file: opened with care, brought up to this version, its errors in one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from formcheck.errors import CannotOpen, CannotWrite
from formcheck.history.location import make_folder, remove_if_empty
from formcheck.history.schema import APPLICATION_ID, STEPS

PATIENCE_S = 30.0  # for another process that is writing
PRIMARY = 0xFF  # of an SQLite error code: the remaining bits give details


class HistoryLocked(CannotWrite):
    """Another process has been writing to the history for longer than PATIENCE_S."""


def open_database(path: Path, *, create: bool) -> sqlite3.Connection:
    """A connection to the file, which is a history of this version then.

    create: for writing; the file and its folder are made if they are not there,
    and all of it is checked for damage.  Raises CannotOpen and CannotWrite.
    """
    new = not path.exists()
    if new:
        make_folder(path.parent)
    try:
        with sqlite_errors_in_a_line(path):
            db = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
            try:
                _prepare(db, path, check_all=create)
            except BaseException:
                db.close()
                raise
    except BaseException as error:
        # A locked file is about to be filled by another process.
        if new and not isinstance(error, HistoryLocked):
            remove_if_empty(path)
        raise
    return db


def _prepare(db: sqlite3.Connection, path: Path, *, check_all: bool) -> None:
    """Make sure whose file it is and that it is whole; bring it up to this version."""
    version = _pragma(db, "user_version")
    tables = _pragma(db, "schema_version")  # 0: a new file
    if tables and _pragma(db, "application_id") != APPLICATION_ID:
        raise CannotOpen(path, "a database of another program", "another --history FILE")
    if version > len(STEPS):
        raise CannotOpen(path, "written by a newer formcheck", "pip install --upgrade formcheck")
    if check_all and not is_whole(db):
        raise damaged_error(path)
    if version < len(STEPS):
        _migrate(db)


def _migrate(db: sqlite3.Connection) -> None:
    with suppress(sqlite3.OperationalError):  # readers need not wait for writers; without it they do
        db.execute("PRAGMA journal_mode = WAL")
    with transaction(db):
        for step in STEPS[_pragma(db, "user_version") :]:  # another process may have been quicker
            for statement in step.split(";"):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(STEPS)}")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Everything in the block or nothing; waits while another process writes."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def is_whole(db: sqlite3.Connection) -> bool:
    """Whether nothing in the file is damaged; reads all of it."""
    return bool(db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


@contextmanager
def sqlite_errors_in_a_line(path: Path) -> Iterator[None]:
    """What SQLite raises in the block becomes CannotWrite or CannotOpen, with what to try."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY == sqlite3.SQLITE_BUSY:
            raise HistoryLocked(path, str(error), "again in a moment") from error
        raise CannotWrite(path, str(error), "another --history FILE") from error
    except (sqlite3.DatabaseError, ValueError) as error:
        raise damaged_error(path) from error


def damaged_error(path: Path) -> CannotOpen:
    """The error for a file that cannot be read as a history."""
    return CannotOpen(
        path,
        "damaged, or not a history of formcheck; nothing was written to it",
        "a copy of it, or another --history FILE",
    )
