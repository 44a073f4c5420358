"""Which way the body faces, from its outline; the axis, from its shoulder line."""

import numpy as np
import pytest

from formcheck.kinematics.camera_view import Facing, View, estimate_view
from formcheck.kinematics.pose_buffer import PoseBuffer
from formcheck.pose import Side
from tests.support.stick_figure import ALL_FOURS, STANDING, Body, Camera, seen


def view_of(body: Body, camera: Camera) -> View:
    track, facing = PoseBuffer(), Facing()
    for i in range(30):
        pose = seen(body, i / 30, camera)
        facing.update(pose)
        track.append(pose)
    return estimate_view(track.sequence(), facing.direction)


@pytest.mark.parametrize("body", [ALL_FOURS, STANDING], ids=["all fours", "standing"])
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("azimuth", [-45.0, -15.0, 0.0, 15.0, 45.0])
def test_the_near_side_and_the_azimuth_are_found(body: Body, side: Side, azimuth: float) -> None:
    view = view_of(body, Camera(side, azimuth, 8.0))
    assert view.near_side == side
    assert view.azimuth_deg == pytest.approx(azimuth, abs=4)
    assert view.judges(side)


@pytest.mark.parametrize("azimuth", [-88.0, 88.0])
def test_from_the_front_or_back_nothing_is_judged(azimuth: float) -> None:
    view = view_of(STANDING, Camera("left", azimuth))
    assert not view.judges("left")
    assert not view.counted


def test_a_model_that_confuses_left_and_right_is_outvoted_by_the_outline() -> None:
    track, facing = PoseBuffer(), Facing()
    for i in range(30):
        pose = seen(ALL_FOURS, i / 30, Camera("left"))
        pose.world[:, 2] *= -1
        facing.update(pose)
        track.append(pose)
    assert facing.direction == -1
    assert estimate_view(track.sequence(), facing.direction).near_side == "left"


def test_facing_ignores_a_few_odd_frames() -> None:
    facing = Facing()
    for i in range(60):
        facing.update(seen(ALL_FOURS, i / 30, Camera("right" if i in (20, 21, 40) else "left")))
        assert facing.direction == -1


def test_the_axis_is_a_unit_vector() -> None:
    normal = view_of(ALL_FOURS, Camera("right", 30.0, 10.0)).plane.normal
    assert np.linalg.norm(normal) == pytest.approx(1.0)


def test_the_far_leg_is_judged_from_the_side_and_not_from_well_off_it() -> None:
    assert view_of(ALL_FOURS, Camera("left", 25.0)).judges("right")
    oblique = view_of(ALL_FOURS, Camera("left", 45.0))
    assert oblique.judges("left")
    assert not oblique.judges("right")
