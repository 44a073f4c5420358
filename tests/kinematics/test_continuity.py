"""Swapped legs are put right, glitches dropped, cuts reported; everything else passes at once."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.kinematics.continuity import CROSSED, LEGS, Continuity
from formcheck.pose import Pose
from tests.support.stick_figure import ALL_FOURS, Camera, donkey_kicks, kickbacks, observe, seen


def swap_legs(pose: Pose) -> Pose:
    xy = pose.xy.copy()
    xy[LEGS] = xy[CROSSED]
    return replace(pose, xy=xy)


@pytest.mark.parametrize("frames", [1, 3, 6])
def test_legs_swapped_for_some_frames_at_the_top_change_nothing(frames: int) -> None:
    poses = donkey_kicks(2).poses(fps=30)
    clean = observe(poses).reps
    top = round((clean[0].top_start_s + 0.4) * 30)
    swapped = [swap_legs(p) if top <= i < top + frames else p for i, p in enumerate(poses)]
    assert [r.hold_s for r in observe(swapped).reps] == pytest.approx([r.hold_s for r in clean], abs=0.05)


def test_a_limb_lost_for_three_frames_is_dropped() -> None:
    poses = donkey_kicks(2).poses(fps=30)
    for i in (80, 81, 82):
        poses[i].xy[25:33] += [300.0, -200.0]
    session = observe(poses)
    assert len(session.reps) == 2
    assert not session.attempts


def test_a_cut_is_reported_once_and_what_follows_is_believed() -> None:
    continuity = Continuity()
    cuts = 0
    for i in range(60):
        step = continuity.update(seen(ALL_FOURS, i / 30, Camera(shift_px=(0, 0) if i < 30 else (200, 50))))
        cuts += step.cut
    assert cuts == 1
    assert step.poses


def test_a_hard_cut_from_top_to_rest_makes_no_repetition() -> None:
    poses = kickbacks(1).poses(fps=30)
    top = [p for p in poses if p.timestamp_s < 2.4]
    rest = [replace(p, timestamp_s=p.timestamp_s + 2.4) for p in poses if p.timestamp_s < 1.0]
    session = observe(top + rest)
    assert session.reps == []
    assert [a.reason for a in session.attempts] == ["the picture jumped"]


def test_a_cut_from_rest_to_top_makes_no_repetition() -> None:
    poses = kickbacks(1).poses(fps=30)
    rest = [p for p in poses if p.timestamp_s < 1.0]
    from_top = [replace(p, timestamp_s=p.timestamp_s - 1.33) for p in poses if p.timestamp_s > 2.3]
    assert observe(rest + from_top).reps == []


@pytest.mark.parametrize("fps", [12, 30, 60])
def test_a_fast_repetition_is_not_taken_for_a_cut(fps: float) -> None:
    quick = donkey_kicks(3, lift_s=0.25, lower_s=0.25, hold_s=0.2, rest_s=0.3)
    assert len(observe(quick.poses(fps=fps)).reps) == 3


def test_nan_landmarks_are_no_jump() -> None:
    continuity = Continuity()
    for i in range(20):
        pose = seen(ALL_FOURS, i / 30)
        if i % 3 == 0:
            pose.xy[25:29] = np.nan
        step = continuity.update(pose)
        assert len(step.poses) == 1
        assert not step.cut
