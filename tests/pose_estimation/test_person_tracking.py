"""Several people in the picture: one of them is analysed, always the same, and the report says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from formcheck.analysis import analyze_recording, open_recording
from formcheck.pose import Landmark, Pose
from formcheck.pose_estimation.body_geometry import (
    OTHER_SIDE,
    body_centre,
    distance_in_bodies,
    hides,
    leg_moved,
)
from formcheck.pose_estimation.from_camera import open_camera_poses
from formcheck.pose_estimation.person_tracking import People
from formcheck.report.set_report import SetReport
from formcheck.video.reader import open_video
from tests.support.crowd import clip, empty_room, side_by_side, still, walked_through, with_poster, written
from tests.support.stick_figure import ALL_FOURS, donkey_kicks, seen

LOOKS_S = 0.5
FILM = donkey_kicks(1).poses(fps=5)
WAVE = seen(replace(ALL_FOURS, arms=(-100.0, 0.0)), 0.0)
REST, KICK = FILM[0], min(FILM, key=lambda pose: pose.xy[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE], 1].min())


def body(time_s: float, x: float, *, scale: float = 1.0, does: Pose = REST, flipped: bool = False) -> Pose:
    """Somebody on all fours whose trunk is at `x`; flipped: as in a mirror beside them."""
    xy = (does.xy - body_centre(does)) * scale * [-1 if flipped else 1, 1] + [x, 300.0]
    return Pose(time_s, xy[OTHER_SIDE] if flipped else xy, does.visibility, does.world)


def chosen_x(looks: Sequence[Sequence[Pose]]) -> tuple[People, float]:
    """What is known after these looks, and where the one analysed was then last seen."""
    people = People()
    for poses in looks:
        people.update(poses[0].timestamp_s, poses)
    assert people.subject is not None
    return people, float(body_centre(people.subject.pose)[0])


KICKS, KICKS_LATER, WAVES = (REST, REST, KICK, KICK), (KICK, REST, REST, KICK), (REST, WAVE, REST, WAVE)
STILL = (REST,) * 4


def looks(number: int, *who: tuple[float, float, Sequence[Pose]]) -> list[list[Pose]]:
    """`number` looks at bodies given as place, scale and what they do in four looks, over and over."""
    return [
        [body(i * LOOKS_S, x, scale=scale, does=course[i % 4]) for x, scale, course in who]
        for i in range(number)
    ]


def test_the_same_body_is_no_distance_away_and_its_leg_has_moved_in_a_kick() -> None:
    rest, kick = body(0, 300), body(1, 300, does=KICK)
    assert distance_in_bodies(rest, body(1, 300)) == pytest.approx(0)
    assert leg_moved(rest, body(1, 300)) == pytest.approx(0)
    assert leg_moved(rest, kick) > 0.12


def test_somebody_much_smaller_is_not_the_same_one() -> None:
    assert distance_in_bodies(body(0, 300), body(0, 300, scale=0.5)) == np.inf


def test_one_person_is_the_one_and_nothing_is_said_of_it() -> None:
    people, x = chosen_x(looks(6, (300, 1, KICKS)))
    assert x == pytest.approx(300)
    assert not people.several
    assert people.warnings() == []


def test_who_moves_a_leg_is_analysed_and_not_the_larger_poster() -> None:
    people, x = chosen_x(looks(6, (300, 1, KICKS), (900, 1.5, STILL)))
    assert x == pytest.approx(300)
    assert people.decided is True


def test_somebody_who_moves_without_working_a_leg_is_told_of() -> None:
    people, x = chosen_x(looks(6, (300, 1, KICKS), (900, 1.5, WAVES)))
    assert x == pytest.approx(300)
    assert people.decided is True
    assert people.warnings() == ["2 people are in the picture (at 1.0 s); the one on the left is analysed"]


def test_of_two_who_do_the_same_at_other_times_one_is_analysed_and_both_are_told_of() -> None:
    people, _ = chosen_x(looks(12, (300, 1, KICKS), (900, 0.9, KICKS_LATER)))
    assert len(people.warnings()) == 1


def test_a_poster_is_no_second_person_though_the_camera_shakes() -> None:
    shaken = [
        [Pose(p.timestamp_s, p.xy + [7 * (i % 3), -5 * (i % 2)], p.visibility, p.world) for p in poses]
        for i, poses in enumerate(looks(12, (300, 1, KICKS), (900, 1.5, STILL)))
    ]
    people, x = chosen_x(shaken)
    assert x == pytest.approx(300, abs=20)
    assert people.warnings() == []


@pytest.mark.parametrize("flipped", [True, False], ids=["beside", "behind"])
def test_a_mirror_image_is_no_second_person(flipped: bool) -> None:
    course = [KICKS[i % 4] for i in range(12)]
    people, x = chosen_x(
        [
            [body(i * LOOKS_S, 300, does=pose), body(i * LOOKS_S, 900, scale=0.8, does=pose, flipped=flipped)]
            for i, pose in enumerate(course)
        ]
    )
    assert x == pytest.approx(300)
    assert people.warnings() == []


def test_two_boxes_on_one_body_are_one_person() -> None:
    part = body(0, 300)
    hidden = part.xy.copy()
    hidden[[Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]] = (
        320,
        310,
    )
    for named in (hidden, hidden[OTHER_SIDE]):
        twice = [body(0, 300), Pose(0.0, named, part.visibility, part.world)]
        assert len(People().update(0.0, twice).seen) == 1


def test_of_two_who_move_a_leg_the_larger_is_analysed() -> None:
    assert chosen_x(looks(6, (300, 1, KICKS), (900, 1.3, KICKS)))[1] == pytest.approx(900)


def test_who_exercises_far_in_the_background_is_not_meant() -> None:
    people, x = chosen_x(looks(6, (300, 1, STILL), (900, 0.4, KICKS)))
    assert x == pytest.approx(300)
    assert people.decided is False


def test_of_five_the_one_in_the_middle_is_named_by_its_place() -> None:
    waves = [tuple(WAVE if i == number else REST for i in range(4)) for number in range(4)]
    row = [(300.0 * (i + 1), 1.0, does) for i, does in enumerate((*waves[:2], KICKS, *waves[2:]))]
    said = chosen_x(looks(9, *row))[0].warnings()
    assert [line.partition(" (")[0] for line in said] == ["5 people are in the picture"]
    assert said[0].endswith("the one third from the left is analysed")


def test_who_walks_by_moves_no_leg_in_one_place() -> None:
    by = [
        [body(i * LOOKS_S, 150.0 * i, does=KICK if i % 2 else REST), body(i * LOOKS_S, 2000)]
        for i in range(8)
    ]
    assert not chosen_x(by)[0].decided


def test_whoever_was_seen_beside_the_one_analysed_is_not_taken_for_them() -> None:
    both = looks(6, (300, 1, KICKS), (900, 1, STILL))
    alone = [[body(3 + i * LOOKS_S, 900, does=KICKS[i % 4])] for i in range(10)]
    assert chosen_x(both + alone)[1] == pytest.approx(300)


def test_who_comes_after_the_one_analysed_has_left_is_that_one_come_back() -> None:
    both = looks(6, (300, 1, KICKS), (900, 1, STILL))
    away = [[body(3 + i * LOOKS_S, 900)] for i in range(4)]
    back = [[body(5 + i * LOOKS_S, 900), body(5 + i * LOOKS_S, 1600)] for i in range(2)]
    assert chosen_x(both + away + back)[1] == pytest.approx(1600)


def test_what_is_seen_in_one_look_only_may_be_a_mistake_and_is_not_told() -> None:
    once = looks(6, (300, 1, KICKS))
    once[3].append(body(3 * LOOKS_S, 900))
    assert chosen_x(once)[0].warnings() == []


def test_a_body_found_twice_is_one_person() -> None:
    people = People()
    assert len(people.update(0.0, [body(0, 300), body(0, 305)]).seen) == 1


def test_who_stands_before_the_trunk_hides_it_and_who_is_behind_does_not() -> None:
    nearer = body(0, 300, scale=1.4)
    assert hides(nearer, body(0, 300))
    assert not hides(body(0, 300), nearer)
    assert not hides(body(0, 1300, scale=1.4), body(0, 300))


def analysed(path: Path, jobs: int | None = None) -> tuple[SetReport, list[Pose]]:
    poses: list[Pose] = []
    with open_recording(path, jobs=jobs) as recording:
        report = analyze_recording(recording, on_pose=poses.append)
    return report, poses


def across(poses: Sequence[Pose]) -> tuple[float, float]:
    """How far to the left and to the right the trunk was ever seen, px."""
    places = [float(body_centre(pose)[0]) for pose in poses if pose.seen]
    return min(places), max(places)


@pytest.mark.slow
def test_two_who_exercise_side_by_side_are_not_mixed(tmp_path: Path) -> None:
    donkey, kickback = clip("donkey-kick-side", 9.5, 150, 700), clip("glute-kickback-side", 9.5, 150, 750)
    film = written(tmp_path / "two.mp4", side_by_side(donkey, kickback))
    report, poses = analysed(film)
    left, right = across(poses)
    assert right - left < 100
    on_the_left = right < 550
    assert {(rep.exercise, rep.side) for rep in report.reps} == {
        ("donkey-kick", "left") if on_the_left else ("glute-kickback", "right")
    }
    assert report.summary.reps == 2
    assert f"the one on the {'left' if on_the_left else 'right'} is analysed" in report.warnings[0]
    again = analysed(film, jobs=1)[1]
    assert all(np.array_equal(a.xy, b.xy, equal_nan=True) for a, b in zip(poses, again, strict=True))


@pytest.mark.slow
def test_who_stands_beside_is_not_analysed(tmp_path: Path) -> None:
    exercising = clip("donkey-kick-side", 8, 150, 700)
    film = side_by_side(exercising, still("cable-kickback-side", 2.4, 8, 300, 600))
    report, poses = analysed(written(tmp_path / "beside.mp4", film))
    assert report.summary.reps_left == 2
    assert across(poses)[1] < 550
    assert report.warnings == ()  # a photograph of somebody is no person


@pytest.mark.slow
def test_a_poster_is_not_analysed(tmp_path: Path) -> None:
    film = with_poster(clip("donkey-kick-side", 8), left=720, height=440)
    report, poses = analysed(written(tmp_path / "poster.mp4", film))
    assert report.summary.reps_left == 2
    assert across(poses)[1] < 600
    assert report.warnings == ()


def test_a_mirror_image_is_neither_analysed_nor_told_of(tmp_path: Path) -> None:
    mine = clip("donkey-kick-side", 8, 150, 700)
    film = written(tmp_path / "mirror.mp4", side_by_side(mine, [image[:, ::-1] for image in mine]))
    report, poses = analysed(film)
    assert report.summary.reps == 2
    left, right = across(poses)
    assert right - left < 150
    assert report.warnings == ()


@pytest.mark.slow
def test_who_comes_later_and_exercises_is_analysed_from_then_on(tmp_path: Path) -> None:
    room, before = empty_room("donkey-kick-side", 150, 700), 3.5
    mine = [room] * round(before * 25) + clip("donkey-kick-side", 8, 150, 700)
    film = side_by_side(still("cable-kickback-side", 2.4, before + 8, 300, 600), mine)
    report, poses = analysed(written(tmp_path / "later.mp4", film))
    assert report.summary.reps_left == 2
    assert across([pose for pose in poses if pose.timestamp_s > before + 0.7])[0] > 300


@pytest.mark.slow
def test_two_who_come_into_an_empty_room_are_not_mixed(tmp_path: Path) -> None:
    films = (("donkey-kick-side", 700), ("glute-kickback-side", 750))
    columns = ([empty_room(name, 150, right)] * 40 + clip(name, 6, 150, right) for name, right in films)
    report, poses = analysed(written(tmp_path / "come.mp4", side_by_side(*columns)))
    left, right = across(poses)
    assert right - left < 100
    assert report.summary.reps > 0
    assert "2 people are in the picture" in report.warnings[0]


@pytest.mark.slow
def test_among_five_one_is_analysed_throughout(tmp_path: Path) -> None:
    row = [still("cable-kickback-side", at_s, 8, 330, 530) for at_s in (2.4, 4.0, 6.0, 8.0)]
    film = side_by_side(*row[:2], clip("donkey-kick-side", 8, 170, 700), *row[2:])
    report, poses = analysed(written(tmp_path / "five.mp4", film))
    assert report.summary.reps_left == 2
    left, right = across(poses)
    assert 400 < left < right < 930


@pytest.mark.slow
def test_nobody_takes_the_place_of_who_goes_away_and_comes_back(tmp_path: Path) -> None:
    room = empty_room("glute-kickback-side", 150, 750)
    mine = clip("glute-kickback-side", 14, 150, 750)
    mine = [room if 6.5 <= number / 25 < 10 else image for number, image in enumerate(mine)]
    film = side_by_side(clip("donkey-kick-side", 14, 150, 700), mine)
    report, poses = analysed(written(tmp_path / "away.mp4", film))
    assert {rep.exercise for rep in report.reps} == {"glute-kickback"}
    assert across(poses)[0] > 600
    assert not any(pose.seen for pose in poses if 7 < pose.timestamp_s < 9.9)
    assert any(pose.seen for pose in poses if pose.timestamp_s > 11.5)
    assert ("person lost", "right") in {(attempt.reason, attempt.side) for attempt in report.attempts}


@pytest.mark.slow
def test_somebody_walking_by_in_front_costs_the_covered_repetition_and_no_other(tmp_path: Path) -> None:
    film = walked_through(clip("glute-kickback-side", 14), at_s=3.7)
    report, _ = analysed(written(tmp_path / "by.mp4", film))
    assert "2 people are in the picture" in report.warnings[0]
    whole = [rep.start_s for rep in report.reps]
    assert [start_s for start_s in whole if start_s < 3.5] == [pytest.approx(2.1, abs=0.2)]
    assert [start_s for start_s in whole if start_s > 7.5] == [pytest.approx(8.6, abs=0.2)]
    assert report.summary.reps == 3 or any(4 < attempt.start_s < 8 for attempt in report.attempts)


@pytest.mark.slow
def test_live_the_one_who_exercises_is_followed_and_the_others_are_told_of(tmp_path: Path) -> None:
    exercising = clip("donkey-kick-side", 7, 150, 700)
    film = side_by_side(exercising, clip("cable-kickback-side", 7, 300, 600))
    told: list[str] = []
    with (
        open_video(written(tmp_path / "live.mp4", film)) as video,
        open_camera_poses("full", told.append) as watcher,
    ):
        poses = [watcher.detect(frame) for frame in islice(video, 0, None, 2)]
    later = [pose for pose in poses if pose.timestamp_s > 4.5]
    assert all(pose.seen for pose in later)
    assert across(later)[1] < 550
    assert told
    assert all(text.endswith("the one on the left is analysed") for text in told)
