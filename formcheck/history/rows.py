"""A set as a row of the table, and back."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from formcheck.history.entry import HistoryEntry

COLUMNS = tuple(field.name for field in fields(HistoryEntry) if field.name != "number")
SELECTED = f"number, {', '.join(COLUMNS)}"
ADD = (
    f"INSERT OR IGNORE INTO sets (key, done_s, {', '.join(COLUMNS)}) "
    f"VALUES (?, ?, {', '.join('?' * len(COLUMNS))})"
)


def to_row(entry: HistoryEntry) -> list[object]:
    """The values that ADD takes."""
    values = {name: getattr(entry, name) for name in COLUMNS}
    values |= {"done_at": entry.done_at.isoformat(), "faults": json.dumps(entry.faults)}
    return [entry.key, entry.done_at.timestamp(), *values.values()]


def from_row(row: tuple[Any, ...]) -> HistoryEntry:
    """An entry out of what SELECTED gives."""
    values = dict(zip(("number", *COLUMNS), row, strict=True))
    values |= {"done_at": datetime.fromisoformat(values["done_at"]), "faults": json.loads(values["faults"])}
    return HistoryEntry(**values)
