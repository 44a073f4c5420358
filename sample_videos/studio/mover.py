"""What both postures share: a trunk that carries the rep's faults, and a working leg that never enters the floor."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .body import Body
from .exercises import MOVEMENTS
from .geometry import Floats, X, Y, Z, cross, rot, smoothstep, unit
from .rig import SIGNS, Rig
from .timeline import Want


class LegTurn(NamedTuple):
    """How the working leg is held: see `Rig.leg`."""

    thigh: Floats
    flex: float
    lateral: Floats
    foot: float


class Mover:
    """`pose(want)` -> bone rotations (n,3,3) and positions (n,3)."""

    bar: Floats | None = None  # a point on the bar to hold, which runs along Y
    box: Floats | None = None  # two opposite corners of a box to stand or lean on
    HIKE_DEG = 0.0  # the working hip's rise
    TOES_UP_DEG = 0.0  # how far the foot may draw up to pass the floor

    def __init__(self, body: Body, exercise: str, stance: dict[str, Any]) -> None:
        """stance: see `scenario.STANCE`."""
        self.rig, self.movement, self.stance = Rig(body), MOVEMENTS[exercise], stance
        self.thigh_deg = self.movement.thigh_deg  # excursion at range 1
        r = self.rig
        self.thigh, self.shank = r.length("thigh_l", "calf_l"), r.length("calf_l", "foot_l")
        self.upper, self.lower = r.length("upperarm_l", "lowerarm_l"), r.length("lowerarm_l", "hand_l")
        half = (r.heads[r.ix["thigh_l"]] - r.heads[r.ix["thigh_r"]])[1] / 2
        self.half = {side: half * sign for side, sign in SIGNS.items()}
        self.pelvis: Floats = np.eye(3)

    def prepare(self, scenario: dict[str, Any], duration: float) -> None:
        """What some want to know beforehand."""

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        raise NotImplementedError

    def trunk(self, want: Want, pitch: float) -> None:
        """Pelvis at `pitch` from upright plus the rep's arch and roll.

        The spine bends back by as much, so that the chest does not move.
        """
        r, rep = self.rig, want.rep
        arch = rep["trunk_arch_deg"] * want.top
        roll = rep["pelvis_roll_deg"] * want.top * want.sign
        hike = self.HIKE_DEG * smoothstep(want.s * 4) * want.sign
        tilt = rot(X, hike) @ rot(Y, pitch + arch)
        self.pelvis = rot(tilt @ Z, roll) @ tilt
        level = rot(X, -hike)
        r.turn["pelvis"] = "global", self.pelvis
        r.turn["spine_01"] = "local", level @ rot(Z, -0.5 * roll) @ rot(Y, -0.6 * arch)
        r.turn["spine_02"] = "local", rot(Z, -0.4 * roll) @ rot(Y, -0.4 * arch - 3 * (1 - want.upright))

    def swing(self, want: Want, planted: LegTurn) -> None:
        """The working leg, lifted from where it is planted.

        The knee bends more where the foot would touch the floor.
        """
        r, side = self.rig, want.side
        r.leg(side, *planted)
        if not self.off_floor(want):
            return
        floor = float(np.minimum(r.foot_points(side)[:, 2].min(), 0.004))
        thigh, flex, lateral, foot = self.lifted(want, planted)
        low, high = 0.0, 60.0
        for step in range(8):
            extra = low if step == 0 else (low + high) / 2
            r.leg(side, thigh, flex + extra, lateral, foot - min(extra, self.TOES_UP_DEG))
            clear = r.foot_points(side)[:, 2].min() >= floor - 1e-4
            if step == 0 and clear:
                return
            if step:
                low, high = (low, extra) if clear else (extra, high)
        r.leg(side, thigh, flex + high, lateral, foot - min(high, self.TOES_UP_DEG))

    def off_floor(self, want: Want) -> bool:
        """Whether the working leg has left its place."""
        return max(want.s, want.drawn) >= 1e-4

    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        """The kickback itself: the thigh turns back about the hinge, the knee goes to the rep's angle."""
        d, rep, hinge = planted.thigh, want.rep, planted.lateral
        # A pelvis that tips forward takes the leg with it: that is what makes these faults tempting.
        carried = rep["trunk_arch_deg"] + 0.5 * rep["pelvis_roll_deg"] + rep["trunk_lean_deg"]
        excursion = self.thigh_deg * want.s + carried * want.top + want.jitter[0]
        excursion -= rep["draw_in_deg"] * want.drawn
        d = rot(unit(hinge - d * (hinge @ d)), excursion) @ d
        opening = rot(unit(cross(d, hinge)), want.sign * 0.5 * rep["pelvis_roll_deg"] * want.top)
        return LegTurn(
            opening @ d,
            self.knee_flex(want, planted.flex),
            opening @ hinge,
            self.ankle_turn(want, planted.foot),
        )

    def knee_flex(self, want: Want, planted: float) -> float:
        drawn_in = (180 - want.rep["draw_in_knee_deg"] - planted) * want.drawn
        return (
            planted + (180 - want.rep["knee_deg"] - planted) * want.knee + drawn_in + want.jitter[1] * want.s
        )

    def ankle_turn(self, want: Want, planted: float) -> float:
        return planted + (self.movement.ankle_deg - planted) * smoothstep(want.s / 0.7)
