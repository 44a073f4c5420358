"""Counting: what happens to people and pictures must not change the number."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.pose import Pose
from formcheck.reps.events import Attempted, PersonFound, PersonLost, PhaseChanged, RepCounted
from formcheck.reps.rep_counter import RepCounter
from tests.support.stick_figure import (
    Body,
    Camera,
    Film,
    check,
    donkey_kicks,
    glute_kickbacks,
    observe,
    ramp,
    standing_kickbacks,
)

FILMS = {
    "donkey-kick": donkey_kicks,
    "glute-kickback": glute_kickbacks,
    "standing-kickback": standing_kickbacks,
}


@pytest.mark.parametrize("exercise", FILMS)
@pytest.mark.parametrize("side", ["left", "right"], ids=["facing left", "facing right"])
@pytest.mark.parametrize("leg", ["left", "right"])
def test_every_exercise_is_recognised_and_counted_for_either_leg_from_either_side(
    exercise: str, side: str, leg: str
) -> None:
    reps = check(FILMS[exercise](3, legs=(leg,), camera=Camera(side)))
    assert [(r.number, r.exercise, r.side) for r in reps] == [(n, exercise, leg) for n in (1, 2, 3)]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    exercise=st.sampled_from(sorted(FILMS)),
    fps=st.floats(10, 60),
    noise_deg=st.floats(0, 4),
    drop=st.floats(0, 0.15),
    start_s=st.sampled_from([0.0, 3600.0]),
    pace=st.floats(0.5, 2.0),
    zoom=st.floats(0.3, 2.0),
    mirrored=st.booleans(),
    seed=st.integers(0, 1000),
)
def test_the_count_does_not_depend_on_how_it_was_filmed(
    exercise: str,
    fps: float,
    noise_deg: float,
    drop: float,
    start_s: float,
    pace: float,
    zoom: float,
    mirrored: bool,
    seed: int,
) -> None:
    film = FILMS[exercise](
        3,
        lift_s=0.8 * pace,
        hold_s=0.8 * pace,
        lower_s=0.9 * pace,
        rest_s=0.6 * pace,
        camera=Camera(zoom=zoom, mirrored=mirrored),
    )
    session = observe(film.poses(fps, start_s, noise_deg, seed, drop))
    assert len(session.reps) == 3
    assert {r.exercise for r in session.reps} == {exercise}


def test_legs_that_alternate_are_both_counted() -> None:
    reps = check(donkey_kicks(4, legs=("left", "right")))
    assert [r.side for r in reps] == ["left", "right", "left", "right"]


def test_repetitions_without_a_rest_between_them_are_told_apart() -> None:
    assert len(check(donkey_kicks(6, hold_s=0.1, rest_s=0.05, lift_s=0.5, lower_s=0.5))) == 6


def test_a_clip_that_ends_at_the_top_has_an_attempt_that_says_so() -> None:
    session = observe([p for p in donkey_kicks(2).poses() if p.timestamp_s < 5.7])
    assert len(session.reps) == 1
    assert [a.reason for a in session.attempts] == ["cut off by the end"]


def test_a_clip_that_begins_on_the_way_up_has_an_attempt_that_says_so() -> None:
    session = observe([p for p in donkey_kicks(2).poses() if p.timestamp_s > 1.5])
    assert len(session.reps) == 1
    assert [a.reason for a in session.attempts] == ["cut off by the start"]


def without(poses: list[Pose], from_s: float, to_s: float) -> list[Pose]:
    """The poses, but nobody is found between two times."""
    return [Pose.nobody(p.timestamp_s) if from_s < p.timestamp_s < to_s else p for p in poses]


def test_a_person_who_is_lost_ends_the_repetition_and_counts_on_when_back() -> None:
    """The second lift begins at 6.9 s; its top is over at 8.8 s, the lowering at 9.8 s."""
    session = RepCounter()
    poses = without(donkey_kicks(3, rest_s=3.0).poses(), 8.0, 10.6)
    events = [e for p in poses for e in session.update(p)] + session.finish()
    assert [e.timestamp_s for e in events if isinstance(e, PersonLost)] == [pytest.approx(8.5, abs=0.1)]
    assert len([e for e in events if isinstance(e, PersonFound)]) == 2
    assert len(session.reps) == 2
    assert [a.reason for a in session.attempts] == ["person lost"]


def test_a_leg_that_was_up_and_is_down_when_the_person_is_seen_again_was_a_repetition() -> None:
    """Unseen from the top at 5.6 s until the lowering at 7.0 s: nobody knows how long it was held."""
    reps = observe(without(donkey_kicks(3).poses(), 5.6, 7.0)).reps
    assert len(reps) == 3
    assert np.isnan([reps[1].hold_s, reps[1].lower_s]).all()
    assert reps[1].lift_s == pytest.approx(reps[0].lift_s, abs=0.05)
    assert {"hold", "lower-tempo"} <= set(reps[1].not_judged)


def test_somebody_elsewhere_after_a_gap_does_not_go_on_with_the_repetition() -> None:
    poses = without(donkey_kicks(3).poses(), 5.6, 7.0)
    moved = [replace(p, xy=p.xy + [200.0, 0.0]) if p.timestamp_s >= 7.0 else p for p in poses]
    session = observe(moved)
    assert len(session.reps) == 2
    assert "person lost" in {a.reason for a in session.attempts}


def test_a_blink_of_the_detector_changes_nothing() -> None:
    poses = donkey_kicks(3).poses()
    blinking = [Pose.nobody(p.timestamp_s) if i % 9 in (0, 1) else p for i, p in enumerate(poses)]
    assert len(observe(blinking).reps) == 3


def test_turning_round_between_sets_of_each_leg_counts_both() -> None:
    first, second = donkey_kicks(2).poses(), donkey_kicks(2, legs=("right",), camera=Camera("right")).poses()
    later = first[-1].timestamp_s + 3.0
    session = observe(first + [replace(p, timestamp_s=p.timestamp_s + later) for p in second])
    assert [r.side for r in session.reps] == ["left", "left", "right", "right"]


def test_a_camera_that_pans_slowly_changes_nothing() -> None:
    film = donkey_kicks(3)
    poses = [replace(p, xy=p.xy + [40.0 * p.timestamp_s, 0.0]) for p in film.poses()]
    assert len(observe(poses).reps) == 3


def test_walking_in_and_kneeling_down_first_counts_only_the_repetitions() -> None:
    film = donkey_kicks(3, lead_in_s=4.0)

    def body_at(t: float) -> Body:
        body = film.body_at(t)
        up = ramp(t, (1.0, 1.0), (2.5, 0.0))
        lean = body.lean * (1 - up) + 4 * up
        legs: dict[str, Any] = (
            {s: (getattr(body, s)[0] * (1 - up), 90.0, 0.0) for s in ("left", "right")} if up else {}
        )
        return replace(body, lean=lean, **legs)

    session = observe(Film(body_at, film.duration_s).poses())
    assert len(session.reps) == 3
    assert session.attempts == []


def test_events_tell_the_phases_of_a_repetition_in_order() -> None:
    session = RepCounter()
    events = [e for p in donkey_kicks(1).poses() for e in session.update(p)]
    phases = [e.phase.value for e in events if isinstance(e, PhaseChanged)]
    assert phases == ["lift", "lower", "rest"]
    assert sum(isinstance(e, RepCounted) for e in events) == 1


def test_a_repetition_is_the_same_during_the_set_and_after_it() -> None:
    session = RepCounter()
    told = [e.rep for p in donkey_kicks(3).poses() for e in session.update(p) if isinstance(e, RepCounted)]
    session.finish()
    assert told == session.reps


def test_the_other_legs_tremble_is_not_counted() -> None:
    film = donkey_kicks(3)

    def body_at(t: float) -> Body:
        body = film.body_at(t)
        return replace(body, right=(body.right[0] + 14 * np.sin(t * 3), 90.0, 0.0))

    assert [r.side for r in check(Film(body_at, film.duration_s))] == ["left"] * 3


def test_nobody_at_all_is_no_repetition_and_no_error() -> None:
    session = observe([Pose.nobody(i / 30) for i in range(60)])
    assert session.reps == []
    assert session.view is None


def test_an_unknown_exercise_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="donkey-kick"):
        RepCounter("squat")


def test_the_moment_follows_a_repetition_for_the_screen() -> None:
    session, holds, ranges = RepCounter(), [], []
    for pose in donkey_kicks(1, hold_s=1.0).poses(fps=30):
        session.update(pose)
        moment = session.moment
        assert moment.present
        if moment.side:
            holds.append(moment.hold_s)
            ranges.append(moment.range_deg)
    measured = session.reps[0]
    assert max(holds) == pytest.approx(measured.hold_s, abs=0.15)
    assert max(ranges) == pytest.approx(measured.hip_range_deg, abs=3)
    assert session.moment.side is None


def test_the_supporting_legs_echo_is_not_told_as_an_attempt() -> None:
    film = glute_kickbacks(3)

    def body_at(t: float) -> Body:
        body = film.body_at(t)
        up = (body.left[0] + 82.0) / 87.0
        echo = 16.0 * np.sin(np.pi * up)  # while the other leg passes, as landmarks are drawn along
        return replace(body, right=(body.right[0] + echo, 90.0, 0.0))

    session = RepCounter()
    events = [e for p in Film(body_at, film.duration_s).poses() for e in session.update(p)]
    assert sum(isinstance(e, RepCounted) for e in events) == 3
    assert [e for e in events if isinstance(e, Attempted)] == []
