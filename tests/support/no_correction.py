"""A stick figure's points are its joints: with them there is nothing to correct."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from formcheck.kinematics import angle_correction
from formcheck.kinematics.joint_angles import USUAL_BIAS_DEG


@pytest.fixture(autouse=True, scope="package")
def points_are_joints() -> Iterator[None]:
    """Only the hip's usual bias is taken off, and the networks agree as they usually do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            angle_correction,
            "shift_and_spread",
            lambda found: (np.zeros((len(found), 2)) - [0.0, USUAL_BIAS_DEG], np.ones((len(found), 2))),
        )
        yield
