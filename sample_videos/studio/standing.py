"""Feet side by side, hands on a bar in front at chest height; the supporting foot stays planted."""

from __future__ import annotations

from typing import Any

import numpy as np

from .body import Body
from .geometry import Floats, X, Y, Z, between, reach, rot, smoothstep, two_bone, unit
from .mover import LegTurn, Mover
from .rig import SIGNS
from .timeline import Want

LEAN_DEG, KNEE_DEG = 18.0, 170.0  # as one stands to hold a bar at chest height


class Standing(Mover):
    HIKE_DEG = 4.0
    TOES_UP_DEG = 20.0

    def __init__(self, body: Body, exercise: str, stance: dict[str, Any]) -> None:
        super().__init__(body, exercise, stance)
        r = self.rig
        self.ankle_z = r.heads[r.ix["foot_l"]][2] - r.sole["l"][0][2]
        tall = self.ankle_z + self.thigh + self.shank
        # A deep stance begins with the thigh further forward, a bowed trunk lets it rise further.
        bent, bowed = KNEE_DEG - stance["standing_knee_deg"], stance["lean_deg"] - LEAN_DEG
        self.thigh_deg += 0.5 * max(bent, 0.0) + 0.5 * max(bowed, 0.0)
        self.bar: Floats | None = self._bar(np.array([0.42, 0, tall + 0.22]))

    def _bar(self, usual: Floats) -> Floats:
        """What is held: lower and nearer the more one leans and bends, always an arm away."""
        arm = usual - self._shoulders(LEAN_DEG, KNEE_DEG)
        lean, knee = self.stance["lean_deg"], self.stance["standing_knee_deg"]
        if self.stance["support"] == "forearms":
            arm = unit(arm) * self.upper
        return self._shoulders(lean, knee) + rot(Y, 0.85 * (lean - LEAN_DEG)) @ arm

    def _shoulders(self, lean: float, knee: float) -> Floats:
        """Their middle, in the stance at rest."""
        want, r = Want(), self.rig
        r.turn, r.root = {}, np.zeros(3)
        self.lean(want, lean)
        r.root = self.hip(want, knee, knee) - r.at("thigh_r")
        return (r.at("upperarm_l") + r.at("upperarm_r")) / 2 * [1, 0, 1]

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        r = self.rig
        r.turn, r.root = {}, np.zeros(3)
        lean = self.stance["lean_deg"] * (1 - want.upright) + 2 * want.upright
        self.lean(want, lean)
        r.head(-lean * 0.6 + want.rep["head_drop_deg"] * want.top + want.head[0], want.head[1])
        usual, hip = self.hips(want)
        r.root = hip - r.at("thigh_" + want.other)
        for side in "lr":
            self.leg(want, side, usual - hip)
        for side in "lr":
            self.arm(want, side)
        return r.solve()

    def lean(self, want: Want, lean: float) -> None:
        """Most of the lean in the hips, the rest low in the spine."""
        extra = want.rep["trunk_lean_deg"] * want.top
        self.trunk(want, lean * 0.8 + want.pitch + 3 * want.top * (1 - want.upright) + extra)
        kind, spine = self.rig.turn["spine_01"]
        assert spine is not None  # `trunk` has just turned it
        self.rig.turn["spine_01"] = kind, spine @ rot(Y, lean * 0.2)

    def hips(self, want: Want) -> tuple[Floats, Floats]:
        """The supporting hip as it usually stands, and as this rep's lean and soft knee put it."""
        knee = self.stance["standing_knee_deg"] * (1 - want.upright) + KNEE_DEG * want.upright
        # The hips go back as the chest goes forward, or the person would fall.
        back = 0.004 * want.rep["trunk_lean_deg"] * want.top
        bend = want.rep["support_knee_deg"] * want.top
        return self.hip(want, knee, knee), self.hip(want, knee, knee - bend, back)

    def hip(self, want: Want, stance_knee: float, knee: float, back: float = 0.0) -> Floats:
        """The supporting hip over its ankle; it stands further back the deeper the stance."""
        ankle = self.ankle(want.other)
        deep = 0.0015 * (KNEE_DEG - stance_knee)
        x = -(0.05 + deep) * (1 - want.upright) + want.sway[0] - back
        y = self.half[want.other] + want.sway[1] - want.sign * 0.03 * smoothstep(want.s * 2.5)
        flat = np.array([x, y]) - ankle[:2]
        leg = reach(self.thigh, self.shank, knee)
        return np.array([x, y, self.ankle_z + np.sqrt(leg**2 - flat @ flat)])

    def ankle(self, side: str) -> Floats:
        return np.array([-0.02, 0.85 * self.half[side], self.ankle_z])

    def leg(self, want: Want, side: str, sunk: Floats) -> None:
        """sunk: how far the hips are from their usual place; the working leg is lifted as if they were there."""
        r, ankle = self.rig, self.ankle(side)
        working = side == want.side
        hip = r.at("thigh_" + side) + (sunk if working else 0)
        knee = two_bone(hip, ankle, self.thigh, self.shank, X)
        d, s = unit(knee - hip), unit(ankle - knee)
        flex = between(d, s)
        if working:
            rest, tilt = r.rest("calf_" + side, "foot_" + side), float(np.degrees(np.arctan2(-s[0], -s[2])))
            foot = float(np.degrees(np.arctan2(-rest[0], -rest[2]))) - tilt
            self.swing(want, LegTurn(d, flex, self.pelvis @ Y, foot))
        else:
            r.leg(side, d, flex, Y, 0)
        if not working or not self.off_floor(want):
            r.turn["foot_" + side] = "global", np.eye(3)

    def ankle_turn(self, want: Want, planted: float) -> float:
        """Toes up to pass the floor, then pointed."""
        foot = planted + (self.movement.ankle_deg - planted) * smoothstep((want.s - 0.35) / 0.65)
        return foot - 10 * float(np.sin(np.pi * np.clip(want.s / 0.7, 0, 1)))

    def arm(self, want: Want, side: str) -> None:
        """On the bar, or hanging while the person stands upright."""
        u, sign = want.upright, SIGNS[side]
        assert self.bar is not None
        grip = self.bar + [-0.055, 0.17 * sign, -0.035]
        hang = self.rig.hanging_arm(side, 0.06, 0.07, 0.48)
        pole = np.array([-0.2, 0.6 * sign, -1])
        if self.stance["support"] == "forearms":
            grip = grip + self.lower * unit(np.array([1, -0.25 * sign, 0]))
            pole = -X - Z
        self.rig.arm(
            side,
            grip * (1 - u) + hang * u,
            pole,
            np.array([0.8, 0, 0.6]) * (1 - u) + np.array([0.2, 0, -1]) * u,
            np.array([0.6, 0, -0.8]) * (1 - u) + np.array([0, -sign, 0]) * u,
            55 * (1 - u) + 12 * u,
        )
