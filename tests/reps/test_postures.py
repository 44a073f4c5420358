"""Kickbacks as people do them: bent over benches, on forearms, in machines, between rests of every kind."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose import Side
from tests.support.stick_figure import (
    ALL_FOURS,
    STANDING,
    Body,
    Camera,
    Film,
    donkey_kicks,
    glute_kickbacks,
    kickbacks,
    observe,
    ramp,
    standing_kickbacks,
)

BENT_OVER = Body(lean=50.0, left=(-70.0, 112.0, 0.0), right=(-70.0, 112.0, 0.0), arms=(-60.0, -60.0))
OVER_A_BENCH = Body(
    lean=88.0, left=(-88.0, 170.0, 0.0), right=(-88.0, 170.0, 0.0), arms=(-20.0, -20.0), elbow=100.0
)
ON_FOREARMS = Body(lean=98.0, left=(-98.0, 90.0, 0.0), right=(-98.0, 90.0, 0.0), arms=(0.0, 0.0), elbow=90.0)
HIPS_BACK = Body(lean=78.0, left=(-106.0, 62.0, 0.0), right=(-106.0, 62.0, 0.0), arms=(-25.0, -25.0))
KNEE_TO_CHEST = replace(ALL_FOURS, left=(-120.0, 60.0, 0.0))
KNEE_DRIVE = replace(STANDING, left=(-105.0, 75.0, 0.0))

POSTURES = {
    "bent over, the standing knee bent to 112": (BENT_OVER, 95.0, 165.0, "standing-kickback"),
    "the trunk level over a bench": (OVER_A_BENCH, 88.0, 170.0, "standing-kickback"),
    "on the forearms": (ON_FOREARMS, 105.0, 92.0, "donkey-kick"),
    "the hips pushed back at rest": (HIPS_BACK, 115.0, 95.0, "donkey-kick"),
    "the knee to the chest between kicks": (KNEE_TO_CHEST, 125.0, 165.0, "glute-kickback"),
    "standing, the knee comes up in front between kicks": (KNEE_DRIVE, 125.0, 160.0, "standing-kickback"),
}


@pytest.mark.parametrize("leg", ["left", "right"])
@pytest.mark.parametrize("name", POSTURES)
def test_kickbacks_count_in_every_posture_with_the_near_and_the_far_leg(name: str, leg: Side) -> None:
    rest, rise_deg, knee_deg, exercise = POSTURES[name]
    if leg == "right":
        rest = replace(rest, left=rest.right, right=rest.left)
    film = kickbacks(4, rest=rest, rise_deg=rise_deg, knee_deg=knee_deg, legs=(leg,), camera=Camera("left"))
    reps = observe(film.poses()).reps
    assert [(rep.side, rep.exercise) for rep in reps] == [(leg, exercise)] * 4


def test_the_swing_of_a_leg_in_no_known_posture_is_an_attempt_that_says_so() -> None:
    lying = Body(lean=90.0, left=(-2.0, 175.0, 0.0), right=(-2.0, 175.0, 0.0), arms=(-175.0, -175.0))
    film = kickbacks(3, rest=lying, rise_deg=30.0, knee_deg=None)
    session = observe(film.poses())
    assert session.reps == []
    assert [attempt.reason for attempt in session.attempts] == ["neither standing nor on all fours"] * 3


def test_a_set_is_one_exercise_though_its_posture_is_on_the_border() -> None:
    """The standing knee goes from 130 to 105 degrees in the course of the set, the trunk with it."""
    film = kickbacks(5, rest=BENT_OVER, rise_deg=95.0, knee_deg=165.0)

    def body_at(t: float) -> Body:
        body = film.body_at(t)
        bend = ramp(t, (1.0, 0.0), (film.duration_s - 1.0, 14.0))
        return replace(
            body, lean=body.lean + bend / 2, right=(body.right[0] - bend, body.right[1] - bend, 0.0)
        )

    assert {rep.exercise for rep in observe(Film(body_at, film.duration_s).poses()).reps} == {
        "standing-kickback"
    }


def test_kneeling_upright_between_two_halves_of_a_set_is_no_attempt() -> None:
    first, second = donkey_kicks(2), donkey_kicks(2)
    rest_s = 6.0

    def body_at(t: float) -> Body:
        if t < first.duration_s:
            return first.body_at(t)
        if t > first.duration_s + rest_s:
            return second.body_at(t - first.duration_s - rest_s)
        up = ramp(t - first.duration_s, (0.5, 0.0), (2.0, 1.0), (rest_s - 2.0, 1.0), (rest_s - 0.5, 0.0))
        hip = -82.0 * (1 - up)
        return replace(ALL_FOURS, lean=82.0 - 78.0 * up, left=(hip, 90.0, 0.0), right=(hip, 90.0, 0.0))

    session = observe(Film(body_at, first.duration_s + rest_s + second.duration_s).poses())
    assert len(session.reps) == 4
    assert session.attempts == []


def test_sitting_back_on_the_heels_and_talking_are_no_attempts() -> None:
    """Kneels upright and talks with both hands, goes down, sits back on the heels, comes up, and begins."""
    kicks = donkey_kicks(3)
    before_s = 12.0

    def body_at(t: float) -> Body:
        if t > before_s:
            return kicks.body_at(t - before_s)
        down = ramp(t, (6.0, 0.0), (7.5, 1.0))
        back = ramp(t, (8.5, 0.0), (9.5, 1.0), (10.5, 1.0), (11.5, 0.0))
        hip, knee = -82.0 * down - 45.0 * back, 90.0 - 50.0 * back
        talk = (1 - down) * np.array([30 * np.sin(3 * t), 20 * np.sin(4 * t)])
        return replace(
            ALL_FOURS,
            lean=4.0 + 78.0 * down - 5.0 * back,
            left=(hip, knee, 0.0),
            right=(hip, knee, 0.0),
            arms=(talk[0] - 50 * back, talk[1] - 50 * back),
        )

    session = observe(Film(body_at, before_s + kicks.duration_s).poses())
    assert len(session.reps) == 3
    assert session.attempts == []


@pytest.mark.parametrize(("seen_of_the_lowering", "counts"), [(0.88, True), (0.6, False)])
@pytest.mark.parametrize("film", [donkey_kicks, glute_kickbacks, standing_kickbacks])
def test_a_lowering_that_was_mostly_seen_counts(
    film: Callable[..., Film], seen_of_the_lowering: float, counts: bool
) -> None:
    """Lift at 1.0 s, top until 2.4 s, lowered for 0.6 s: quicker than any filter settles."""
    whole = film(1, lift_s=0.6, hold_s=0.8, lower_s=0.6)
    end_s = 1.0 + 0.6 + 0.8 + 0.6 * seen_of_the_lowering
    session = observe([p for p in whole.poses(fps=12) if p.timestamp_s <= end_s])
    assert len(session.reps) == counts
    assert [a.reason for a in session.attempts] == ([] if counts else ["cut off by the end"])


def test_the_last_kick_ends_standing_though_it_began_with_the_knee_in_front() -> None:
    """From the knee at hip height to the top, and down to the standing leg, where the clip ends half a second later."""
    film = kickbacks(1, rest=KNEE_DRIVE, rise_deg=125.0, knee_deg=160.0)

    def body_at(t: float) -> Body:
        body = film.body_at(t)
        back = ramp(t, (2.9, 0.0), (3.5, 1.0))  # the top is over at 2.9 s
        return body if t < 2.9 else replace(body, left=(20.0 - 38.0 * back, 160.0 + 12.0 * back, 0.0))

    session = observe(Film(body_at, 4.1).poses())
    assert len(session.reps) == 1
    assert session.attempts == []
