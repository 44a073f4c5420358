"""Signed angles: the figure's own joint angles come back, from any side, straight or folded."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.kinematics.joint_angles import Plane, elbow_angle, hip_extension, knee_angle
from formcheck.pose import Side
from tests.support.stick_figure import ALL_FOURS, STANDING, Body, Camera, seen


@pytest.mark.parametrize("extension", [-120.0, -82.0, -10.0, 0.0, 15.0, 40.0])
@pytest.mark.parametrize("side", ["left", "right"])
def test_hip_extension_is_signed_and_does_not_fold(extension: float, side: Side) -> None:
    body = replace(ALL_FOURS, left=(extension, 90.0, 0.0))
    direction = -1 if side == "left" else 1
    measured = hip_extension(seen(body, 0.0, Camera(side)).xy, "left", Plane.facing(direction))
    assert measured == pytest.approx(extension, abs=0.01)


@pytest.mark.parametrize("angle", [45.0, 90.0, 175.0, 185.0])
def test_knee_angle_goes_through_180_without_folding(angle: float) -> None:
    body = replace(STANDING, right=(10.0, angle, 0.0))
    assert knee_angle(seen(body, 0.0).xy, "right", Plane.facing(-1)) == pytest.approx(angle, abs=0.01)


@pytest.mark.parametrize("azimuth", [-45.0, -20.0, 30.0, 60.0])
def test_lifting_into_the_true_plane_undoes_foreshortening(azimuth: float) -> None:
    body = Body(left=(5.0, 100.0, 0.0))
    pose = seen(body, 0.0, Camera("left", azimuth, 12.0))
    across = pose.world[24] - pose.world[23]
    plane = Plane(across / np.linalg.norm(across))
    assert knee_angle(pose.xy, "left", plane) == pytest.approx(100.0, abs=0.1)
    assert hip_extension(pose.xy, "left", plane) == pytest.approx(5.0, abs=0.1)
    flat = knee_angle(pose.xy, "left", Plane.facing(-1))
    assert abs(float(flat) - 100.0) > 0.5  # and it was foreshortened before


def test_an_unseen_landmark_gives_nan_not_a_number() -> None:
    pose = seen(ALL_FOURS, 0.0)
    pose.xy[25] = np.nan
    assert np.isnan(knee_angle(pose.xy, "left", Plane.facing(-1)))
    assert np.isfinite(knee_angle(pose.xy, "right", Plane.facing(-1)))


def test_elbow_angle_is_unsigned() -> None:
    assert elbow_angle(seen(replace(ALL_FOURS, elbow=150.0), 0.0).xy, "left") == pytest.approx(
        150.0, abs=0.01
    )
