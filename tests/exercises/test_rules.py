"""Change one thing about a body, expect one cue; and what the camera cannot show is not judged."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from formcheck.exercises import EXERCISES, measure
from formcheck.exercises.exercise import Exercise
from formcheck.exercises.rule_name import RuleName
from formcheck.exercises.rules import Rule, judge
from formcheck.pose import Pose
from formcheck.reps.measures import MEASURES
from tests.support.stick_figure import (
    Body,
    Camera,
    Film,
    check,
    donkey_kicks,
    glute_kickbacks,
    standing_kickbacks,
)

SET_MEASURES = {measure.SHARE_OF_BEST, measure.BEYOND_USUAL}


@pytest.mark.parametrize(
    ("film", "change", "rule"),
    [
        (donkey_kicks, {}, None),
        (glute_kickbacks, {}, None),
        (standing_kickbacks, {}, None),
        (donkey_kicks, {"hold_s": 0.3}, "hold"),
        (donkey_kicks, {"knee_deg": 128.0}, "knee-angle"),
        (donkey_kicks, {"knee_deg": 55.0}, "knee-angle"),
        (glute_kickbacks, {"knee_deg": 140.0}, "knee-angle"),
        (standing_kickbacks, {"knee_deg": 130.0}, "knee-angle"),
        (donkey_kicks, {"rise_deg": 50.0}, "range"),
        (glute_kickbacks, {"rise_deg": 45.0}, "range"),
        (standing_kickbacks, {"rise_deg": 20.0}, "range"),
        (donkey_kicks, {"rise_deg": 112.0}, "back-arch"),
        (standing_kickbacks, {"rise_deg": 64.0}, "back-arch"),
        (donkey_kicks, {"lift_s": 0.25}, "lift-tempo"),
        (donkey_kicks, {"lower_s": 0.25}, "lower-tempo"),
        (donkey_kicks, {"at_top": lambda b: replace(b, head=30.0)}, None),
        (donkey_kicks, {"at_top": lambda b: replace(b, elbow=140.0)}, "elbows"),
        (standing_kickbacks, {"at_top": lambda b: replace(b, right=(-36.0, 138.0, 0.0))}, "support-knee"),
    ],
    ids=lambda value: getattr(value, "__name__", None) or str(value)[:30],
)
def test_one_change_gives_one_cue_in_every_repetition(
    film: Callable[..., Film], change: dict[str, Any], rule: str | None
) -> None:
    exercise = film.__name__[:-1].replace("_", "-")
    reps = check(film(3, **change), exercise)
    assert [[fault.rule for fault in rep.faults] for rep in reps] == [[rule] if rule else []] * 3


def test_a_trunk_that_tips_forward_is_named() -> None:
    def tipped(body: Body) -> Body:
        extension, knee, abduction = body.left
        return replace(body, lean=40.0, left=(extension - 22, knee, abduction), right=(-40.0, 172.0, 0.0))

    reps = check(standing_kickbacks(3, at_top=tipped))
    assert {fault.rule for rep in reps for fault in rep.faults} >= {"trunk-lean"}


def test_a_repetition_short_of_the_persons_own_best_is_named_and_only_that() -> None:
    reps = check(donkey_kicks(3)) + check(donkey_kicks(3, left_up=0.35))
    assert [bool(rep.faults) for rep in reps[:3]] == [False] * 3
    assert {f.rule for rep in reps[3:] for f in rep.faults} == {"return", "range"}


def test_a_fault_says_what_was_measured_and_what_was_wanted() -> None:
    fault = check(donkey_kicks(1, knee_deg=130.0), "donkey-kick")[0].faults[0]
    assert fault.cue == "Keep the knee bent at 90 degrees."
    assert (fault.low, fault.high, fault.unit) == (70.0, 110.0, "deg")
    assert fault.measured == pytest.approx(130, abs=2)


def test_a_straight_leg_is_a_fault_of_a_chosen_donkey_kick_but_a_kickback_when_recognised() -> None:
    film = glute_kickbacks(3)
    assert {f.rule for rep in check(film, "donkey-kick") for f in rep.faults} == {"knee-angle"}
    recognised = check(film)
    assert {rep.exercise for rep in recognised} == {"glute-kickback"}
    assert all(rep.faults == () for rep in recognised)


def test_the_rest_of_the_set_settles_a_knee_in_between() -> None:
    def knees(*degrees: float) -> list[str]:
        poses, start = list[Pose](), 0.0
        for knee in degrees:
            film = donkey_kicks(1, knee_deg=knee, lead_in_s=0.6, tail_s=0.4)
            poses += [replace(p, timestamp_s=p.timestamp_s + start) for p in film.poses()]
            start = poses[-1].timestamp_s + 0.04
        return [rep.exercise for rep in check(poses)]

    assert knees(90, 130, 92) == ["donkey-kick"] * 3
    assert knees(172, 140, 170) == ["glute-kickback"] * 3


def test_from_nearly_the_front_repetitions_count_and_angles_are_not_judged() -> None:
    reps = check(standing_kickbacks(3, camera=Camera("left", 66.0)))
    assert len(reps) == 3
    assert {"knee-angle", "range", "back-arch"} <= set(reps[0].not_judged)
    assert reps[0].knee_angle_deg != reps[0].knee_angle_deg
    assert reps[0].hold_s == pytest.approx(1.17, abs=0.1)


def test_a_measure_within_its_error_of_the_line_is_let_pass() -> None:
    rule = Rule(RuleName.KNEE_ANGLE, measure.KNEE_ANGLE, high=110.0, too_high="Bend.")
    assert judge([rule], {"knee_angle_deg": 113.0}, {"knee_angle_deg": 10.0})[0] == []
    assert judge([rule], {"knee_angle_deg": 115.0}, {"knee_angle_deg": 10.0})[0][0].rule == "knee-angle"


def test_what_was_not_measured_is_not_judged() -> None:
    rule = Rule(RuleName.HEAD, measure.HEAD_DROP, high=10.0, too_high="Up.")
    assert judge([rule], {"head_drop_deg": float("nan")}) == ([], ["head"])
    assert judge([rule], {}) == ([], ["head"])


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
def test_every_rule_has_a_line_a_cue_for_it_a_source_and_a_measure(exercise: Exercise) -> None:
    for rule in exercise.rules:
        assert rule.source
        assert (rule.low is None) == (rule.too_low == "")
        assert (rule.high is None) == (rule.too_high == "")
        assert rule.low is not None or rule.high is not None
        assert rule.measure.name in MEASURES or rule.measure in SET_MEASURES


def test_what_rounding_hides_is_no_fault_and_every_unit_is_compared_alike() -> None:
    hold = Rule(RuleName.HOLD, measure.HOLD_TIME, low=0.8, too_low="Hold.")
    assert judge([hold], {"hold_s": 0.79999}, {"hold_s": 0.0}) != (
        [],
        [],
    )  # nothing is hidden where nothing is unsure
    assert judge([hold], {"hold_s": 0.79999}, {"hold_s": 0.05}) == ([], [])
    assert judge([hold], {"hold_s": 0.77}, {"hold_s": 0.05})[0][0].cue == "Hold."
    left = Rule(RuleName.RETURN, measure.RETURN_LEFT, high=16.0, too_high="Lower.")
    assert judge([left], {"return_left": 16.4}) == ([], [])
    assert judge([left], {"return_left": 16.6})[0][0].cue == "Lower."


def test_a_range_reached_with_an_arched_back_is_not_what_the_others_are_held_against() -> None:
    """The second of three goes 20 degrees further than the others: only it is faulted."""
    films = [donkey_kicks(1), donkey_kicks(1, rise_deg=108.0), donkey_kicks(1), donkey_kicks(1)]
    poses: list[Pose] = []
    for film in films:
        start_s = poses[-1].timestamp_s + 0.04 if poses else 0.0
        poses += [replace(pose, timestamp_s=pose.timestamp_s + start_s) for pose in film.poses()]
    reps = check(poses, "donkey-kick")
    assert [[fault.rule for fault in rep.faults] for rep in reps] == [[], ["back-arch"], [], []]
