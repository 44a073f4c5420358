"""A report read back is what was written; nothing else gets further than one line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from formcheck.analysis import analyze
from formcheck.errors import CannotOpen
from formcheck.formats.report_file import load_report
from formcheck.history.import_export import read_file
from formcheck.report.set_report import SetReport
from tests.support.paths import POSES


@cache
def report() -> SetReport:
    return analyze(POSES / "donkey-kick-oblique-alternating.npz")


def test_a_report_comes_back_as_it_went_out(tmp_path: Path) -> None:
    (tmp_path / "set.json").write_text(report().to_json())
    assert load_report(tmp_path / "set.json").to_json() == report().to_json()


def changed(**values: Any) -> str:
    return json.dumps(report().to_dict() | values)


def of_rep(**values: Any) -> str:
    reps = report().to_dict()["reps"]
    return changed(reps=[reps[0] | values, *reps[1:]])


def of_summary(**values: Any) -> str:
    return changed(summary=report().to_dict()["summary"] | values)


FAULT = {"rule": "hold", "measured": 0.1, "unit": "s", "low": 0.8, "high": None, "cue": "Hold."}
BAD: dict[str, tuple[Callable[[], str], str]] = {
    "nothing but text": (lambda: "four kicks", "not a report of formcheck"),
    "two sets": (lambda: "[{}, {}]", "several sets in one file"),
    "another schema": (lambda: changed(schema="x/1"), "its schema is not formcheck.report/1"),
    "nested 100,000 deep": (lambda: '{"schema": ' + "[" * 100_000, "nested too deeply"),
    "a word JSON does not have": (lambda: changed(reps=[float("nan")]), "not a report of formcheck"),
    "a number past all bounds": (lambda: of_rep(start_s=10**400), "not a report of formcheck"),
    "times out of order": (lambda: of_rep(start_s=9e5), "the times of repetition 1 are not in order"),
    "a time of ages": (lambda: of_rep(end_s=1e13), "the times of repetition 1 are not in order"),
    "an unknown exercise": (lambda: of_rep(exercise="squat"), "unknown exercise 'squat'"),
    "an exercise without a name": (lambda: changed(exercise=""), "unknown exercise ''"),
    "an unknown rule": (lambda: of_rep(faults=[FAULT | {"rule": "a\nb"}]), "unknown rule"),
    "an unknown unit": (lambda: of_rep(faults=[FAULT | {"unit": "furlong"}]), "unknown rule"),
    "a summary of other repetitions": (lambda: of_summary(reps=99), "its summary is of another number"),
    "other measures": (lambda: of_summary(left_right_percent={"hold_s": 1.0}), "compares the sides in other"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_no_report_says_is_one_line(kind: str, tmp_path: Path) -> None:
    text, said = BAD[kind]
    path = tmp_path / "set.json"
    path.write_text(text())
    with pytest.raises(CannotOpen) as caught:
        load_report(path)
    message = str(caught.value)
    assert said in message
    assert message.endswith("(try: formcheck analyze VIDEO --json FILE)")
    assert "\n" not in message


@pytest.mark.parametrize("read", [load_report, read_file])
def test_a_file_of_gigabytes_is_refused_unread(read: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "set.json"
    path.touch()
    os.truncate(path, 5_000_000_000)
    with pytest.raises(CannotOpen, match="too large"):
        read(path)
