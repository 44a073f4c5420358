"""What the coach says, as sentences about a set."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from formcheck.coaching.live_coach import Coach, Kind, set_in_words
from formcheck.coaching.plan import Plan
from formcheck.coaching.workout import Workout
from formcheck.pose import Pose
from formcheck.reps.rep_counter import RepCounter
from tests.support.stick_figure import Film, donkey_kicks, glute_kickbacks, standing_kickbacks

HOLD_LONGER = "Squeeze and hold the top for a full second."
BEND = "Keep the knee bent at 90 degrees."
ABOUT_REPS = (Kind.COUNT, Kind.CUE, Kind.NOT_COUNTED, Kind.PRAISE)


def one_after_the_other(*films: Film) -> list[Pose]:
    """The films as one, each beginning where the one before ended."""
    poses: list[Pose] = []
    for film in films:
        start_s = poses[-1].timestamp_s + 0.04 if poses else 0.0
        poses += film.poses(start_s=start_s)
    return poses


def said(poses: Iterable[Pose], *kinds: Kind) -> list[str]:
    """What is spoken while the poses come."""
    session, coach = RepCounter(), Coach()
    lines = [line for pose in poses for line in coach.update(session.update(pose), session.moment)]
    return [line.spoken for line in lines if line.kind in kinds and line.spoken]


@pytest.mark.parametrize("kicks", [donkey_kicks, glute_kickbacks, standing_kickbacks])
def test_a_clean_set_is_counted_and_nothing_else_is_said_about_it(kicks: Callable[..., Film]) -> None:
    assert said(kicks(4).poses(), *ABOUT_REPS) == ["1", "2", "3", "4"]


def test_a_cue_comes_with_the_count_of_its_repetition_and_at_most_twice_running() -> None:
    told = said(donkey_kicks(5, hold_s=0.3).poses(), *ABOUT_REPS)
    assert told == [f"1. {HOLD_LONGER}", f"2. {HOLD_LONGER}", "3", "4", "5"]


def test_of_two_faults_the_more_important_one_is_told_and_the_other_when_that_is_worn_out() -> None:
    told = said(donkey_kicks(5, hold_s=0.3, knee_deg=130.0).poses(), *ABOUT_REPS)
    assert told == [f"1. {BEND}", f"2. {BEND}", f"3. {HOLD_LONGER}", f"4. {BEND}", f"5. {BEND}"]


def test_a_mended_fault_is_praised_once() -> None:
    told = said(one_after_the_other(donkey_kicks(1, hold_s=0.3), donkey_kicks(3)), *ABOUT_REPS)
    assert told == [f"1. {HOLD_LONGER}", "2. Good hold.", "3", "4"]


def test_a_fault_that_comes_back_after_praise_is_told_again() -> None:
    short = donkey_kicks(2, hold_s=0.3)
    told = said(one_after_the_other(short, donkey_kicks(1), short), *ABOUT_REPS)
    assert told[2:] == ["3. Good hold.", f"4. {HOLD_LONGER}", f"5. {HOLD_LONGER}"]


def test_the_other_legs_clean_repetition_is_not_praised_for_this_legs_fault() -> None:
    films = [donkey_kicks(1, hold_s=0.3, legs=("left",)), donkey_kicks(1, legs=("right",))]
    assert said(one_after_the_other(*films), *ABOUT_REPS) == [f"1. {HOLD_LONGER}", "2"]


def test_too_small_a_lift_is_told_but_not_counted() -> None:
    told = said(one_after_the_other(donkey_kicks(1), donkey_kicks(1, rise_deg=18.0)), *ABOUT_REPS)
    assert told == ["1", "Not counted, too small."]


def test_the_hold_is_coached_while_it_happens_once_per_lift() -> None:
    session, coach = RepCounter(), Coach()
    times = []
    film = donkey_kicks(2, lead_in_s=1.0, lift_s=0.9, hold_s=1.5, lower_s=1.0, rest_s=0.6)
    for pose in film.poses():
        for line in coach.update(session.update(pose), session.moment):
            if line.kind in (Kind.HOLD, Kind.DOWN):
                times.append((line.spoken, pose.timestamp_s))
    assert [words for words, _ in times] == ["hold", "and down"] * 2
    # The leg is up at 1.9 s, and down again from 3.4 s.
    assert 1.8 < times[0][1] < 2.3
    assert times[1][1] == pytest.approx(2.75, abs=0.25)


def test_a_leg_swung_through_without_a_hold_is_not_told_to_lower() -> None:
    assert said(donkey_kicks(2, hold_s=0.1).poses(), Kind.DOWN) == []


def test_fidgeting_is_not_told_to_hold() -> None:
    assert said(donkey_kicks(3, rise_deg=15.0, hold_s=2.0).poses(), Kind.HOLD, Kind.DOWN) == []


def words_after(film: Film) -> str:
    workout = Workout(Plan())
    for pose in film.poses():
        workout.counter.update(pose)
    finished = workout.finish().finished
    assert finished is not None
    return " ".join(set_in_words(finished.report("", "full")))


def test_after_the_set_there_is_one_line() -> None:
    assert words_after(donkey_kicks(3)) == "3 repetitions, all clean. Well done."
    assert words_after(donkey_kicks(1, hold_s=0.3)) == f"1 repetition, 0 clean. Next time: {HOLD_LONGER}"
    assert words_after(donkey_kicks(0, lead_in_s=2.0)) == "No repetition counted."
