"""Weeks of sets, one thing different, one piece of advice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from formcheck.history import HistoryEntry, Lift
from formcheck.history.advice import RULES, advise_progress, reminder

START = datetime(2026, 3, 2, 18, 0).astimezone()


def weeks(count: int, **change: Any) -> list[HistoryEntry]:
    """A set of ten a leg every third day, nothing to remark; `change` may be a list, a value per set."""
    usual: dict[str, Any] = {
        "exercise": "donkey-kick", "each": 10, "clean": 0.8, "left": 80.0, "right": 80.0, "hold_s": 1.2,
        "load_kg": None,
    }  # fmt: skip
    sets = []
    for i in range(count):
        now = {
            name: value[i] if isinstance(value, list) else value
            for name, value in {**usual, **change}.items()
        }
        each, left, right = int(now["each"]), now["left"], now["right"]
        sets.append(
            HistoryEntry(
                done_at=START + timedelta(days=3 * i),
                exercise=str(now["exercise"]),
                reps=2 * each,
                reps_left=each,
                reps_right=each,
                clean_reps=round(2 * each * float(now["clean"])),
                hip_range_deg=(left + right) / 2,
                hip_range_left_deg=left,
                hip_range_right_deg=right,
                hold_s=now["hold_s"],
                load_kg=now["load_kg"],
            )
        )
    return sets


@pytest.mark.parametrize(
    ("change", "rule", "text", "evidence"),
    [
        ({"clean": 1.0}, "add", "one or two repetitions", "10 a leg, 100 % clean"),
        ({"clean": 1.0, "each": 12, "load_kg": 10.0}, "add", "from 10 kg to 10.2 to 11.0 kg", "12 a leg"),
        ({"clean": 1.0, "each": 12}, "add", "Hold longer: from 1.2 s to 2 s", "12 a leg"),
        ({"clean": 1.0, "each": 12, "hold_s": 2.2}, "add", "a band", "12 a leg"),
        (
            {"left": [80, 80, 80, 80, 68, 66], "right": [80, 80, 80, 80, 68, 66]},
            "range-falls", "less load", "range 67° in the last two sessions, 80° in the 3 before",
        ),
        ({"clean": [0.9, 0.9, 0.9, 0.9, 0.5, 0.4]}, "clean-falls", "Ease off", "45 % clean"),
        ({"left": 80.0, "right": 66.0}, "sides", "right side has done less", "left 80°, right 66°"),
    ],
)  # fmt: skip
def test_one_change_gives_one_advice(change: dict[str, object], rule: str, text: str, evidence: str) -> None:
    (advice,) = advise_progress(weeks(6, **change))
    assert advice.rule == rule
    assert text in advice.text
    assert evidence in advice.evidence


@pytest.mark.parametrize(
    ("count", "change"),
    [
        (6, {}),
        (1, {"clean": 1.0}),
        (2, {"left": 80.0, "right": 60.0}),
        (6, {"clean": [0.5, 0.5, 0.5, 0.5, 1.0, 0.5]}),
        (6, {"left": [80, 60, 80, 60, 80, 60], "right": [60, 80, 60, 80, 60, 80]}),
        (6, {"clean": 1.0, "load_kg": [5.0, 5.0, 5.0, 5.0, 5.0, 7.5]}),  # a new load has only begun
        (0, {}),
    ],
)
def test_without_enough_evidence_there_is_no_advice(count: int, change: dict[str, object]) -> None:
    assert advise_progress(weeks(count, **change)) == []


def test_easing_off_comes_before_adding() -> None:
    falling = [90.0, 90.0, 90.0, 90.0, 70.0, 70.0]
    rules = [advice.rule for advice in advise_progress(weeks(6, clean=1.0, left=falling, right=falling))]
    assert rules == ["range-falls"]


def test_what_was_before_a_long_break_counts_no_more() -> None:
    sets = weeks(2, clean=1.0)
    late = weeks(40, clean=1.0)[-1:]
    assert advise_progress([*sets, *late]) == []


def test_every_rule_says_who_says_so() -> None:
    assert all(rule.source for rule in RULES)


@pytest.mark.parametrize(
    ("what", "hours", "reminded"),
    [("Squat 3x10", 1, True), ("squat 3x10", -1, False), ("biceps curl", 1, False), ("deadlift", 30, False)],
)
def test_kickbacks_before_compound_lifts_are_remarked_upon(what: str, hours: int, reminded: bool) -> None:
    said = reminder(weeks(1), [Lift(START + timedelta(hours=hours), what)])
    assert (said is not None) == reminded
    assert said is None or what in said
