"""Look-alikes on hands and knees whose leg goes elsewhere, or whose trunk moves instead."""

from __future__ import annotations

import numpy as np

from .all_fours import KNEE_Z, AllFours
from .geometry import Floats, X, Y, Z, cross, rot, smoothstep, unit
from .mover import LegTurn
from .timeline import Want


def turned(planted: LegTurn, sign: int, forward: float, outward: float, flex: float, foot: float) -> LegTurn:
    """The leg from where it is planted: forward about the hips' axis, then outward about the trunk's; degrees."""
    axis = unit(planted.lateral - planted.thigh * (planted.lateral @ planted.thigh))
    out = rot(X, sign * outward)
    return LegTurn(out @ rot(axis, -forward) @ planted.thigh, flex, out @ planted.lateral, foot)


class HipCircle(AllFours):
    """The bent knee draws a circle: forward, out to the side, back and down."""

    FORWARD_DEG, OUT_DEG, BACK_DEG = 32.0, 66.0, 38.0

    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        size, way = want.rep["range"], 2 * np.pi * want.cycle
        begun = np.sin(np.pi * want.cycle)
        front = np.sin(way) * (self.FORWARD_DEG if way < np.pi else self.BACK_DEG) * size
        out = begun**1.3 * self.OUT_DEG * size + want.jitter[0]
        flex = planted.flex + (180 - want.rep["knee_deg"] - planted.flex) * begun
        return turned(planted, want.sign, front, out, flex, self.ankle_turn(want, planted.foot))


class KneeTuck(AllFours):
    """The knee goes to the chest and back to the floor, and never behind the hip."""

    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        forward = self.movement.thigh_deg * want.s + want.jitter[0]
        flex = self.knee_flex(want, planted.flex)
        return turned(planted, want.sign, forward, 6 * want.s, flex, planted.foot + 10 * want.s)


class CatCow(AllFours):
    """The back is rounded and hollowed between planted hands and knees."""

    def trunk(self, want: Want, pitch: float) -> None:
        super().trunk(want, pitch)
        r, bend = self.rig, 26 * np.sin(2 * np.pi * want.cycle) * want.rep["range"]
        # The pelvis tucks under as the chest rounds, and tips the other way in the hollow.
        self.pelvis = rot(Y, -bend) @ self.pelvis
        r.turn["pelvis"] = "global", self.pelvis
        for bone, part in (("spine_01", 0.9), ("spine_02", 0.8)):
            kind, turn = r.turn[bone]
            assert turn is not None
            r.turn[bone] = kind, turn @ rot(Y, part * bend)
        want.head = want.head + [0.6 * bend, 0]

    def off_floor(self, want: Want) -> bool:
        return False


class ChildPose(AllFours):
    """The hips sit back towards the heels, the hands stay in front."""

    def place(self, want: Want, pitch: float) -> None:
        back = 0.86 * self.thigh * want.s * self.movement.thigh_deg / 60
        want = Want(want.t, want.leg, rep=want.rep, sway=want.sway - [back, 0], upright=want.upright)
        super().place(want, pitch)

    def off_floor(self, want: Want) -> bool:
        return False


class Crawl(AllFours):
    """Across the mat on hands and knees; hand and knee of opposite sides move together."""

    STEP_M, CYCLE_S, TRAVEL_M = 0.26, 1.3, 1.5

    def prepare(self, scenario: dict[str, object], duration: float) -> None:
        pace = float(scenario["pace"])  # type: ignore[arg-type]
        self.cycle_s, self.duration = self.CYCLE_S / pace, duration

    def gone(self, t: float) -> float:
        """Cycles so far: there and back again through the picture's middle."""
        there = self.TRAVEL_M / (2 * self.STEP_M)  # one way
        whole = (t / self.cycle_s) % (2 * there)
        return min(whole, 2 * there - whole) - there / 2

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        r, cycle = self.rig, self.gone(want.t)
        r.turn = {}
        ahead = 2 * self.STEP_M * cycle
        knees = {side: self.step(cycle + late) for side, late in (("l", 0.0), ("r", 0.5))}
        bearing = knees["l"] if cycle - np.floor(cycle) < 0.5 else knees["r"]
        z = KNEE_Z + np.sqrt(self.thigh**2 - bearing**2)
        rocking = 3.0 * np.sin(2 * np.pi * cycle)
        self.trunk(want, self.pitch)
        self.pelvis = rot(Z, rocking) @ self.pelvis
        r.turn["pelvis"] = "global", self.pelvis
        r.root = np.zeros(3)
        r.root = np.array([0, 0, z]) - (r.at("thigh_l") + r.at("thigh_r")) / 2
        r.head(-32 + want.head[0], want.head[1])
        for side, late in (("l", 0.0), ("r", 0.5)):
            self.knee(side, knees[side], self.swinging(cycle + late))
        self.crawl_arms(cycle)
        r.root = r.root + self.offset + [ahead, 0, 0]
        return r.solve()

    def step(self, cycle: float) -> float:
        """How far a knee or hand is ahead of its middle place, m: planted for half of a cycle, then moved on."""
        part = cycle - np.floor(cycle)
        return float(2 * self.STEP_M * (smoothstep((part - 0.5) * 2) + 0.25 - part))

    @staticmethod
    def swinging(cycle: float) -> float:
        return float(np.sin(np.pi * max(cycle - np.floor(cycle) - 0.5, 0) * 2))

    def knee(self, side: str, ahead: float, up: float) -> None:
        """One leg: the knee `ahead` of the hip, lifted a little while it moves; the shank drags behind."""
        fall = np.sqrt(self.thigh**2 - ahead**2)
        d = unit(np.array([ahead, 0.0, -fall]))
        shin = unit(self.shin + [0, 0, 0.10 * up])
        lateral = unit(cross(shin, d)) if cross(shin, d)[1] > 0 else -unit(cross(shin, d))
        flex = float(np.degrees(np.arccos(np.clip(d @ shin, -1, 1))))
        self.rig.leg(side, d, flex, lateral, 58.0)

    def crawl_arms(self, cycle: float) -> None:
        for side, late in (("l", 0.5), ("r", 0.0)):
            wrist = self.hands[side] + [self.step(cycle + late), 0, 0.06 * self.swinging(cycle + late)]
            sign = 1 if side == "l" else -1
            self.rig.arm(side, wrist, np.array([-1, 0.5 * sign, 0]), np.array([1.0, -0.08 * sign, -0.02]), -Z)
