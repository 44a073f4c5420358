"""Look-alikes on two feet that are put elsewhere: step-up, lunges, split squat, good morning."""

from __future__ import annotations

from typing import Any

import numpy as np

from .body import Body
from .geometry import Floats, smoothstep
from .on_foot import Lunge, OnFoot, Walking, raised
from .timeline import Want


class StepUp(OnFoot):
    """One foot on a box in front, up onto it with the other leg trailing, and down again."""

    BOX_M, AHEAD_M = 0.34, 0.40

    def __init__(self, body: Body, exercise: str, stance: dict[str, Any]) -> None:
        super().__init__(body, exercise, stance)
        front = self.AHEAD_M - 0.12
        self.box = np.array([[front, -0.3, 0.0], [front + 0.45, 0.3, self.BOX_M]])

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        s = want.s
        place, rise = smoothstep(s / 0.35), smoothstep((s - 0.3) / 0.7)
        step, trail = self.ankle(want.side), self.ankle(want.other)
        top = self.AHEAD_M + 0.02
        arc = 0.16 * np.sin(np.pi * place)
        step = step + np.array([top * place, 0, self.BOX_M * smoothstep(place * 1.6) + arc * (place < 1)])
        hips = np.array([-0.05 + 0.08 * place, 0, self.tall])
        hips = hips * (1 - rise) + np.array([top - 0.03, 0, self.tall + self.BOX_M - 0.01]) * rise
        # The trailing foot leaves the floor behind and ends beside the box's top, a little behind the other.
        free = smoothstep((rise - 0.25) / 0.75)
        heel = 42 * smoothstep(rise * 4)
        behind = np.array([-0.10 * np.sin(np.pi * free), 0, 0.05 * np.sin(np.pi * free)])
        trail = (
            raised(trail, heel * (1 - free)) + free * np.array([top - 0.08, 0, self.BOX_M + 0.09]) + behind
        )
        hips[2] = min(hips[2], self.over(hips, step), self.over(hips, trail))
        self.stand(
            want, 4 + 16 * np.sin(np.pi * rise), hips, {want.side: (step, 0.0), want.other: (trail, heel)}
        )
        for side in "lr":
            self.hang(side, 0.10 * rise if side == want.other else -0.05 * rise)
        return self.rig.solve()


class ForwardLunge(OnFoot):
    """The working foot steps forward, the hips sink between the feet, the foot pushes back."""

    STEP_M = 0.80

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        s, step = want.s, smoothstep(want.s / 0.6)
        sink, heel = smoothstep((s - 0.35) / 0.65), 50 * smoothstep((s - 0.3) * 2)
        front = self.ankle(want.side) + [self.STEP_M * step, 0, 0.10 * np.sin(np.pi * step)]
        rear = raised(self.ankle(want.other), heel)
        hips = np.array([-0.05 + 0.42 * step, 0, self.tall * (1 - 0.08 * step - 0.26 * sink)])
        hips[2] = min(hips[2], self.over(hips, front), self.over(hips, rear))
        self.stand(want, 3 + 8 * sink, hips, {want.side: (front, 0.0), want.other: (rear, heel)})
        for side in "lr":
            self.hang(side, 0.0)
        return self.rig.solve()


class SplitSquat(OnFoot):
    """The working foot stays behind on its toes while the hips go down and up."""

    BEHIND_M = 0.62

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        front = self.ankle(want.other) + [0.12, 0, 0]
        rear = raised(self.ankle(want.side) + [-self.BEHIND_M, 0, 0], 52)
        hips = np.array([-0.22, 0, self.tall * (0.93 - 0.27 * want.s)])
        hips[2] = min(hips[2], self.over(hips, front), self.over(hips, rear))
        self.stand(want, 4 + 8 * want.s, hips, {want.other: (front, 0.0), want.side: (rear, 52.0)})
        for side in "lr":
            self.hang(side, 0.0)
        return self.rig.solve()


class CurtsyLunge(Lunge):
    """A lunge whose foot goes back and across, behind the other."""

    STEP_M, ACROSS_M = 0.55, 0.30


class GoodMorning(OnFoot):
    """The trunk bows over soft knees, the hips go back; both feet stay."""

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        s = want.s
        back = -0.05 - 0.20 * s
        feet = {side: (self.ankle(side) * [1, 1.4, 1], 0.0) for side in "lr"}
        hips = np.array([back, 0, self.tall - 0.04 * s])
        hips[2] = min(hips[2], *(self.over(hips, ankle) for ankle, _ in feet.values()))
        self.stand(want, 3 + self.movement.thigh_deg * s, hips, feet)
        for side in "lr":
            self.hang(side, -0.03)
        return self.rig.solve()


class ButtKickWalk(Walking):
    """Walking whose heel comes up to the seat behind."""

    HIGH_M, BEHIND_M = 0.50, 0.34
