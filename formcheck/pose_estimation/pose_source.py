"""The interface between live coaching and a pose model."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from formcheck.pose import Pose
from formcheck.video.frame import Frame


class PoseSource(Protocol):
    """Finds the pose of one person in frames that are given in order."""

    def detect(self, frame: Frame) -> Pose:
        """The pose of the followed person; `Pose.nobody` where they are not seen."""
        ...


OpenPoseSource = Callable[[str, Callable[[str], None]], AbstractContextManager[PoseSource]]
"""Given a model's name and what takes lines for the user, loads the model when it is entered."""
