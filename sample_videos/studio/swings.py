"""Look-alikes on one leg: swings back and forth or from side to side, running on the spot, the single-leg deadlift."""

from __future__ import annotations

from typing import Any

import numpy as np

from .body import Body
from .geometry import Floats, X, Y, rot, smoothstep, unit
from .mover import LegTurn
from .rig import SIGNS
from .standing import KNEE_DEG, Standing
from .timeline import Want


def forward(planted: LegTurn, degrees: float) -> Floats:
    """The thigh turned forward about the hips' axis."""
    lateral = planted.lateral - planted.thigh * (planted.lateral @ planted.thigh)
    return rot(unit(lateral), -degrees) @ planted.thigh


class LegSwing(Standing):
    """Forward, back through the standing position, and to its end behind: one repetition is both."""

    BACK = 0.45  # part of the way forward

    def off_floor(self, want: Want) -> bool:
        return want.s > 0

    def lean(self, want: Want, lean: float) -> None:
        """The trunk gives way against the leg."""
        super().lean(want, lean - 6 * self.swung(want))

    def swung(self, want: Want) -> float:
        """1 at the front, -BACK behind."""
        sine = float(np.sin(2 * np.pi * want.cycle)) * want.rep["range"]
        return sine if sine > 0 else self.BACK * sine

    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        swung = self.swung(want)
        flex = planted.flex + (180 - want.rep["knee_deg"] - planted.flex) * min(2 * abs(swung), 1)
        thigh = forward(planted, self.movement.thigh_deg * swung + want.jitter[0])
        return LegTurn(thigh, flex, planted.lateral, planted.foot - 8 * min(abs(3 * swung), 1))


class LegSwingSide(LegSwing):
    """Out to the side and across in front of the supporting leg."""

    def lean(self, want: Want, lean: float) -> None:
        Standing.lean(self, want, lean)

    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        swung = self.swung(want)
        across = rot(X, want.sign * self.movement.thigh_deg * swung)
        thigh = across @ forward(planted, 12 * max(-swung, 0) / self.BACK + 4)
        flex = planted.flex + (180 - want.rep["knee_deg"] - planted.flex) * min(2 * abs(swung), 1)
        return LegTurn(thigh, flex, across @ planted.lateral, planted.foot)


class OnTheSpot(Standing):
    """Nothing to hold on to; the arms go against the legs."""

    ELBOWS = 0.75  # how far the forearms are lifted

    def __init__(self, body: Body, exercise: str, stance: dict[str, Any]) -> None:
        super().__init__(body, exercise, stance | {"lean_deg": 4.0, "support": "hands"})
        self.bar = None

    def arm(self, want: Want, side: str) -> None:
        sign = SIGNS[side]
        pump = (0.12 if side == want.other else -0.10) * smoothstep(want.s)
        up = self.ELBOWS * smoothstep(want.t / 0.5)
        wrist = self.rig.hanging_arm(side, 0.06 + 0.22 * up + pump, 0.07, 0.48 - 0.24 * up)
        hand = np.array([0.2 + up, 0, -1 + up])
        self.rig.arm(side, wrist, np.array([-1, 0.4 * sign, -0.3]), hand, np.array([0, -sign, 0]), 20)


class HighKnees(OnTheSpot):
    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        thigh = forward(planted, self.movement.thigh_deg * want.s + want.jitter[0])
        return LegTurn(thigh, self.knee_flex(want, planted.flex), planted.lateral, planted.foot)


class ButtKick(OnTheSpot):
    """The heel to the seat; the thigh hardly moves."""

    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        thigh = forward(planted, -self.movement.thigh_deg * want.s + want.jitter[0])
        return LegTurn(thigh, self.knee_flex(want, planted.flex), planted.lateral, planted.foot + 20 * want.s)


class SingleLegDeadlift(OnTheSpot):
    """The trunk goes down as the leg goes back, in one line; the arms hang."""

    def hips(self, want: Want) -> tuple[Floats, Floats]:
        bend = 14 * want.s
        return self.hip(want, KNEE_DEG, KNEE_DEG), self.hip(want, KNEE_DEG, KNEE_DEG - bend, 0.10 * want.s)

    def lean(self, want: Want, lean: float) -> None:
        super().lean(want, lean + self.movement.thigh_deg * want.s)

    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        thigh = forward(planted, -self.movement.thigh_deg * want.s + want.jitter[0])
        level = unit(planted.lateral * [1, 1, 0] + 0.2 * Y)  # the pelvis does not open
        return LegTurn(thigh, self.knee_flex(want, planted.flex), level, self.ankle_turn(want, planted.foot))

    def arm(self, want: Want, side: str) -> None:
        sign = SIGNS[side]
        wrist = self.rig.hanging_arm(side, 0.05, 0.03, 0.50)
        self.rig.arm(
            side, wrist, np.array([-0.5, 0.5 * sign, 0]), np.array([0.1, 0, -1]), np.array([0, -sign, 0]), 30
        )
