"""Look-alikes that travel: crawling on hands and knees, and on hands and toes."""

from __future__ import annotations

from typing import Any

import numpy as np

from .all_fours import FOOT_DEG, KNEE_Z, NECK_DEG, AllFours
from .geometry import Floats, Z, between, cross, rot, smoothstep, unit
from .plank import TUCKED_Z, on_toes
from .rig import SIGNS
from .timeline import Want

LATE = {"l": 0.0, "r": 0.5}  # of a cycle: the right knee half of it after the left one, hands against knees


class Crawl(AllFours):
    """Across the mat and back on hands and knees; hand and knee of opposite sides move together."""

    STEP_M, CYCLE_S, TRAVEL_M = 0.26, 1.3, 1.5

    def prepare(self, scenario: dict[str, Any], duration: float) -> None:
        self.cycle_s = self.CYCLE_S / scenario["pace"]

    def cycles(self, t: float) -> float:
        """From one end of the way to the other and back, 0 in the middle of the picture."""
        one_way = self.TRAVEL_M / (2 * self.STEP_M)
        gone = (t / self.cycle_s) % (2 * one_way)
        return min(gone, 2 * one_way - gone) - one_way / 2

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        cycle = self.cycles(want.t)
        self.rig.turn = {}
        self.hips(want, cycle)
        for side, late in LATE.items():
            self.step_leg(side, self.step(cycle + late), self.swinging(cycle + late))
            self.step_arm(side, self.step(cycle + late + 0.5), self.swinging(cycle + late + 0.5))
        self.rig.root = self.rig.root + self.offset + [2 * self.STEP_M * cycle, 0, 0]
        return self.rig.solve()

    def hips(self, want: Want, cycle: float) -> None:
        """As high as the knee that bears the weight allows."""
        bearing = self.step(cycle + (0.0 if cycle % 1 < 0.5 else 0.5))
        self.put_hips(want, self.pitch, np.sqrt(self.thigh**2 - bearing**2) + KNEE_Z)
        self.pelvis = rot(Z, 3.0 * np.sin(2 * np.pi * cycle)) @ self.pelvis
        self.rig.turn["pelvis"] = "global", self.pelvis

    def put_hips(self, want: Want, pitch: float, height: float) -> None:
        r = self.rig
        self.trunk(want, pitch)
        r.root = np.zeros(3)
        r.root = np.array([0, 0, height]) - (r.at("thigh_l") + r.at("thigh_r")) / 2
        r.head(NECK_DEG + want.head[0], want.head[1])

    def step(self, cycle: float) -> float:
        """How far a knee or hand is ahead of its middle place, m: planted for half of a cycle, then moved on."""
        part = cycle % 1
        return float(2 * self.STEP_M * (smoothstep((part - 0.5) * 2) + 0.25 - part))

    @staticmethod
    def swinging(cycle: float) -> float:
        """0 while planted, 1 half-way through the air."""
        return float(np.sin(np.pi * max(cycle % 1 - 0.5, 0) * 2))

    def step_leg(self, side: str, ahead: float, up: float) -> None:
        """The knee ahead of its hip; the shank drags behind, a little higher while the knee moves."""
        thigh = unit(np.array([ahead, 0, -np.sqrt(self.thigh**2 - ahead**2)]))
        shank = unit(self.shin + [0, 0, 0.1 * up])
        self.rig.leg(side, thigh, between(thigh, shank), cross(thigh, shank), FOOT_DEG)

    def step_arm(self, side: str, ahead: float, up: float) -> None:
        sign, wrist = SIGNS[side], self.hands[side] + [ahead, 0, 0.06 * up]
        self.rig.arm(side, wrist, np.array([-1, 0.5 * sign, 0]), np.array([1, -0.08 * sign, -0.02]), -Z)


class BearCrawl(Crawl):
    """Hands and toes, knees just off the floor, hips high."""

    STEP_M, CYCLE_S = 0.22, 1.1
    HIPS = 1.22  # height over the ankles, in thigh lengths

    def hips(self, want: Want, cycle: float) -> None:
        shoulders = self.hands["l"][2] + 0.97 * (self.upper + self.lower)
        height = TUCKED_Z + self.HIPS * self.thigh
        sine = (height - shoulders) / self.rig.length("thigh_l", "upperarm_l")
        self.put_hips(want, self.pitch + float(np.degrees(np.arcsin(sine))) + 4, height)

    def step_leg(self, side: str, ahead: float, up: float) -> None:
        ankle = np.array([ahead - 0.75 * self.shank, 1.1 * self.half[side], TUCKED_Z + 0.08 * up])
        on_toes(self, side, ankle)
