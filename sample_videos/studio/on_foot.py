"""Look-alikes on two feet, nothing to hold on to: squat, lunge, walking."""

from __future__ import annotations

from typing import Any

import numpy as np

from .body import Body
from .geometry import Floats, X, Y, between, cross, reach, rot, smoothstep, two_bone, unit
from .rig import SIGNS
from .standing import KNEE_DEG, Standing
from .timeline import Want

FOOT_M = 0.14  # from the ankle to the ball of the foot


class OnFoot(Standing):
    """Trunk over two feet that are put where they are wanted; subclasses say where."""

    def __init__(self, body: Body, exercise: str, stance: dict[str, Any]) -> None:
        super().__init__(body, exercise, stance)
        self.bar = None  # nothing to draw
        self.tall = self.ankle_z + reach(self.thigh, self.shank, KNEE_DEG)

    def stand(self, want: Want, pitch: float, hips: Floats, feet: dict[str, tuple[Floats, float]]) -> None:
        """hips: middle of both; feet: side -> ankle, heel raised by so many degrees (toes stay down)."""
        r = self.rig
        r.turn, r.root = {}, np.zeros(3)
        self.trunk(want, pitch + want.pitch)
        r.head(-0.5 * pitch + want.head[0], want.head[1])
        r.root = hips + [*want.sway, 0] - (r.at("thigh_l") + r.at("thigh_r")) / 2
        for side, (ankle, heel_deg) in feet.items():
            hip = r.at("thigh_" + side)
            knee = two_bone(hip, ankle, self.thigh, self.shank, X)
            d = unit(knee - hip)
            shank = unit(ankle - knee)
            hinge = (
                cross(d, shank) + 0.02 * Y
            )  # of a leg that is not bent enough to show one, across the body
            r.leg(side, d, between(d, shank), hinge, 0)
            r.turn["foot_" + side] = "global", rot(Y, heel_deg)
            r.turn["ball_" + side] = "global", np.eye(3) if heel_deg > 0 else rot(Y, heel_deg)

    def over(self, hips: Floats, ankle: Floats, knee_deg: float = 176.0, across: float = 0.0) -> float:
        """How high the hips may be without tearing the foot off; across: how far aside of its hip the foot is."""
        flat = np.hypot(hips[0] - ankle[0], across)
        return float(ankle[2] + np.sqrt(max(reach(self.thigh, self.shank, knee_deg) ** 2 - flat**2, 0.1)))

    def hang(self, side: str, forward: float, up: float = 0.0) -> None:
        sign = SIGNS[side]
        wrist = self.rig.hanging_arm(side, 0.06 + forward, 0.07, 0.48 - up)
        hand = np.array([0.2 + 2 * up, 0, -1 + 2 * up])
        self.rig.arm(side, wrist, np.array([-0.6, 0.5 * sign, -0.4]), hand, np.array([0, -sign, 0]), 12)


def raised(ankle: Floats, heel_deg: float) -> Floats:
    """The ankle of a foot that stands on its ball, heel up."""
    a = np.radians(heel_deg)
    return ankle + np.array([FOOT_M * (1 - np.cos(a)), 0, FOOT_M * np.sin(a)])


class Squat(OnFoot):
    def pose(self, want: Want) -> tuple[Floats, Floats]:
        s = want.s
        knee = KNEE_DEG + (self.movement.knee_deg - KNEE_DEG) * s
        back = -0.05 - 0.24 * s
        height = np.sqrt(reach(self.thigh, self.shank, knee) ** 2 - (back + 0.02) ** 2)
        feet = {side: (self.ankle(side) * [1, 1.5, 1], 0.0) for side in "lr"}
        self.stand(want, 3 + 36 * s, np.array([back, 0, self.ankle_z + height]), feet)
        for side in "lr":
            self.hang(side, 0.34 * s, 0.40 * s)
        return self.rig.solve()


class Lunge(OnFoot):
    """The working foot steps back on its toes and the hips sink between the feet."""

    STEP_M, ACROSS_M = 0.78, 0.0  # back, and behind the other foot

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        s, step = want.s, smoothstep(want.s / 0.6)
        sink = smoothstep((s - 0.35) / 0.65)
        front, rear = self.ankle(want.other), self.ankle(want.side)
        lift = 0.07 * np.sin(np.pi * step)
        across = -want.sign * self.ACROSS_M * step
        rear = raised(rear + [-self.STEP_M * step, across, lift], 50 * smoothstep(s * 2))
        hips = np.array([-0.05 - 0.36 * step, 0, self.tall - (0.08 * step + 0.28 * sink) * self.tall])
        hips[2] = min(hips[2], self.over(hips, front, 174), self.over(hips, rear, 174, across))
        feet = {want.other: (front, 0.0), want.side: (rear, 50 * smoothstep(s * 2))}
        self.stand(want, 3 + 7 * sink, hips, feet)
        for side in "lr":
            self.hang(side, 0.0)
        return self.rig.solve()


class Walking(OnFoot):
    """Through the picture with a stop in the middle, or on the spot."""

    STRIDE_M, CYCLE_S, STANCE = 1.1, 1.15, 0.6
    HIGH_M, BEHIND_M = 0.10, 0.0  # where the foot is half-way through its swing

    def prepare(self, scenario: dict[str, Any], duration: float) -> None:
        self.duration, self.through = duration, scenario["walk"] == "through"
        self.cycle_s = self.CYCLE_S / scenario["pace"]

    def cycles(self, t: float) -> float:
        """Steps taken, in cycles of two, from -n to n with a pause around the middle of the clip."""
        if not self.through:
            return t / self.cycle_s
        pause = 0.5
        u = t - self.duration / 2
        slowed = np.sign(u) * max(abs(u) - pause, 0.0) ** 2 / (max(abs(u) - pause, 0.0) + 0.6)
        return float(slowed / self.cycle_s) + 0.05

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        cycle = self.cycles(want.t)
        stride = self.STRIDE_M if self.through else 0.0
        feet = {"l": self.foot("l", cycle, stride), "r": self.foot("r", cycle + 0.5, stride, 0.5 * stride)}
        hips = np.array([stride * (cycle - self.STANCE / 2), 0, self.tall - 0.01])
        reachable = [self.over(hips, ankle) for ankle, _ in feet.values()]
        hips[2] = min(hips[2], *reachable)
        self.stand(want, 4, hips, feet)
        for side, phase in (("l", cycle + 0.5), ("r", cycle)):
            self.hang(side, 0.16 * float(np.cos(2 * np.pi * (phase - 0.05))))
        return self.rig.solve()

    def foot(self, side: str, cycle: float, stride: float, behind: float = 0.0) -> tuple[Floats, float]:
        """Ankle and heel of one foot: planted for most of a cycle, then swung forward."""
        n = np.floor(cycle)
        swing = max(cycle - n - self.STANCE, 0.0) / (1 - self.STANCE)
        up = float(np.sin(np.pi * swing))
        high = max(self.HIGH_M, 0.0 if self.through else 0.22)
        ankle = self.ankle(side) * [0, 1, 1] + [
            stride * (n + smoothstep(swing)) - behind - self.BEHIND_M * up,
            0,
            high * up,
        ]
        late = max(cycle - n - 0.4, 0.0) / (self.STANCE - 0.4) if swing == 0 else 1 - swing
        heel = 28.0 * smoothstep(late)
        return raised(ankle, heel), heel
