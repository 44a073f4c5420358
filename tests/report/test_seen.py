"""What the camera saw of a set: one thing is changed about a clean one, and the report says so first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.cli.printing.report import print_report
from formcheck.coaching.live_coach import set_in_words
from formcheck.coaching.verdict import verdict
from formcheck.formats.report_file import report_from_dict, report_from_json
from formcheck.pose import LIMBS, Landmark, Pose, Source
from formcheck.report import doubts
from formcheck.report.doubts import in_words
from formcheck.report.seen import SeenTally
from formcheck.report.set_report import SetReport
from formcheck.report.summary import LYING, build_report
from tests.support.stick_figure import STANDING, Camera, Film, donkey_kicks, observe, standing_kickbacks

WIDTH, HEIGHT = 854, 480
HANDS = [limb.wrist for limb in LIMBS.values()]
KNEES = [limb.knee for limb in LIMBS.values()]
LIGHT = 120.0


def filmed(film: Film, fps: float = 12.0) -> list[Pose]:
    return [replace(pose, size=(WIDTH, HEIGHT)) for pose in film.poses(fps=fps)]


def report_of(poses: Sequence[Pose], brightness: float | None = LIGHT) -> SetReport:
    tally = SeenTally()
    for pose in poses:
        tally.update(pose, brightness)
    counter = observe(poses)
    source = Source("set.mp4", 14.2, len(poses), 12.0, WIDTH, HEIGHT, 0)
    return build_report(counter, source, "full", ["a note"], tally.summary())


def without(poses: Sequence[Pose], landmarks: Sequence[int]) -> list[Pose]:
    """The same, these landmarks out of the picture."""
    out = []
    for pose in poses:
        xy = pose.xy.copy()
        xy[list(landmarks)] = np.nan
        out.append(replace(pose, xy=xy))
    return out


def found_in(poses: Sequence[Pose], found: Sequence[bool]) -> list[Pose]:
    return [
        pose if there else Pose.nobody(pose.timestamp_s) for pose, there in zip(poses, found, strict=True)
    ]


def turned(poses: Sequence[Pose], quarters: int) -> list[Pose]:
    """The same in a picture turned clockwise."""
    out = []
    for pose in poses:
        xy = pose.xy - [WIDTH / 2, HEIGHT / 2]
        for _ in range(quarters):
            xy = np.stack([-xy[:, 1], xy[:, 0]], axis=1)
        out.append(replace(pose, xy=xy + [WIDTH / 2, WIDTH / 2], size=(WIDTH, WIDTH)))
    return out


def said(report: SetReport) -> list[str]:
    assert report.seen is not None
    return [doubt.said for doubt in report.seen.doubts]


@pytest.mark.parametrize(
    "film", [donkey_kicks(3), standing_kickbacks(3), donkey_kicks(2, camera=Camera("right", 35.0))]
)
def test_a_set_that_was_seen_well_is_not_doubted(film: Film) -> None:
    report = report_of(filmed(film))
    assert report.seen is not None
    assert report.warnings == ("a note",)
    assert report.seen.found_share == 1.0
    assert report.seen.poses_per_s == pytest.approx(12.0)
    assert report.seen.brightness == LIGHT
    assert (report.seen.outside, report.seen.hidden, report.seen.turned) == ((), (), None)
    assert in_words(report.seen).startswith(
        "found in 100 % of the pictures; 12 a second; brightness 120 of 255"
    )


def test_hands_and_head_outside_the_picture_are_said_before_anything_else() -> None:
    report = report_of(without(filmed(donkey_kicks(2)), [*HANDS, Landmark.NOSE]))
    assert report.seen is not None
    assert report.seen.outside == ("head", "left hand", "right hand")
    number = {
        0: "no repetition counted, some",
        1: "1 repetition counted, others",
        2: "2 repetitions counted, others",
    }
    assert report.warnings[0] == (
        "Your hands and head were outside the picture for most of the set: "
        f"{number[report.summary.reps]} may be missing. {doubts.STEP_BACK}"
    )


def test_one_hand_at_the_edge_is_no_reason_to_doubt() -> None:
    report = report_of(without(filmed(donkey_kicks(2)), HANDS[:1]))
    assert report.seen is not None
    assert report.seen.outside == ("left hand",)
    assert said(report) == []


def test_a_landmark_past_the_border_is_outside() -> None:
    low = replace(donkey_kicks(2), camera=Camera("left", shift_px=(0.0, 140.0)))
    assert said(report_of(filmed(low)))[0].startswith("Your ")
    assert "outside the picture" in said(report_of(filmed(low)))[0]


def test_hidden_knees_are_named() -> None:
    poses = filmed(donkey_kicks(2))
    for pose in poses:
        pose.visibility[KNEES] = 0.1
    assert said(report_of(poses))[0].startswith("Your knees were hidden for most of the set: ")


def test_what_the_near_limbs_hide_is_the_view_and_no_doubt() -> None:
    poses = filmed(donkey_kicks(2))
    for pose in poses:
        pose.visibility[[LIMBS["right"].knee, *HANDS]] = 0.1
    report = report_of(poses)
    assert report.seen is not None
    assert report.seen.hidden == ("left hand", "right hand", "right knee")
    assert said(report) == []


def test_there_is_something_to_correct_about_a_set_that_was_seen_in_holes() -> None:
    poses = filmed(donkey_kicks(4))
    once = report_of(poses)
    rep = once.reps[0]
    kept = [pose.timestamp_s < rep.end_s + 0.6 or i % 12 == 0 for i, pose in enumerate(poses)]
    report = report_of(found_in(poses, kept))
    assert report.summary.clean_reps == report.summary.reps == 1
    assert said(report)[0].startswith("You were found in only ")
    assert said(report)[0].endswith("of the pictures: 1 repetition counted, others may be missing.")
    work_on = verdict(report).work_on
    assert work_on is not None
    assert (work_on.cue, work_on.evidence) == (doubts.WHOLE_BODY, said(report)[0])
    assert set_in_words(report) == (said(report)[0], f"Next time: {doubts.WHOLE_BODY}")


def test_who_walks_in_late_and_leaves_early_was_seen_all_the_same() -> None:
    poses = filmed(donkey_kicks(4))
    inside = [2.0 < pose.timestamp_s < 12.0 for pose in poses]
    report = report_of(found_in(poses, inside))
    assert report.seen is not None
    assert report.seen.found_share < 0.75
    assert said(report) == []


def test_a_dark_picture_is_named_where_somebody_was_lost_in_it_and_only_there() -> None:
    poses = filmed(donkey_kicks(3))
    half = found_in(poses, [i % 8 < 4 for i in range(len(poses))])
    assert "The picture is very dark (brightness 20 of 255)." in said(report_of(half, 20.0))
    assert not any("dark" in line for line in said(report_of(half, None)))
    assert said(report_of(poses, 20.0)) == []


def test_nobody_found_in_the_dark_is_explained_by_the_dark() -> None:
    nobody = [Pose.nobody(i / 12) for i in range(60)]
    report = report_of(nobody, 8.0)
    assert said(report) == [
        "The picture is very dark (brightness 8 of 255): no repetition counted, some may be missing."
    ]
    assert said(report_of(nobody)) == []
    assert report_of(nobody).warnings[1].startswith("no person was found in the picture")


def test_somebody_small_is_told_to_come_nearer_where_they_are_lost() -> None:
    small = filmed(replace(donkey_kicks(3), camera=Camera("left", zoom=0.35)))
    assert said(report_of(small)) == []
    lost = report_of(found_in(small, [i % 5 > 0 for i in range(len(small))]))
    assert said(lost)[0].startswith("You filled only ")
    assert lost.warnings[0].endswith(doubts.NEARER)


def test_two_pictures_a_second_are_too_few() -> None:
    report = report_of(filmed(donkey_kicks(3), fps=2.0))
    assert said(report)[0].startswith("Only 2.0 pictures per second were analysed: ")
    assert report.warnings[0].endswith(doubts.FASTER)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("quarters", "lies"), [(1, "on its side"), (2, "upside down"), (3, "on its side")])
def test_hands_and_knees_in_a_turned_picture_tell_how_it_lies(quarters: int, lies: str, side: str) -> None:
    film = donkey_kicks(3, legs=(side,), camera=Camera(side))
    report = report_of(turned(filmed(film), quarters))
    assert report.summary.reps == 0
    assert said(report)[0] == f"The picture seems to be {lies}: no repetition counted, some may be missing."
    assert report.warnings[0].endswith(doubts.UPRIGHT)
    assert not any("no leg swung back" in line for line in report.warnings)


@pytest.mark.parametrize("camera", [Camera(), Camera("right", 30.0), Camera("left", 0.0, 15.0)])
@pytest.mark.parametrize("film", [donkey_kicks, standing_kickbacks])
def test_an_upright_picture_is_not_taken_for_a_turned_one(film: object, camera: Camera) -> None:
    report = report_of(filmed(film(2, camera=camera)))  # type: ignore[operator]
    assert report.seen is not None
    assert report.seen.turned is None


def test_a_standing_person_upside_down_is_told_so_and_one_on_the_side_may_as_well_lie() -> None:
    poses = filmed(standing_kickbacks(3))
    assert said(report_of(turned(poses, 2)))[0].startswith("The picture seems to be upside down: ")
    for quarters in (1, 3):
        report = report_of(turned(poses, quarters))
        assert said(report) == []
        assert report.warnings == ("a note", LYING)


def test_kneeling_up_before_the_set_does_not_hide_that_the_picture_is_upside_down() -> None:
    kneeling = replace(STANDING, lean=10.0, left=(-10.0, 90.0, 0.0), right=(-10.0, 90.0, 0.0))
    poses = filmed(Film(lambda t: kneeling if t < 6.0 else donkey_kicks(1).body_at(t - 6.0), 10.0))
    assert said(report_of(turned(poses, 2)))[0].startswith("The picture seems to be upside down: ")
    assert report_of(poses).seen.turned is None  # type: ignore[union-attr]


def test_a_counted_set_is_not_called_turned() -> None:
    poses = filmed(donkey_kicks(3))
    tally = SeenTally()
    for pose in turned(poses, 2):
        tally.update(pose)
    summary = tally.summary()
    assert summary is not None
    assert doubts.doubts(summary, reps=0)
    assert doubts.doubts(summary, reps=3) == ()


def test_a_terminal_shows_the_facts_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    report = report_of(
        without(filmed(donkey_kicks(2, hold_s=1.2)), [LIMBS["right"].elbow, LIMBS["left"].elbow])
    )
    assert report.summary.clean_reps == report.summary.reps > 0
    print_report(report)
    printed = " ".join(capsys.readouterr().out.split())
    assert "found in 100 % of the pictures; 12 a second; brightness 120 of 255" in printed
    assert "mostly outside: left elbow, right elbow" in printed
    assert doubts.STEP_BACK in printed
    assert "Nothing to correct" not in printed


def test_it_is_in_the_json_and_comes_back() -> None:
    report = report_of(without(filmed(donkey_kicks(2)), HANDS))
    document = report.to_dict()
    assert document["seen"]["found_share"] == 1.0
    assert document["seen"]["outside"] == ["left hand", "right hand"]
    assert document["seen"]["doubts"][0]["advice"] == doubts.STEP_BACK
    assert report_from_json(report.to_json()).to_json() == report.to_json()


def test_a_report_from_before_is_read_without_it() -> None:
    document = report_of(filmed(donkey_kicks(2))).to_dict()
    del document["seen"]
    assert report_from_dict(document).seen is None


def test_a_joint_that_is_none_is_refused() -> None:
    document = report_of(filmed(donkey_kicks(2))).to_dict()
    document["seen"]["outside"] = [""]
    with pytest.raises(ValueError, match="joint"):
        report_from_dict(document)


def test_nothing_was_seen_of_no_pictures() -> None:
    assert SeenTally().summary() is None
    assert report_of([]).seen is None


def test_lying_still_is_no_turned_picture_once_somebody_stands_up() -> None:
    still = Film(lambda t: STANDING, 4.0)
    poses = [*turned(filmed(still), 1)[:10], *filmed(still)[10:]]
    assert report_of(poses).seen.turned is None  # type: ignore[union-attr]
