"""The angles of real people: what can be checked of them without motion capture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.formats.pose_file import load_poses
from formcheck.kinematics.angle_correction import CorrectedAngles, corrected_angles
from formcheck.kinematics.camera_view import Facing, estimate_view
from formcheck.kinematics.pose_buffer import PoseSequence
from formcheck.pose import Side

STILLS = Path(__file__).parents[1] / "benchmarks" / "real" / "stills"
BY_EYE_DEG = 5.0  # joint centres were marked by eye on photographs, to within 4 degrees
# The photograph, the working leg and its knee angle by eye.
TOPS: tuple[tuple[str, Side, float], ...] = (
    ("donkey-kick-top", "right", 90.0),
    ("cable-kickback-top", "right", 162.0),
    ("glute-kickback-top", "left", 176.0),
)


def angles_of(name: str, side: Side) -> CorrectedAngles:
    """The angles of a photograph that was looked at for two seconds, of its last second."""
    poses = [pose for pose in load_poses(STILLS / f"{name}.npz").poses if pose.seen]
    facing = Facing()
    for pose in poses:
        facing.update(pose)
    settled = poses[len(poses) // 2 :]
    columns = (np.array([getattr(p, key) for p in settled]) for key in ("xy", "visibility", "world"))
    sequence = PoseSequence(np.array([p.timestamp_s for p in settled]), *columns)
    view = estimate_view(sequence, facing.direction, poses[0].size)
    return corrected_angles(sequence.xy, view)[side]


@pytest.mark.parametrize("model", ["full", "heavy"])
@pytest.mark.parametrize(("photograph", "side", "knee_deg"), TOPS)
def test_a_textbook_kickback_measures_as_by_eye(
    photograph: str, side: Side, knee_deg: float, model: str
) -> None:
    knee = float(np.median(angles_of(f"{photograph}.{model}", side).knee_deg))
    assert 180.0 - abs(180.0 - knee) == pytest.approx(knee_deg, abs=BY_EYE_DEG)
