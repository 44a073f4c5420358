"""One scenario made ready: who moves how, seen from where.  No OpenGL: the truth needs no picture."""

from __future__ import annotations

import numpy as np

from . import look_alikes
from .all_fours import AllFours
from .camera import Camera
from .exercises import MOVEMENTS
from .geometry import Floats
from .mover import Mover
from .outfit import build
from .scenario import Scenario
from .standing import Standing
from .timeline import Timeline, Want

# Where the picture's middle is, as a fraction of the body's height above the origin, and how far away the camera.
FRAMING = {
    "standing": ((0.05, 0.51), 1.85),
    "all fours": ((-0.06, 0.30), 1.45),
    "lying": ((0.0, 0.15), 1.4),
}


class Take:
    """Body, timeline, mover and camera of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.movement = MOVEMENTS[scenario["exercise"]]
        self.body = build(scenario["body"])
        self.timeline = Timeline(scenario)
        self.mover = self._mover()
        (ahead, up), far = FRAMING[self.movement.posture]
        height = self.body.height
        self.distance_m: float = scenario["camera"]["distance_m"] or round(far * height, 2)
        self.camera = Camera(scenario, np.array([ahead, 0, up * height]), self.distance_m)

    def _mover(self) -> Mover:
        exercise = self.scenario["exercise"]
        usual = Standing if self.movement.posture == "standing" else AllFours
        mover = look_alikes.MOVERS.get(exercise, usual)(self.body, exercise, self.scenario["stance"])
        mover.prepare(self.scenario, self.timeline.duration)
        return mover

    @property
    def frame_times(self) -> Floats:
        fps = self.scenario["video"]["fps"]
        return np.arange(int(self.timeline.duration * fps)) / fps

    def pose(self, t: float) -> tuple[Want, Floats, Floats]:
        """What is wanted, bone rotations, joint positions (world metres)."""
        want = self.timeline.at(t)
        turns, places = self.mover.pose(want)
        return want, turns, places
