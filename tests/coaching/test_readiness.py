"""Getting ready: what is said to a person who is not yet seen well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from formcheck.coaching import readiness
from formcheck.coaching.readiness import FrameInfo, Readiness
from formcheck.pose import Pose
from tests.support.stick_figure import ALL_FOURS, CENTRE, STANDING, Body, Camera, seen

ROOM = FrameInfo(854, 480, 120.0)
KNEELING_UP = Body(lean=2.0, left=(-2.0, 90.0, 0.0), right=(-2.0, 90.0, 0.0))
USUAL = Camera()
SMALLER = Camera(zoom=0.8)  # the standing figure does not fit otherwise


def looked_at(
    bodies: Iterable[Pose], sight: FrameInfo = ROOM, exercise: str = "auto"
) -> tuple[list[str], bool]:
    """What was said aloud, and whether it ended ready."""
    watching = Readiness(exercise)
    told, ready = [], False
    for pose in bodies:
        advice = watching.update(pose, sight)
        ready = advice.ready
        if advice.say:
            told.append(advice.text)
    return told, ready


def still(
    body: Body = ALL_FOURS, camera: Camera = USUAL, seconds: float = 3.0, start_s: float = 0.0
) -> list[Pose]:
    return [seen(body, start_s + i / 25, camera) for i in range(round(seconds * 25))]


def nobody(seconds: float = 3.0) -> list[Pose]:
    return [Pose.nobody(i / 25) for i in range(round(seconds * 25))]


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("body", "camera"), [(ALL_FOURS, Camera()), (STANDING, SMALLER)])
def test_whoever_is_in_position_is_ready_without_a_word(body: Body, camera: Camera, side: str) -> None:
    assert looked_at(still(body, replace(camera, side=side))) == ([], True)


@pytest.mark.parametrize(
    ("poses", "told"),
    [
        (nobody(), readiness.STEP_IN),
        (still(camera=Camera(zoom=2.4)), readiness.STEP_BACK),
        (still(camera=Camera(shift_px=(330.0, 0.0))), readiness.TO_THE_MIDDLE),
        (still(STANDING, Camera(shift_px=(0.0, 150.0))), readiness.STEP_BACK),
        (still(camera=Camera(zoom=0.2)), readiness.NEARER),
        (still(camera=Camera(azimuth_deg=85.0)), readiness.SIDE_ON),
        (still(KNEELING_UP), readiness.EITHER),
    ],
    ids=["nobody", "too near", "at one side", "feet cut off", "far away", "from the front", "kneeling up"],
)
def test_one_thing_wrong_gives_one_instruction(poses: list[Pose], told: str) -> None:
    assert looked_at(poses) == ([told], False)


def test_a_landmark_that_the_camera_does_not_see_asks_for_a_step_back() -> None:
    poses = still()
    for pose in poses:
        pose.xy[31] = np.nan
    assert looked_at(poses) == ([readiness.STEP_BACK], False)


@pytest.mark.parametrize("poses", [nobody(), still()], ids=["nobody found", "somebody found"])
def test_in_the_dark_it_asks_for_light(poses: list[Pose]) -> None:
    assert looked_at(poses, FrameInfo(854, 480, 12.0)) == ([readiness.LIGHT], False)


@pytest.mark.parametrize(
    ("exercise", "body", "told"),
    [
        ("donkey-kick", STANDING, readiness.GET_DOWN),
        ("standing-kickback", ALL_FOURS, readiness.STAND_UP),
    ],
)
def test_a_chosen_exercise_wants_its_own_position(exercise: str, body: Body, told: str) -> None:
    assert looked_at(still(body, SMALLER), exercise=exercise) == ([told], False)


def test_of_two_things_wrong_only_the_first_is_told() -> None:
    assert looked_at(still(camera=Camera(zoom=0.2, azimuth_deg=85.0)))[0] == [readiness.NEARER]


def test_a_wrong_frame_now_and_then_is_passed_over() -> None:
    poses = still(seconds=5.0)
    for i in range(5, 50, 10):
        poses[i] = Pose.nobody(poses[i].timestamp_s)
    assert looked_at(poses) == ([], True)


def test_flickering_between_two_things_does_not_flicker_on_screen() -> None:
    watching, shown = Readiness(), []
    for i in range(250):
        camera = Camera(zoom=0.2) if i // 20 % 2 else Camera(zoom=2.4)
        shown.append(watching.update(seen(ALL_FOURS, i / 25, camera), ROOM).text)
    changes = sum(a != b for a, b in pairwise(shown))
    assert changes <= 10.0 / readiness.SHOWN_S + 1


def test_an_instruction_is_repeated_while_it_is_not_followed_but_not_all_the_time() -> None:
    told, _ = looked_at(nobody(seconds=20.0))
    assert told == [readiness.STEP_IN] * 3


def test_the_figure_of_these_tests_fits_the_picture() -> None:
    assert tuple(CENTRE) == (ROOM.width / 2, ROOM.height / 2)
