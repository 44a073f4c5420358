"""What is asked of SQLite whatever the tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_once(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Everything in the block or nothing; waits for whoever else is writing."""
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


def number_in(db: sqlite3.Connection, pragma: str) -> int:
    """The number of a pragma, e.g. `user_version`."""
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])
