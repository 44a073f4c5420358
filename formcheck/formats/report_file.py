"""A report read back from its JSON: only what `SetReport.to_json` could have written is believed."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import msgspec

from formcheck.errors import CannotOpen, system_reason
from formcheck.exercises import EXERCISES
from formcheck.exercises.measure import COMPARED_BY_SIDE, Unit
from formcheck.exercises.rules import Fault
from formcheck.exercises.set_rules import SET_RULES
from formcheck.files import check_readable
from formcheck.formats.pose_arrays import LATEST_S
from formcheck.report.seen import LANDMARK_OF
from formcheck.report.set_report import SCHEMA, SetReport
from formcheck.reps.rep import Rep

MOST_BYTES = 50_000_000  # a set of a thousand repetitions takes one
NAMES: set[str] = {rule.name for exercise in EXERCISES.values() for rule in exercise.rules}
SET_NAMES: set[str] = {rule.name for rule in SET_RULES}
SIDES_COMPARED = {measure.name for measure in COMPARED_BY_SIDE}
UNSEEN = [field.name for field in dataclasses.fields(Rep) if field.type == "float"]  # null where NaN was


def load_report(path: str | Path) -> SetReport:
    """Read a report from a file; raises CannotOpen for anything that is not one."""
    path = Path(path)
    check_readable(path)
    if path.stat().st_size > MOST_BYTES:
        raise CannotOpen(path, "too large for a report", "formcheck analyze VIDEO --json FILE")
    try:
        return report_from_json(path.read_bytes())
    except OSError as error:
        raise CannotOpen(path, system_reason(error), "another copy") from error
    except ValueError as error:
        raise CannotOpen(
            path,
            f"not a report of formcheck: {str(error)[:120]}",
            "formcheck analyze VIDEO --json FILE",
        ) from error


def report_from_json(text: bytes | str) -> SetReport:
    """The report that a JSON document holds; ValueError with the reason if it holds none."""
    try:
        document = msgspec.json.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
    return report_from_dict(document)


def report_from_dict(document: object) -> SetReport:
    """The report that JSON values hold; ValueError with the reason if they hold none."""
    if not isinstance(document, dict):
        raise ValueError("several sets in one file" if isinstance(document, list) else "not an object")
    schema = document.get("schema")
    if schema != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA}")
    try:
        report = msgspec.convert({**document, "reps": _with_nan(document.get("reps"))}, SetReport)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(str(error)) from error
    _check(report)
    return report


def _with_nan(reps: object) -> object:
    """What was not seen is null in JSON and NaN in a Rep."""
    if not isinstance(reps, list):
        return reps
    return [
        {**rep, **{name: math.nan for name in UNSEEN if rep.get(name, 0) is None}}
        if isinstance(rep, dict)
        else rep
        for rep in reps
    ]


def _check(report: SetReport) -> None:
    """ValueError for exercises, rules and units that are not known, and for times that are none."""
    exercises = {rep.exercise for rep in report.reps}
    if report.exercise is not None:
        exercises.add(report.exercise)
    if unknown := exercises - EXERCISES.keys():
        raise ValueError(f"unknown exercise {min(unknown)!r}")
    for rep in report.reps:
        _check_faults(rep.faults, NAMES)
        if not -LATEST_S <= rep.start_s <= rep.top_start_s <= rep.top_end_s <= rep.end_s <= LATEST_S:
            raise ValueError(f"the times of repetition {rep.number} are not in order")
    _check_faults(report.summary.set_faults, SET_NAMES)
    gaps = report.summary.left_right_percent
    if gaps is not None and gaps.keys() != SIDES_COMPARED:
        raise ValueError("its summary compares the sides in other measures")
    if report.seen is not None and not {*report.seen.outside, *report.seen.hidden} <= LANDMARK_OF.keys():
        raise ValueError("a joint that is not known was not seen")
    if report.summary.reps != len(report.reps):
        raise ValueError("its summary is of another number of repetitions")


def _check_faults(faults: tuple[Fault, ...], names: set[str]) -> None:
    for fault in faults:
        if (
            fault.rule not in names
            or fault.unit not in set(Unit)
            or (fault.low is None and fault.high is None)
        ):
            raise ValueError(f"unknown rule {fault.rule!r}")
