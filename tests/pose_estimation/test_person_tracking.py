"""Several people in the picture: one of them is analysed, always the same, and the report says so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from formcheck.analysis import analyze_recording, open_recording
from formcheck.pose import Landmark, Pose
from formcheck.pose_estimation.body_geometry import body_centre, distance_in_bodies, hides, leg_moved
from formcheck.pose_estimation.from_camera import open_camera_poses
from formcheck.pose_estimation.person_tracking import People
from formcheck.report.set_report import SetReport
from formcheck.video.reader import open_video
from tests.support.crowd import clip, empty_room, side_by_side, still, walked_through, with_poster, written
from tests.support.stick_figure import donkey_kicks

LOOKS_S = 0.5
FILM = donkey_kicks(1).poses(fps=5)
REST, KICK = FILM[0], min(FILM, key=lambda pose: pose.xy[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE], 1].min())


def body(time_s: float, x: float, *, scale: float = 1.0, kicking: bool = False) -> Pose:
    """Somebody on all fours whose trunk is at `x`, at rest or with a leg up."""
    pose = KICK if kicking else REST
    xy = (pose.xy - body_centre(pose)) * scale + [x, 300.0]
    return Pose(time_s, xy, pose.visibility, pose.world)


def chosen_x(looks: Sequence[Sequence[Pose]]) -> tuple[People, float]:
    """What is known after these looks, and where the one analysed was then last seen."""
    people = People()
    for poses in looks:
        people.update(poses[0].timestamp_s, poses)
    assert people.subject is not None
    return people, float(body_centre(people.subject.pose)[0])


def looks(number: int, *who: tuple[float, float, bool]) -> list[list[Pose]]:
    """`number` looks at bodies given as place, scale and whether they kick at every other look."""
    return [
        [body(i * LOOKS_S, x, scale=scale, kicking=kicks and i % 4 > 1) for x, scale, kicks in who]
        for i in range(number)
    ]


def test_the_same_body_is_no_distance_away_and_its_leg_has_moved_in_a_kick() -> None:
    rest, kick = body(0, 300), body(1, 300, kicking=True)
    assert distance_in_bodies(rest, body(1, 300)) == pytest.approx(0)
    assert leg_moved(rest, body(1, 300)) == pytest.approx(0)
    assert leg_moved(rest, kick) > 0.12


def test_somebody_much_smaller_is_not_the_same_one() -> None:
    assert distance_in_bodies(body(0, 300), body(0, 300, scale=0.5)) == np.inf


def test_one_person_is_the_one_and_nothing_is_said_of_it() -> None:
    people, x = chosen_x(looks(6, (300, 1, True)))
    assert x == pytest.approx(300)
    assert not people.several
    assert people.warnings() == []


def test_who_moves_a_leg_is_analysed_and_not_the_larger_poster() -> None:
    people, x = chosen_x(looks(6, (300, 1, True), (900, 1.5, False)))
    assert x == pytest.approx(300)
    assert people.decided
    assert people.warnings() == ["2 people are in the picture (at 0.5 s); the one on the left is analysed"]


def test_of_two_who_move_a_leg_the_larger_is_analysed() -> None:
    assert chosen_x(looks(6, (300, 1, True), (900, 1.3, True)))[1] == pytest.approx(900)


def test_who_exercises_far_in_the_background_is_not_meant() -> None:
    people, x = chosen_x(looks(6, (300, 1, False), (900, 0.4, True)))
    assert x == pytest.approx(300)
    assert not people.decided


def test_of_five_the_one_in_the_middle_is_named_by_its_place() -> None:
    row = [(300.0 * i, 1.0, i == 3) for i in range(1, 6)]
    assert chosen_x(looks(6, *row))[0].warnings() == [
        "5 people are in the picture (at 0.5 s); the one third from the left is analysed"
    ]


def test_who_walks_by_moves_no_leg_in_one_place() -> None:
    by = [[body(i * LOOKS_S, 150.0 * i, kicking=i % 2 > 0), body(i * LOOKS_S, 2000)] for i in range(8)]
    assert not chosen_x(by)[0].decided


def test_whoever_was_seen_beside_the_one_analysed_is_not_taken_for_them() -> None:
    both = looks(6, (300, 1, True), (900, 1, False))
    alone = [[body(3 + i * LOOKS_S, 900, kicking=i % 4 > 1)] for i in range(10)]
    assert chosen_x(both + alone)[1] == pytest.approx(300)


def test_who_comes_after_the_one_analysed_has_left_is_that_one_come_back() -> None:
    both = looks(6, (300, 1, True), (900, 1, False))
    away = [[body(3 + i * LOOKS_S, 900)] for i in range(4)]
    back = [[body(5 + i * LOOKS_S, 900), body(5 + i * LOOKS_S, 1600)] for i in range(2)]
    assert chosen_x(both + away + back)[1] == pytest.approx(1600)


def test_what_is_seen_in_one_look_only_may_be_a_mistake_and_is_not_told() -> None:
    once = looks(6, (300, 1, True))
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
    assert report.warnings == ("2 people are in the picture (at 0.7 s); the one on the left is analysed",)


@pytest.mark.slow
def test_a_poster_is_not_analysed(tmp_path: Path) -> None:
    film = with_poster(clip("donkey-kick-side", 8), left=720, height=440)
    report, poses = analysed(written(tmp_path / "poster.mp4", film))
    assert report.summary.reps_left == 2
    assert across(poses)[1] < 600
    assert "2 people are in the picture" in report.warnings[0]


@pytest.mark.slow
def test_who_comes_later_and_exercises_is_analysed_from_then_on(tmp_path: Path) -> None:
    room, before = empty_room("donkey-kick-side", 150, 700), 3.5
    mine = [room] * round(before * 25) + clip("donkey-kick-side", 8, 150, 700)
    film = side_by_side(still("cable-kickback-side", 2.4, before + 8, 300, 600), mine)
    report, poses = analysed(written(tmp_path / "later.mp4", film))
    assert report.summary.reps_left == 2
    assert across([pose for pose in poses if pose.timestamp_s > before + 0.7])[0] > 300
    assert "the one on the right is analysed" in report.warnings[0]


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
    assert report.warnings == (
        "5 people are in the picture (at 0.7 s); the one third from the left is analysed",
    )


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
    film = side_by_side(exercising, still("cable-kickback-side", 2.4, 7, 300, 600))
    told: list[str] = []
    with (
        open_video(written(tmp_path / "live.mp4", film)) as video,
        open_camera_poses("full", told.append) as watcher,
    ):
        poses = [watcher.detect(frame) for frame in islice(video, 0, None, 2)]
    later = [pose for pose in poses if pose.timestamp_s > 4.5]
    assert all(pose.seen for pose in later)
    assert across(later)[1] < 550
    assert set(told) == {"2 people are in the picture (at 0.6 s); the one on the left is analysed"}
