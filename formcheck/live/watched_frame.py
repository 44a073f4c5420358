"""What the watching thread hands to the others."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.coaching.scene import Scene
from formcheck.pose import Pose
from formcheck.video.frame import Frame


@dataclass(frozen=True, eq=False)
class WatchedFrame:
    """A frame with everything that came of it."""

    frame: Frame
    pose: Pose
    scene: Scene
    captured_at: float  # time.monotonic() when the frame came
