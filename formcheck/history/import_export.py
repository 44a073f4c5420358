"""A history as JSON, complete, or as CSV, a row per set for a spreadsheet; and back."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from formcheck.errors import CannotOpen, one_line, system_reason
from formcheck.exercises import EXERCISES
from formcheck.files import check_readable
from formcheck.formats.report_file import NAMES as RULES
from formcheck.formats.report_file import report_from_dict
from formcheck.history.entry import HistoryEntry, Lift
from formcheck.history.rows import COLUMNS
from formcheck.history.store import History
from formcheck.report.json_values import json_document

SCHEMA = "formcheck.history/1"
MOST_BYTES = 200_000_000  # twenty thousand sets with their reports
FIRST_YEAR, LAST_YEAR = (
    1900,
    2200,
)  # near the ends of the calendar a margin or a time zone does not fit any more
TEXTS = {"note", "source"}  # every space counts: a set is known by its source
NUMBERS = {"reps", "reps_left", "reps_right", "clean_reps"}

Incoming = tuple[list[tuple[HistoryEntry, str | None]], list[Lift]]


def to_json(history: History) -> str:
    """Every set with its report, and every lift."""
    sets = []
    for entry in history.sets():
        report = history.report(entry.number)
        sets.append({**_plain(entry), "report": report.to_dict() if report else None})
    lifts = [{"done_at": lift.done_at.isoformat(), "what": lift.what} for lift in history.lifts()]
    document = {"schema": SCHEMA, "sets": sets, "lifts": lifts}
    return json_document(document)


def to_csv(history: History) -> str:
    """A header and a row per set; faults are `rule:repetitions` joined by ";"."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry in history.sets():
        faults = ";".join(f"{rule}:{reps}" for rule, reps in entry.faults.items())
        note = "\n".join(entry.note.splitlines())  # some versions of csv leave "\r" unquoted
        writer.writerow({**_plain(entry), "faults": faults, "note": note})
    return out.getvalue()


def _plain(entry: HistoryEntry) -> dict[str, Any]:
    values = {**asdict(entry), "done_at": entry.done_at.isoformat()}
    del values["number"]
    return values


def read_file(path: str | Path) -> Incoming:
    """The sets, with their reports' JSON, and the lifts of a file; raises CannotOpen with the place."""
    path = Path(path)
    check_readable(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError("too large")
        text = path.read_bytes().decode("utf-8-sig")  # a line break in a name stays what it is
        return _from_json(text) if text.lstrip().startswith("{") else _from_csv(text)
    except OSError as error:
        raise CannotOpen(path, system_reason(error), "another copy") from error
    except (ValueError, RecursionError, csv.Error) as error:
        raise CannotOpen(
            path, f"not a history: {str(error)[:160]}", "formcheck history export FILE"
        ) from error


def _from_json(text: str) -> Incoming:
    document = msgspec.json.decode(text)
    if document.get("schema") != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA}")
    sets, items = [], document.get("sets") or []
    if not isinstance(items, list):
        raise ValueError("its sets are no list")
    for place, item in enumerate(items, 1):
        try:
            report = item.get("report")
            kept = None if report is None else report_from_dict(report).to_json()
            sets.append((_checked({k: v for k, v in item.items() if k in COLUMNS}), kept))
        except (AttributeError, ValueError) as error:
            raise ValueError(f"set {place}: {error}") from error
    lifts = msgspec.convert(document.get("lifts") or [], list[Lift])
    return sets, [Lift(_aware(lift.done_at), lift.what) for lift in lifts]


def _from_csv(text: str) -> Incoming:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if not {"done_at", "exercise"} <= set(rows.fieldnames or ()):
        raise ValueError("neither JSON nor a table with the columns done_at and exercise")
    sets: list[tuple[HistoryEntry, str | None]] = []
    for row in rows:
        try:
            sets.append((_checked(_from_row(row)), None))
        except (TypeError, ValueError) as error:
            raise ValueError(f"line {rows.line_num}: {error}") from error
    return sets, []


def _from_row(row: dict[str, str]) -> dict[str, Any]:
    """The cells of a row with their types; empty ones are left out."""
    values: dict[str, Any] = {}
    for name in COLUMNS:
        cell = row.get(name) or ""
        if name not in TEXTS:
            cell = cell.strip()
        if not cell:
            continue
        if name in NUMBERS:
            values[name] = int(cell)
        elif name.endswith(("_deg", "_s", "_kg")):
            values[name] = float(cell)
        elif name == "faults":
            values[name] = {rule: int(reps) for rule, _, reps in (p.partition(":") for p in cell.split(";"))}
        else:
            values[name] = cell
    return {"reps_left": 0, "reps_right": 0, "clean_reps": 0, **values}


def _checked(values: dict[str, Any]) -> HistoryEntry:
    """An entry out of values from outside; ValueError if they cannot be one."""
    values = {**values, "done_at": _aware(datetime.fromisoformat(str(values.get("done_at"))))}
    if "reps" not in values:
        values["reps"] = sum(n for n in (values.get("reps_left"), values.get("reps_right")) if type(n) is int)
    entry = msgspec.convert(values, HistoryEntry)
    numbers = [v for v in asdict(entry).values() if isinstance(v, float)]
    if entry.exercise not in EXERCISES:
        raise ValueError(f"unknown exercise {entry.exercise[:40]!r}")
    if unknown := entry.faults.keys() - RULES:
        raise ValueError(f"unknown rule {min(unknown)[:40]!r}")
    counts = (entry.reps_left, entry.reps_right, entry.clean_reps, *entry.faults.values())
    if not (min(counts) >= 0 and max(counts) <= entry.reps == entry.reps_left + entry.reps_right < 100_000):
        raise ValueError("its counts of repetitions do not fit together")
    if not all(math.isfinite(v) and abs(v) < 1e5 for v in numbers):
        raise ValueError("a number that no set has")
    return replace(entry, source=one_line(entry.source))


def _aware(moment: datetime) -> datetime:
    """With a time zone, this machine's where none is given, to the second; ValueError for no year of ours."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"nobody trained in the year {moment.year}")
    return (moment if moment.tzinfo else moment.astimezone()).replace(microsecond=0)
