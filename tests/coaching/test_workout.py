"""A workout from getting ready to the last set, with stick figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.coaching.live_coach import Kind
from formcheck.coaching.plan import Plan, Stage, WorkoutStep
from formcheck.coaching.position_monitor import IDLE_S
from formcheck.coaching.readiness import NEARER, SIDE_ON, STEP_BACK, STEP_IN, TO_THE_MIDDLE, FrameInfo
from formcheck.coaching.scene import Tone
from formcheck.coaching.workout import BRIEFLY_S, GO_ON, LOST, READY, Workout
from formcheck.pose import Landmark, Pose
from formcheck.reps.events import PhaseChanged, RepCounted
from formcheck.reps.phases import Phase
from tests.support.stick_figure import ALL_FOURS, Body, Camera, Film, donkey_kicks

ROOM = FrameInfo(854, 480, 120.0)
ANY_LENGTH = Plan()


class Watched:
    """A workout and everything that came of it."""

    def __init__(self, plan: Plan = ANY_LENGTH) -> None:
        self.workout = Workout(plan)
        self.steps: list[tuple[float, WorkoutStep]] = []

    def see(self, film: Film | list[Pose], start_s: float = 0.0) -> float:
        """Show it a film that begins at `start_s`; returns when it ends."""
        now = start_s
        for pose in film if isinstance(film, list) else film.poses(start_s=start_s):
            now = pose.timestamp_s
            self.steps.append((now, self.workout.update(pose, ROOM)))
        return now + 0.04

    @property
    def spoken(self) -> list[str]:
        return [line.spoken for _, step in self.steps for line in step.lines if line.spoken]

    @property
    def finished(self) -> list[int]:
        return [len(step.finished.counter.reps) for _, step in self.steps if step.finished]


def nobody(start_s: float, seconds: float) -> list[Pose]:
    return [Pose.nobody(start_s + i / 25) for i in range(round(seconds * 25))]


def without_hold(spoken: list[str]) -> list[str]:
    return [text for text in spoken if text not in ("hold", "and down")]


def test_it_starts_by_itself_and_counts() -> None:
    seen = Watched()
    seen.see(donkey_kicks(2, lead_in_s=2.0))
    assert without_hold(seen.spoken) == [READY, "1", "2"]


def test_whoever_does_not_wait_for_being_ready_is_counted_and_coached_all_the_same() -> None:
    seen = Watched()
    seen.see(donkey_kicks(3, lead_in_s=0.6, hold_s=0.3, camera=Camera(zoom=0.2)))
    said = without_hold(seen.spoken)
    assert said[0] == NEARER
    assert [text[:2] for text in said[-2:]] == ["2.", "3"]
    assert len(seen.workout.counter.reps) == 3


def test_the_set_ends_by_itself_with_its_last_repetition() -> None:
    seen = Watched(Plan(reps=2))
    seen.see(donkey_kicks(4))
    assert seen.finished == [2]
    assert seen.workout.stage is Stage.DONE
    assert seen.spoken[-1] == "Set over. 2 repetitions, all clean. Well done."


def test_between_sets_there_is_a_rest_and_the_next_set_starts_by_itself() -> None:
    seen = Watched(Plan(reps=2, sets=2, rest_s=15.0))
    seen.see(donkey_kicks(4, lead_in_s=2.0, tail_s=30.0))
    # The two repetitions done during the rest count for neither set.
    assert seen.finished == [2]
    now = seen.steps[-1][0] + 0.04
    seen.see(donkey_kicks(2, lead_in_s=2.0), start_s=now)
    assert seen.finished == [2, 2]
    said = without_hold(seen.spoken)
    assert said[said.index("Rest for 15 seconds.") :] == [
        "Rest for 15 seconds.",
        "10 seconds.",
        "Set 2.",
        READY,
        "1",
        "2",
        "Set over. 2 repetitions, all clean. Well done.",
    ]


def test_the_end_of_a_set_that_was_half_seen_says_so_first() -> None:
    seen = Watched(Plan(reps=2))
    poses = donkey_kicks(2, lead_in_s=2.0).poses()
    for pose in poses:
        pose.xy[[Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW]] = float("nan")
    seen.see(poses)
    [report] = [step.finished.report("camera", "full", "auto") for _, step in seen.steps if step.finished]
    assert report.seen is not None
    assert report.seen.brightness == ROOM.brightness
    assert seen.spoken[-1] == (
        "Set over. Your elbows were outside the picture for most of the set: 2 repetitions counted, others may be "
        "missing. Next time: Move the camera back until your whole body is in the picture."
    )


def test_the_way_into_the_picture_is_no_part_of_what_was_seen_of_a_set() -> None:
    seen = Watched(Plan(reps=1))
    now = seen.see([Pose.nobody(i / 25) for i in range(500)])
    seen.see(donkey_kicks(1, lead_in_s=4.0), start_s=now)
    [report] = [step.finished.report("camera", "full", "auto") for _, step in seen.steps if step.finished]
    assert report.seen is not None
    assert report.seen.found_share == 1.0
    assert report.seen.doubts == ()


def test_the_rest_is_counted_down_on_screen() -> None:
    seen = Watched(Plan(reps=1, sets=2, rest_s=30.0))
    seen.see(donkey_kicks(1))
    done_s = next(now for now, step in seen.steps if step.finished)
    card = seen.workout.scene(done_s + 12.5).card
    assert card is not None
    assert (card.title, card.big) == ("Rest", "18")
    assert card.lines == ("1 repetition, all clean.", "Well done.", "Then set 2.")


def test_losing_the_person_pauses_and_says_so_and_coming_back_goes_on() -> None:
    seen = Watched()
    now = seen.see(donkey_kicks(2, lead_in_s=2.0))
    now = seen.see(nobody(now, 3.0))
    banner = seen.workout.scene(now).banner
    assert banner is not None
    assert banner.text == LOST
    seen.see(donkey_kicks(1, lead_in_s=2.0), start_s=now)
    assert without_hold(seen.spoken) == [READY, "1", "2", LOST, GO_ON, "3"]


def waits(seconds: float, camera: Camera, body: Body = ALL_FOURS) -> Film:
    return Film(lambda t: body, seconds, camera)


@pytest.mark.parametrize(
    ("camera", "told"),
    [
        (Camera(azimuth_deg=85.0), SIDE_ON),
        (Camera(shift_px=(330.0, 0.0)), TO_THE_MIDDLE),
        (Camera(zoom=2.4), STEP_BACK),
    ],
    ids=["turned away", "at the edge", "too near"],
)
def test_whoever_strays_during_a_set_is_told_once_after_a_while_and_shown_it_until_it_is_mended(
    camera: Camera, told: str
) -> None:
    seen = Watched()
    now = seen.see(donkey_kicks(2, lead_in_s=2.0))
    seen.see(waits(IDLE_S - 2.0, camera), start_s=now)
    assert without_hold(seen.spoken) == [READY, "1", "2"]
    now = seen.see(waits(25.0, camera), start_s=seen.steps[-1][0] + 0.04)
    assert without_hold(seen.spoken) == [READY, "1", "2", told]
    banner = seen.workout.scene(now).banner
    assert banner is not None
    assert (banner.text, banner.tone) == (told, Tone.INFO)
    now = seen.see(waits(5.0, Camera()), start_s=now)
    assert seen.workout.scene(now).banner is None
    seen.see(donkey_kicks(1), start_s=now)
    assert without_hold(seen.spoken) == [READY, "1", "2", told, "3"]


def test_a_badly_placed_lifter_is_not_told_so_during_repetitions() -> None:
    seen = Watched()
    seen.see(donkey_kicks(4, lead_in_s=0.6, camera=Camera(zoom=0.2)))
    assert without_hold(seen.spoken) == [NEARER, "1", "2", "3", "4"]


KNEELING_UP = Body(lean=2.0, left=(-2.0, 90.0, 0.0), right=(-2.0, 90.0, 0.0))


@pytest.mark.parametrize("body", [ALL_FOURS, KNEELING_UP], ids=["in position", "kneeling up"])
def test_a_long_rest_in_good_view_is_nobodys_business(body: Body) -> None:
    seen = Watched()
    now = seen.see(donkey_kicks(2, lead_in_s=2.0))
    now = seen.see(waits(30.0, Camera(zoom=0.8), body), start_s=now)
    assert without_hold(seen.spoken) == [READY, "1", "2"]
    assert seen.workout.scene(now).banner is None


def kneels_up(t: float) -> Body:
    """Within a second and a half; both hips open by 80 degrees, as in a lift."""
    done = min(t / 1.5, 1.0)
    leg = (-82.0 + 80.0 * done, 90.0, 0.0)
    return Body(lean=82.0 - 80.0 * done, left=leg, right=leg)


def test_whoever_knelt_up_and_is_cut_off_is_told_though_the_legs_look_lifted() -> None:
    seen, cut_off = Watched(), Camera(shift_px=(0.0, 150.0))
    now = seen.see(donkey_kicks(2, lead_in_s=2.0, camera=cut_off))
    seen.see(Film(kneels_up, 30.0, cut_off), start_s=now)
    assert seen.workout.counter.moment.side is not None
    assert without_hold(seen.spoken) == [STEP_BACK, "1", "2", STEP_BACK]


def test_an_empty_room_is_told_to_step_in() -> None:
    seen = Watched()
    now = seen.see(nobody(0.0, 2.0))
    assert seen.spoken == [STEP_IN]
    banner = seen.workout.scene(now).banner
    assert banner is not None
    assert banner.text == STEP_IN


def test_a_restart_forgets_the_set_but_not_the_person() -> None:
    seen = Watched()
    now = seen.see(donkey_kicks(2))
    seen.workout.restart()
    seen.see(donkey_kicks(1, lead_in_s=2.0), start_s=now)
    assert [rep.number for rep in seen.workout.counter.reps] == [1]


def test_a_restart_in_a_rest_skips_the_rest_and_keeps_the_set_that_is_over() -> None:
    seen = Watched(Plan(reps=2, sets=2, rest_s=60.0))
    now = seen.see(donkey_kicks(2))
    seen.workout.restart()
    seen.see(donkey_kicks(2, lead_in_s=2.0), start_s=now)
    assert [step.finished.number for _, step in seen.steps if step.finished] == [1, 2]
    assert without_hold(seen.spoken)[-5:-1] == ["Set 2.", READY, "1", "2"]
    assert seen.workout.stage is Stage.DONE


def test_finishing_in_the_middle_of_a_set_reports_what_was_done() -> None:
    seen = Watched(Plan(reps=12))
    seen.see(donkey_kicks(3))
    finished = seen.workout.finish().finished
    assert finished is not None
    assert finished.report("camera 0", "full").summary.reps == 3
    assert seen.workout.finish().finished is None


def test_finishing_during_a_rest_ends_no_second_set() -> None:
    seen = Watched(Plan(reps=2, sets=3, rest_s=60.0))
    seen.see(donkey_kicks(2))
    assert seen.workout.stage is Stage.RESTING
    assert seen.workout.finish().finished is None


def test_the_scene_shows_counts_the_cue_and_the_range() -> None:
    seen = Watched(Plan(reps=9))
    seen.see(donkey_kicks(2, knee_deg=130.0))
    counted_s = [now for now, step in seen.steps if any(isinstance(e, RepCounted) for e in step.events)][-1]
    scene = seen.workout.scene(counted_s)
    assert (scene.left, scene.right, scene.goal) == (2, 0, 9)
    assert scene.banner is not None
    assert (scene.banner.text, scene.banner.tone) == ("Keep the knee bent at 90 degrees.", Tone.CUE)
    assert seen.workout.scene(counted_s + 10).banner is None
    assert scene.meter is not None
    # From 82 degrees short of the line of the back, and the 5 that every hip reads high, to 20 short of it.
    assert scene.meter.target_deg == pytest.approx(67, abs=3)
    assert scene.meter.best_deg == pytest.approx(87, abs=3)


def test_not_counted_makes_room_for_the_next_lift_but_a_cue_stays_over_it() -> None:
    def shown_during_the_second(**first: float) -> list[str]:
        seen = Watched()
        now = seen.see(donkey_kicks(1, lead_in_s=2.0, tail_s=0.3, **first))
        begun, banners = None, []
        for pose in donkey_kicks(1, lead_in_s=0.0).poses(start_s=now):
            step = seen.workout.update(pose, ROOM)
            if any(isinstance(e, PhaseChanged) and e.phase is Phase.LIFT for e in step.events):
                begun = pose.timestamp_s
            if begun is not None and begun + BRIEFLY_S < pose.timestamp_s < begun + 1.5:
                banner = seen.workout.scene(pose.timestamp_s).banner
                banners.append(banner.text if banner else "")
        return sorted(set(banners))

    assert shown_during_the_second(rise_deg=18.0) == [""]
    assert shown_during_the_second(knee_deg=130.0) == ["Keep the knee bent at 90 degrees."]


def test_during_a_rest_nothing_is_drawn_of_the_last_lift() -> None:
    seen = Watched(Plan(reps=1, sets=2, rest_s=30.0))
    now = seen.see(donkey_kicks(1, tail_s=5.0))
    scene = seen.workout.scene(now)
    assert (scene.moment, scene.meter, scene.hold, scene.banner) == (None, None, None, None)


def test_the_ring_fills_during_the_hold_and_is_gone_when_the_leg_is_down() -> None:
    workout, shares = Workout(Plan()), []
    for pose in donkey_kicks(1, lead_in_s=2.0, hold_s=1.2).poses():
        workout.update(pose, ROOM)
        shares.append(workout.scene(pose.timestamp_s).hold)
    filled = [share for share in shares if share is not None]
    assert filled == sorted(filled)
    assert filled[-1] == 1.0
    assert shares[-1] is None


def test_the_report_says_which_part_of_the_source_a_set_took() -> None:
    seen = Watched(Plan(reps=1, sets=2, rest_s=5.0))
    now = seen.see(donkey_kicks(1, tail_s=10.0))
    seen.see(donkey_kicks(1, lead_in_s=2.0), start_s=now)
    second = [step.finished for _, step in seen.steps if step.finished][1]
    source = second.report("camera 0", "full").source
    assert (source.path, source.width, source.height) == ("camera 0", 854, 480)
    assert source.fps == pytest.approx(25)
    assert source.duration_s == pytest.approx(source.frames / 25, rel=0.01)
    assert second.number == 2


def test_the_words_of_a_line_are_shown_only_if_they_are_to_be_read() -> None:
    seen = Watched()
    seen.see(donkey_kicks(1))
    counts = [line for _, step in seen.steps for line in step.lines if line.kind is Kind.COUNT]
    assert [(line.spoken, line.shown) for line in counts] == [("1", "")]


def test_a_frame_size_that_changes_is_a_cut_and_the_set_goes_on() -> None:
    seen = Watched()
    now = seen.see(donkey_kicks(2))
    small = [replace(pose, xy=pose.xy / 2) for pose in donkey_kicks(2).poses(start_s=now)]
    seen.see(small)
    assert len(seen.workout.counter.reps) == 4
