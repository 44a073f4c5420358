"""The plank, which leaves all fours backwards, one foot after the other; and the mountain climber in it."""

from __future__ import annotations

import numpy as np

from .all_fours import ELBOW_DEG, KNEE_Z, NECK_DEG, AllFours
from .geometry import Floats, X, Y, Z, between, reach, rot, smoothstep, two_bone, unit
from .timeline import Want

TUCKED_Z = 0.15  # height of the ankle over toes that carry weight
KNEELING_FOOT_DEG, TUCKED_FOOT_DEG = 150.0, 70.0  # turn of the foot from flat on the floor


class Plank(AllFours):
    """In the end a straight line on hands and toes."""

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        if want.s < 1e-4:
            return super().pose(want)
        r, q = self.rig, want.s
        r.turn = {}
        want.sway = want.sway * (1 - q)
        kneeling = self.arms_length_pitch(want)
        self.place(want, kneeling)
        low = r.root
        straight, high = self.line(want)
        self.trunk(want, kneeling * (1 - q) + straight * q)
        r.root = low * (1 - q) + high * q
        r.head(NECK_DEG * (1 - q) - 16 * q + want.head[0], want.head[1])
        toes = self.toes(want, straight, high)
        for side, gone in ((want.side, smoothstep(q * 2)), (want.other, smoothstep(q * 2 - 1))):
            self.step_back(side, toes[side], gone)
        for side in "lr":
            self.arm(want, side)
        r.root = r.root + self.offset
        return r.solve()

    def line(self, want: Want) -> tuple[float, Floats]:
        """Pitch and root of the straight body, shoulders over the hands."""
        r = self.rig
        shoulder_z = self.hands["l"][2] + reach(self.upper, self.lower, ELBOW_DEG)
        trunk = r.length("thigh_l", "upperarm_l")
        pitch = 90 - float(np.degrees(np.arcsin((shoulder_z - TUCKED_Z) / (trunk + self.thigh + self.shank))))
        r.root = np.zeros(3)
        self.trunk(want, pitch)
        return pitch, np.array([self.hands["l"][0], 0, shoulder_z]) - r.at("upperarm_l") * [1, 0, 1]

    def toes(self, want: Want, pitch: float, root: Floats) -> dict[str, Floats]:
        """The ankles of the straight body."""
        now = self.rig.turn, self.rig.root
        self.rig.turn, self.rig.root = {}, root
        self.trunk(want, pitch)
        leg = 0.995 * (self.thigh + self.shank)
        ankles = {}
        for side in "lr":
            hip = self.rig.at("thigh_" + side)
            fall = hip[2] - TUCKED_Z
            ankles[side] = np.array([hip[0] - np.sqrt(leg**2 - fall**2), self.half[side], TUCKED_Z])
        self.rig.turn, self.rig.root = now
        return ankles

    def step_back(self, side: str, toes: Floats, gone: float) -> None:
        """One leg on its way from kneeling (gone 0) to stretched (1)."""
        r, hip = self.rig, self.rig.at("thigh_" + side)
        kneeling = np.array([0, self.half[side], KNEE_Z]) + self.shin * self.shank
        ankle = kneeling * (1 - gone) + toes * gone + 0.05 * np.sin(np.pi * gone) * Z
        knee = two_bone(hip, ankle, self.thigh, self.shank, 0.4 * X - Z)
        d = unit(knee - hip)
        r.leg(side, d, between(d, unit(ankle - knee)), Y, 0)
        foot = KNEELING_FOOT_DEG * (1 - gone) + TUCKED_FOOT_DEG * gone
        r.turn["foot_" + side] = "global", rot(Y, foot)
        r.turn["ball_" + side] = "global", rot(Y, foot * (1 - gone))


def on_toes(mover: AllFours, side: str, ankle: Floats) -> None:
    """A leg from the hip to an ankle, the knee forward and down, the toes tucked under."""
    r, hip = mover.rig, mover.rig.at("thigh_" + side)
    knee = two_bone(hip, ankle, mover.thigh, mover.shank, X - Z)
    d = unit(knee - hip)
    r.leg(side, d, between(d, unit(ankle - knee)), Y, 0)
    r.turn["foot_" + side] = "global", rot(Y, TUCKED_FOOT_DEG)
    r.turn["ball_" + side] = "global", np.eye(3)


class MountainClimber(Plank):
    """In a plank all the time; one knee after the other comes to the chest and goes back."""

    PIKE_M = 0.07  # the hips stand a little higher than in a plank

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        r = self.rig
        r.turn = {}
        straight, high = self.line(want)
        toes = self.toes(want, straight, high)
        r.turn = {}
        self.trunk(want, straight + 6)
        r.root = high + [0.01, 0, self.PIKE_M] + [*(0.3 * want.sway), 0.02 * want.s]
        r.head(-16 + want.head[0], want.head[1])
        # Forward under the body, clear of the floor.
        drawn = np.array(
            [0.62 * (self.thigh + self.shank) * want.s, 0, (0.1 + 0.05 * want.s) * min(6 * want.s, 1)]
        )
        for side in "lr":
            on_toes(self, side, toes[side] + drawn * (side == want.side))
            self.arm(want, side)
        r.root = r.root + self.offset
        return r.solve()
