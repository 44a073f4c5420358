"""Look-alikes on hands and toes: mountain climber and bear crawl."""

from __future__ import annotations

import numpy as np

from .all_fours import AllFours
from .geometry import Floats, X, Y, Z, between, rot, two_bone, unit
from .plank import TUCKED_FOOT_DEG, TUCKED_Z, Plank
from .quadruped import Crawl
from .timeline import Want


class OnToes(AllFours):
    """A leg that reaches from the hip to an ankle, the toes tucked under."""

    def reach_to(self, side: str, ankle: Floats, foot_deg: float = TUCKED_FOOT_DEG) -> None:
        r, hip = self.rig, self.rig.at("thigh_" + side)
        knee = two_bone(hip, ankle, self.thigh, self.shank, X - Z)
        d = unit(knee - hip)
        r.leg(side, d, between(d, unit(ankle - knee)), Y, 0)
        r.turn["foot_" + side] = "global", rot(Y, foot_deg)
        r.turn["ball_" + side] = "global", np.eye(3)


class MountainClimber(Plank, OnToes):
    """From a plank one knee after the other comes to the chest and goes back; `kneeling` never."""

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
        for side in "lr":
            self.reach_to(side, self.foot(want, toes[side]) if side == want.side else toes[side])
        for side in "lr":
            self.arm(want, side)
        r.root = r.root + self.offset
        return r.solve()

    def foot(self, want: Want, toes: Floats) -> Floats:
        """The moving ankle: forward under the body, clear of the floor."""
        reach, s = self.thigh + self.shank, want.s
        return toes + [0.62 * reach * s, 0, (0.10 + 0.05 * s) * min(6 * s, 1)]


class BearCrawl(Crawl, OnToes):
    """Hands and feet, knees just off the floor, hips high."""

    STEP_M, CYCLE_S = 0.22, 1.1
    HIPS_M = 1.22  # in thigh lengths

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        r, cycle = self.rig, self.gone(want.t)
        r.turn = {}
        ahead = 2 * self.STEP_M * cycle
        shoulder_z = self.hands["l"][2] + 0.97 * (self.upper + self.lower)
        trunk = r.length("thigh_l", "upperarm_l")
        hips_z = TUCKED_Z + self.HIPS_M * self.thigh
        pitch = self.pitch + float(np.degrees(np.arcsin((hips_z - shoulder_z) / trunk))) + 4
        self.trunk(want, pitch)
        r.root = np.zeros(3)
        r.root = np.array([-0.02, 0, hips_z]) - (r.at("thigh_l") + r.at("thigh_r")) / 2
        r.head(-30 + want.head[0], want.head[1])
        for side, late in (("l", 0.0), ("r", 0.5)):
            along, up = self.step(cycle + late), self.swinging(cycle + late)
            ankle = np.array([along - 0.75 * self.shank, 1.1 * self.half[side], TUCKED_Z + 0.08 * up])
            self.reach_to(side, ankle)
        self.crawl_arms(cycle)
        r.root = r.root + self.offset + [ahead, 0, 0]
        return r.solve()
