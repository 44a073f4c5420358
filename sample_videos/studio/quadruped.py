"""Look-alikes on hands and knees whose leg goes elsewhere, or whose trunk moves instead."""

from __future__ import annotations

import numpy as np

from .all_fours import AllFours
from .geometry import X, Y, rot, unit
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

    BACK = 0.86  # how far behind the knees, in thigh lengths

    def place(self, want: Want, pitch: float) -> None:
        back = self.BACK * self.thigh * want.s
        want = Want(want.t, want.leg, rep=want.rep, sway=want.sway - [back, 0], upright=want.upright)
        super().place(want, pitch)

    def off_floor(self, want: Want) -> bool:
        return False
