"""Range, times and count of a set do not depend on its tempo."""

from dataclasses import replace

import pytest

from formcheck.exercises.rule_name import RuleName
from formcheck.reps.events import PhaseChanged, RepCounted
from formcheck.reps.rep_counter import RepCounter
from tests.support.stick_figure import Body, Film, donkey_kicks, observe, standing_kickbacks
from tests.support.tempo_sets import TempoSet

# Changed one at a time from a lift of a second, a hold of half a second and a rest of half a second.
SETS = {
    "lifts of 0.3 s": (TempoSet(0.3, 0.3, 0.1, 0.1), 12),
    "lifts of 0.3 s, 10 poses a second": (TempoSet(0.3, 0.3, 0.1, 0.1), 10),
    "lifts of 0.5 s without rest": (TempoSet(0.5, 0.5, 0.2, 0.0), 12),
    "without rest": (TempoSet(rest_s=0.0), 12),
    "without rest, 60 poses a second": (TempoSet(rest_s=0.0), 60),
    "hardly any rest": (TempoSet(rest_s=0.1, hold_s=0.3), 25),
    "lifts of 3 s": (TempoSet(3.0, 1.0), 15),
    "lifts of 6 s": (TempoSet(6.0, 1.0, 0.7, 0.35), 15),
    "lifts of 8 s": (TempoSet(8.0, 1.0), 12),
    "lifts of 8 s at one speed": (TempoSet(8.0, 1.0, eased=False), 12),
    "standing, lifts of 8 s": (TempoSet(8.0, 1.0, posture="standing"), 12),
    "standing, lifts of 8 s at one speed": (TempoSet(8.0, 1.0, posture="standing", eased=False), 30),
    "lowering for 4 s": (TempoSet(1.0, 4.0), 12),
    "lowering for 8 s": (TempoSet(1.0, 8.0), 30),
    "standing, lowering for 8 s at one speed": (TempoSet(1.0, 8.0, posture="standing", eased=False), 12),
    "8 s up and 8 s down without rest": (TempoSet(8.0, 8.0, 0.1, 0.0), 12),
    "a pause of half a second on the way up": (TempoSet(2.0, pause_up_s=0.5), 12),
    "a pause of a second on the way up": (TempoSet(2.0, pause_up_s=1.0), 30),
    "standing, a pause on the way up": (TempoSet(2.0, pause_up_s=1.0, posture="standing"), 12),
    "a pause of half a second on the way down": (TempoSet(1.0, 2.0, pause_down_s=0.5), 12),
    "a pause of a second on the way down": (TempoSet(1.0, 2.0, pause_down_s=1.0), 12),
    "pauses both ways": (TempoSet(2.0, 2.0, pause_up_s=1.0, pause_down_s=1.0), 25),
}


@pytest.mark.parametrize("name", SETS)
def test_count_range_and_times_are_right_at_any_tempo(name: str) -> None:
    tempo, rate = SETS[name]
    reps, true = observe(tempo.poses(rate, noise_deg=0.6, seed=1)).reps, tempo.true
    assert len(reps) == tempo.reps
    slow = max(tempo.lift_s, tempo.lower_s) > 1.5
    for rep in reps:
        assert rep.hip_range_deg == pytest.approx(true["hip_range_deg"], abs=6.0)
        assert rep.hold_s == pytest.approx(true["hold_s"], abs=0.3 if slow else 0.12)
        assert rep.lift_s == pytest.approx(true["lift_s"], abs=max(0.1, 0.12 * true["lift_s"]))
        assert rep.lower_s == pytest.approx(true["lower_s"], abs=max(0.1, 0.12 * true["lower_s"]))
        assert not {fault.rule for fault in rep.faults} & {RuleName.RANGE, RuleName.RETURN}


@pytest.mark.parametrize("name", SETS)
def test_the_screen_shows_one_lift_and_one_lowering_for_each_repetition(name: str) -> None:
    tempo, rate = SETS[name]
    counter = RepCounter()
    events = [
        e for pose in tempo.poses(rate, noise_deg=0.6, seed=2) for e in counter.update(pose)
    ] + counter.finish()
    phases = [e.phase.value for e in events if isinstance(e, PhaseChanged) and e.side == "left"]
    # Where the rest is short, the next lift may begin before the leg has stood still.
    assert [phase for phase in phases if phase != "rest"] == ["lift", "lower"] * tempo.reps
    assert sum(isinstance(e, RepCounted) for e in events) == tempo.reps


def test_a_leg_that_sinks_while_the_other_works_rests_where_it_is_before_its_own_lift() -> None:
    # The trunk leans along with the left leg: the right hip is 20 degrees more flexed while that is up.
    film = standing_kickbacks(2, legs=("left", "right"))

    def leaning(t: float) -> Body:
        body = film.body_at(t)
        up = 20.0 * (body.left[0] + 18.0) / 36.0
        return replace(body, lean=body.lean + up, right=(body.right[0] - up, body.right[1], body.right[2]))

    reps = observe(Film(leaning, film.duration_s).poses()).reps
    assert [rep.side for rep in reps] == ["left", "right"]
    assert reps[1].hip_range_deg == pytest.approx(36.0, abs=2.0)
    assert reps[1].lift_s == pytest.approx(0.72, abs=0.1)


def test_a_leg_that_comes_up_to_the_working_position_and_rests_begins_there() -> None:
    # From sitting back on the heels (the hip 35 degrees more flexed) to all fours, a second's rest, then the lifts.
    film = donkey_kicks(2, lead_in_s=4.0)

    def getting_up(t: float) -> Body:
        body = film.body_at(t)
        back = 35.0 * min(max((3.0 - t) / 0.8, 0.0), 1.0)
        left, right = ((hip - back, knee, out) for hip, knee, out in (body.left, body.right))
        return replace(body, left=left, right=right)

    reps = observe(Film(getting_up, film.duration_s).poses()).reps
    assert [rep.hip_range_deg for rep in reps] == [pytest.approx(87.0, abs=2.0)] * 2
    assert reps[0].start_s == pytest.approx(4.0 + 0.09, abs=0.1)


def test_a_dip_just_after_the_top_is_no_return() -> None:
    # The landmarks lose the leg for a sixth of a second as it leaves its top for the first time.
    poses = donkey_kicks(3).poses(fps=24)
    dip = next(i for i, pose in enumerate(poses) if pose.timestamp_s > 3.0)
    half_down = next(pose for pose in poses if pose.timestamp_s > 3.52)
    poses[dip : dip + 4] = [replace(half_down, timestamp_s=pose.timestamp_s) for pose in poses[dip : dip + 4]]
    reps = observe(poses).reps
    assert len(reps) == 3
    assert reps[0].end_s == pytest.approx(reps[1].end_s - 3.5, abs=0.1)
