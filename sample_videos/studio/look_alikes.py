"""Movements that are no kickbacks: each a small change to a posture."""

from __future__ import annotations

import numpy as np

from .all_fours import AllFours
from .crawling import BearCrawl, Crawl
from .geometry import X, Y, Z, rot, smoothstep
from .lying import Clamshell, GluteBridge, ProneLegRaise, SideLyingRaise, Superman
from .mover import LegTurn, Mover
from .on_foot import Lunge, Squat, Walking
from .plank import MountainClimber, Plank
from .quadruped import CatCow, ChildPose, HipCircle, KneeTuck
from .rig import SIGNS
from .standing import Standing
from .steps import ButtKickWalk, CurtsyLunge, ForwardLunge, GoodMorning, SplitSquat, StepUp
from .swings import ButtKick, HighKnees, LegSwing, LegSwingSide, SingleLegDeadlift
from .timeline import Want


def sideways(want: Want, planted: LegTurn, degrees: float, flex: float, foot: float) -> LegTurn:
    """The whole leg, hinge and all, turned outwards about the front-to-back axis."""
    turn = rot(X, want.sign * (degrees * want.s + want.jitter[0]))
    return LegTurn(turn @ planted.thigh, flex, turn @ planted.lateral, foot)


class HipAbduction(Standing):
    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        return sideways(
            want, planted, self.movement.thigh_deg, self.knee_flex(want, planted.flex), planted.foot
        )


class HamstringCurl(Standing):
    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        # Nobody keeps the thigh quite still: it drifts forward a little, toes drawn up to clear the floor.
        thigh = rot(Y, -6 * want.s + want.jitter[0]) @ planted.thigh
        flex = planted.flex + (180 - want.rep["knee_deg"] - planted.flex) * want.s + want.jitter[1]
        return LegTurn(thigh, flex, planted.lateral, planted.foot - 12 * smoothstep(want.s * 3))


class FireHydrant(AllFours):
    def lifted(self, want: Want, planted: LegTurn) -> LegTurn:
        foot = self.ankle_turn(want, planted.foot)
        return sideways(want, planted, self.movement.thigh_deg, self.knee_flex(want, planted.flex), foot)


class BirdDog(AllFours):
    """The opposite arm reaches forward while the leg goes back."""

    def planted_hands(self, want: Want) -> str:
        return "lr" if want.s < 1e-4 else want.side

    def arm(self, want: Want, side: str) -> None:
        if side == want.side or want.s < 1e-4:
            super().arm(want, side)
            return
        sign, away = SIGNS[side], smoothstep(want.s)
        ahead = self.rig.at("upperarm_" + side) + np.array(
            [0.95 * (self.upper + self.lower), 0.03 * sign, -0.02]
        )
        away *= want.rep["arm_lift"]
        # Low over the floor first, then up in front.
        wrist = self.hands[side] * (1 - away) + ahead * away + 0.12 * np.sin(np.pi * away) * X
        palm = -Z * (1 - away) + np.array([0, -sign, 0]) * away
        self.rig.arm(side, wrist, np.array([-0.3, 0.5 * sign, -1]), np.array([1, 0, 0]), palm)


class KneelDown(AllFours):
    """Gets on all fours, fidgets, gets up again: the lead-in and the ending do it all."""


MOVERS: dict[str, type[Mover]] = {
    "hip-abduction": HipAbduction,
    "hamstring-curl": HamstringCurl,
    "fire-hydrant": FireHydrant,
    "bird-dog": BirdDog,
    "plank": Plank,
    "kneel-down": KneelDown,
    "squat": Squat,
    "lunge": Lunge,
    "walking": Walking,
    "hip-circle": HipCircle,
    "knee-tuck": KneeTuck,
    "cat-cow": CatCow,
    "child-pose": ChildPose,
    "crawl": Crawl,
    "bear-crawl": BearCrawl,
    "mountain-climber": MountainClimber,
    "leg-swing": LegSwing,
    "leg-swing-side": LegSwingSide,
    "high-knees": HighKnees,
    "butt-kick": ButtKick,
    "butt-kick-walk": ButtKickWalk,
    "single-leg-deadlift": SingleLegDeadlift,
    "step-up": StepUp,
    "forward-lunge": ForwardLunge,
    "split-squat": SplitSquat,
    "curtsy-lunge": CurtsyLunge,
    "good-morning": GoodMorning,
    "clamshell": Clamshell,
    "side-lying-raise": SideLyingRaise,
    "superman": Superman,
    "prone-leg-raise": ProneLegRaise,
    "glute-bridge": GluteBridge,
}
