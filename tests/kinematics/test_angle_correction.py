"""The correction takes the points' offset off bodies it has not learned from, alike live and recorded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import corpus
from benchmarks.train_correction import BODIES, samples
from formcheck.kinematics.angle_correction import corrected_angles
from formcheck.kinematics.camera_view import View, estimate_view
from formcheck.kinematics.joint_angles import USUAL_BIAS_DEG, hip_extension, knee_angle
from formcheck.kinematics.pose_buffer import PoseSequence
from formcheck.pose import Side, other
from tests.support.stick_figure import ALL_FOURS, Camera, seen

KNEE, HIP = 0, 1


def test_bodies_that_were_left_out_are_measured_more_truly() -> None:
    clips = corpus.load("test", BODIES)[::4]
    before: list[np.ndarray] = []
    after: list[np.ndarray] = []
    for leg in samples(clips):
        if leg.working and leg.near and leg.top.any():
            added = leg.added()
            before.append((leg.shift - [0.0, -USUAL_BIAS_DEG])[leg.top].mean(0))
            after.append((leg.shift - added)[leg.top].mean(0))
    assert len(before) > 20
    was, now = np.abs(before).mean(0), np.abs(after).mean(0)
    assert now[KNEE] < 0.8 * was[KNEE]
    assert now[HIP] < 0.9 * was[HIP]


def test_one_pose_is_corrected_as_it_is_among_others() -> None:
    poses = [p for p in corpus.load("test")[30].poses[:80] if p.seen]
    sequence = PoseSequence(
        np.array([p.timestamp_s for p in poses]),
        *(np.array([getattr(p, name) for p in poses]) for name in ("xy", "visibility", "world")),
    )
    view = estimate_view(sequence, 1, poses[0].size)
    together = corrected_angles(sequence.xy, view)["left"]
    alone = [corrected_angles(xy[None], view)["left"] for xy in sequence.xy]
    assert np.concatenate([a.knee_deg for a in alone]) == pytest.approx(together.knee_deg, abs=1e-9)
    assert np.concatenate([a.hip_deg for a in alone]) == pytest.approx(together.hip_deg, abs=1e-9)


@pytest.mark.parametrize("azimuth", [-30.0, 0.0, 30.0])
def test_a_mirrored_picture_gives_the_same_angles(azimuth: float) -> None:
    body = replace(ALL_FOURS, left=(-10.0, 95.0, 0.0))
    shifts = []
    for mirrored in (False, True):
        pose = seen(body, 0.0, Camera("left", azimuth, mirrored=mirrored))
        facing = 1 if mirrored else -1
        side: Side = other("left") if mirrored else "left"
        view = View.from_the_side(facing)
        angles = corrected_angles(pose.xy[None], view)[side]
        shifts.append([angles.knee_deg[0], angles.hip_deg[0]])
    assert shifts[0] == pytest.approx(shifts[1], abs=1e-6)


def test_what_is_added_is_the_difference_from_the_angle_between_the_points() -> None:
    pose = seen(ALL_FOURS, 0.0)
    view = View.from_the_side(-1)
    angles = corrected_angles(pose.xy[None], view)["right"]
    assert float(angles.knee_deg[0] - angles.knee_shift_deg[0]) == pytest.approx(
        float(knee_angle(pose.xy, "right", view.plane))
    )
    assert float(angles.hip_between_points_deg[0]) == pytest.approx(
        float(hip_extension(pose.xy, "right", view.plane))
    )


def test_an_unseen_leg_is_not_measured() -> None:
    pose = seen(ALL_FOURS, 0.0)
    pose.xy[25] = np.nan
    assert np.isnan(corrected_angles(pose.xy[None], View.from_the_side(-1))["left"].knee_deg).all()
