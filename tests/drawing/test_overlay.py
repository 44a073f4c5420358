"""What is drawn over a picture: at any size, on any background, readable after mirroring."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.coaching.plan import Plan
from formcheck.coaching.readiness import FrameInfo
from formcheck.coaching.scene import Banner, Card, Meter, Scene, Tone
from formcheck.coaching.workout import Workout
from formcheck.drawing.canvas import Canvas, wrap_text
from formcheck.drawing.overlay import draw_overlay, fit_to_size
from formcheck.pose import Pose
from tests.support.stick_figure import ALL_FOURS, Camera, donkey_kicks, seen

SIZES = [(640, 360), (854, 480), (1280, 720), (405, 720), (160, 120), (1920, 1080)]
POSE = seen(ALL_FOURS, 0.0)
EMPTY = Scene()
CUE = "Stop a little lower: your back may be arching. Brace your belly."


def grey(size: tuple[int, int] = (854, 480), level: int = 120) -> np.ndarray:
    return np.full((size[1], size[0], 3), level, np.uint8)


def scene_at_the_top() -> Scene:
    workout = Workout(Plan(reps=12, sets=3))
    film = donkey_kicks(2, lead_in_s=2.0)
    for pose in film.poses():
        if pose.timestamp_s > 7.2:
            break
        workout.update(pose, FrameInfo(854, 480, 120))
    return workout.scene(7.2)


FULL = replace(
    scene_at_the_top(),
    banner=Banner(CUE, Tone.CUE),
    status=("29 frames/s", "knee ±5°", "hip ±7°"),
    keys="q quit   p pause   m mirror   s sound   r restart   f full screen",
)


def drawn(size: tuple[int, int], scene: Scene, level: int = 120, pose: Pose = POSE) -> np.ndarray:
    picture, xy = fit_to_size(grey(level=level), pose, size, mirrored=True)
    draw_overlay(picture, xy, scene)
    return picture


def changed(scene: Scene, beside: Scene = EMPTY, size: tuple[int, int] = (1280, 720)) -> np.ndarray:
    """Where two scenes differ, (h, w)."""
    return (drawn(size, scene) != drawn(size, beside)).any(axis=2)


def test_the_scene_of_these_tests_has_everything_in_it() -> None:
    assert FULL.moment is not None
    assert FULL.moment.side == "left"
    assert FULL.hold is not None
    assert FULL.meter is not None
    assert FULL.meter.target_deg is not None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("level", [5, 250], ids=["dark", "light"])
def test_everything_can_be_drawn_at_any_size(size: tuple[int, int], level: int) -> None:
    picture = drawn(size, replace(FULL, card=Card("Rest", "42", ("3 repetitions, all clean.",))), level)
    assert picture.shape == (size[1], size[0], 3)
    # Dark panels on a light wall, light letters in a dark room.
    assert picture.min() < 60
    assert picture.max() > 200


@pytest.mark.parametrize("size", [(640, 360), (1280, 720), (405, 720)])
def test_cue_meter_ring_and_counts_do_not_cover_each_other(size: tuple[int, int]) -> None:
    bare = replace(FULL, banner=None, meter=None, hold=None)
    parts = {
        "cue": changed(replace(bare, banner=FULL.banner), bare, size),
        "meter": changed(replace(bare, meter=FULL.meter), bare, size),
        "ring": changed(replace(bare, hold=FULL.hold), bare, size),
        "counts": changed(replace(bare, left=12, right=11), replace(bare, left=0, right=0), size),
    }
    assert all(part.any() for part in parts.values())
    names = sorted(parts)
    overlaps = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if (parts[a] & parts[b]).any()]
    assert overlaps == []


@pytest.mark.parametrize("size", SIZES)
def test_a_card_covers_nothing_that_is_to_be_read(size: tuple[int, int]) -> None:
    lines = ("12 repetitions, 3 clean.", f"Next time: {CUE}", "Then set 2.")
    card = Scene(left=7, right=5, goal=12, set_number=1, sets=3, card=Card("Rest", "42", lines))
    assert not changed(card, replace(card, left=0), size).any()
    small_print = changed(replace(card, keys=FULL.keys), card, size)
    assert small_print.any()
    assert not (small_print & changed(card, size=size)).any()


def test_the_count_is_a_sixth_of_the_picture_high() -> None:
    where = changed(Scene(left=4), Scene(left=1))
    rows = np.flatnonzero(where.any(axis=1))
    assert rows[-1] - rows[0] > 720 / 7


def test_nothing_is_drawn_of_a_body_that_was_not_seen() -> None:
    nobody = Pose.nobody(0.0)
    assert (drawn((854, 480), Scene(), pose=nobody) == drawn((854, 480), Scene(), pose=nobody)).all()
    half = replace(POSE, xy=np.where(np.arange(33)[:, None] < 25, POSE.xy, np.nan))
    drawn((854, 480), FULL, pose=half)


def test_mirroring_turns_the_picture_and_the_body_but_not_the_letters() -> None:
    rgb = grey()
    rgb[:, :427] = (200, 30, 30)
    plain, xy = fit_to_size(rgb, POSE, (854, 480), mirrored=False)
    mirrored, flipped = fit_to_size(rgb, POSE, (854, 480), mirrored=True)
    assert (mirrored == plain[:, ::-1]).all()
    assert flipped[:, 0] == pytest.approx(854 - xy[:, 0])
    words = Scene(banner=Banner("bdpq", Tone.CUE))
    nobody = np.full((33, 2), np.nan)
    left, right = grey(), grey()
    draw_overlay(left, nobody, words)
    draw_overlay(right, nobody, words)
    assert (left == right).all()
    assert not (left == left[:, ::-1]).all()


def test_a_picture_of_another_shape_is_fitted_with_a_surround() -> None:
    picture, xy = fit_to_size(
        grey((480, 854), 200), seen(ALL_FOURS, 0.0, Camera()), (1280, 720), mirrored=False
    )
    assert picture.shape == (720, 1280, 3)
    assert (picture[:, 0] < 60).all()
    assert (picture[360, 640] == 200).all()
    scale = 720 / 854
    assert xy[0] == pytest.approx(POSE.xy[0] * scale + [(1280 - 480 * scale) / 2, 0], abs=1)


def test_the_frame_itself_is_left_as_it_was() -> None:
    rgb = grey()
    picture, xy = fit_to_size(rgb, POSE, (854, 480), mirrored=False)
    draw_overlay(picture, xy, FULL)
    assert (rgb == 120).all()


def test_the_meter_grows_with_the_range_and_turns_green_at_the_target() -> None:
    def filled(range_deg: float, colour: int) -> int:
        picture = drawn((1280, 720), Scene(meter=Meter(range_deg, 60.0, None)))
        return int((picture[300:510, 1230:1245].reshape(-1, 3)[:, 0] == colour).sum())

    leg_red, green_red = 38, 96
    assert filled(20, leg_red) < filled(50, leg_red)
    assert filled(65, green_red) > 0 == filled(50, green_red)


@pytest.mark.parametrize("widest", [300, 600, 1200])
def test_long_texts_are_wrapped_within_the_width_and_lose_no_word(widest: int) -> None:
    canvas = Canvas(grey((1280, 720)))
    lines = wrap_text(canvas, CUE, 50, 640, widest)
    assert " ".join(lines) == CUE
    assert max(canvas.text_width(line, 50, 640) for line in lines) <= widest
