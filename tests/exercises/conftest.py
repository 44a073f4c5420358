"""Stick figures are measured as they are."""

from tests.support.no_correction import points_are_joints as points_are_joints
