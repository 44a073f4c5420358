"""Hands under the shoulders, knees under the hips; the head looks towards +X."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .body import Body
from .geometry import Floats, X, Y, Z, between, reach, smoothstep, unit
from .mover import LegTurn, Mover
from .rig import SIGNS
from .timeline import Want

KNEE_Z, ANKLE_Z, WRIST_Z, ELBOW_Z, FOOT_DEG = 0.058, 0.062, 0.052, 0.048, 58.0
NECK_DEG = -32.0
ELBOW_DEG = 170.0
PITCHES = 35.0, 130.0  # of a trunk on all fours


class AllFours(Mover):
    """The supporting hip stands over its knee; the trunk's pitch keeps the shoulders at arm's length of the hands."""

    def __init__(self, body: Body, exercise: str, stance: dict[str, Any]) -> None:
        super().__init__(body, exercise, stance)
        self.on_forearms = stance["support"] == "forearms"
        self.support_z = stance["support_m"] + (ELBOW_Z if self.on_forearms else WRIST_Z)
        sine = (ANKLE_Z - KNEE_Z) / self.shank
        self.shin = np.array([-np.sqrt(1 - sine**2), 0, sine])
        self.pitch = self._resting_pitch()
        self.hands = {
            s: self.rig.at("upperarm_" + s) * [1, 1, 0] + [0.015, 0.01 * sign, self.support_z]
            for s, sign in SIGNS.items()
        }
        self.offset = np.array(
            [-self.rig.at("upperarm_l")[0] / 2, 0, 0]
        )  # the person's middle over the origin
        if stance["support_m"] > 0:
            low = self.hands["l"][0] + self.offset[0]
            self.box = np.array([[low - 0.12, -0.45, 0], [low + 0.45, 0.45, stance["support_m"]]])

    def arm_span(self, elbow_deg: float) -> float:
        """From the shoulder to what is planted: the wrist, or the elbow."""
        return 0.99 * self.upper if self.on_forearms else reach(self.upper, self.lower, elbow_deg)

    def _resting_pitch(self) -> float:
        lo, hi = PITCHES
        for _ in range(20):
            pitch = (lo + hi) / 2
            self.place(Want(), pitch)
            high = self.rig.at("upperarm_l")[2] - self.support_z > self.arm_span(ELBOW_DEG)
            lo, hi = (pitch, hi) if high else (lo, pitch)
        return pitch

    def place(self, want: Want, pitch: float) -> None:
        """Set the trunk and stand the supporting hip over its planted knee."""
        r = self.rig
        r.root = np.zeros(3)
        self.trunk(want, pitch)
        dx, dy = want.sway
        z = KNEE_Z + np.sqrt(self.thigh**2 - dx * dx - dy * dy)
        r.root = np.array([dx, self.half[want.other] + dy, z]) - r.at("thigh_" + want.other)

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        r, u = self.rig, want.upright
        r.turn = {}
        # Weight shifts over the supporting knee.
        want.sway = want.sway + [0, want.sign * 0.018 * smoothstep(want.s * 1.5)]
        want.sway = want.sway - [self.stance["hips_back_m"] * (1 - u), 0]
        pitch = self.arms_length_pitch(want) * (1 - u) + 4 * u + want.pitch * u
        self.place(want, pitch)
        drop = want.rep["head_drop_deg"] * want.top
        r.head(NECK_DEG * (1 - u) + drop + want.head[0], want.head[1])
        for side in "lr":
            self.leg(want, side)
        for side in "lr":
            self.arm(want, side)
        r.root = r.root + self.offset
        return r.solve()

    def arms_length_pitch(self, want: Want) -> float:
        """Secant search for the trunk pitch that leaves the elbows as bent as the rep wants them."""
        span = self.arm_span(ELBOW_DEG - want.rep["elbow_bend_deg"] * want.top)

        def slack(pitch: float) -> float:
            self.place(want, pitch)
            gaps = [
                np.linalg.norm(self.rig.at("upperarm_" + s) - self.hands[s]) for s in self.planted_hands(want)
            ]
            return float(max(gaps)) - span

        return secant(slack, self.pitch, self.pitch + 2.0)

    def planted_hands(self, want: Want) -> str:
        return "lr"

    def leg(self, want: Want, side: str) -> None:
        hip = self.rig.at("thigh_" + side)
        d = unit(np.array([0, self.half[side], KNEE_Z]) - hip)
        flex = between(d, self.shin)
        if side == want.side:
            self.swing(want, LegTurn(d, flex, self.pelvis @ Y, FOOT_DEG))
        else:
            self.rig.leg(side, d, flex, Y, FOOT_DEG)

    def arm(self, want: Want, side: str) -> None:
        """On the floor, or hanging while the person kneels upright."""
        u, sign = want.upright, SIGNS[side]
        hang = self.rig.hanging_arm(side, 0.10, 0.07, 0.46)
        wrist, pole = self.hands[side], np.array([-1, 0.5 * sign, 0])
        if self.on_forearms:
            wrist, pole = wrist + self.lower * unit(np.array([1, -0.25 * sign, 0])), -X - Z
        self.rig.arm(
            side,
            wrist * (1 - u) + hang * u,
            pole,
            np.array([1, -0.08 * sign, -0.02]) * (1 - u) + np.array([0.25, 0, -1]) * u,
            -Z * (1 - u) + np.array([0, -sign, 0]) * u,
            12 * u,
        )


def secant(f: Callable[[float], float], a: float, b: float) -> float:
    """Where f is 0, for the well-behaved pitch of a trunk (within PITCHES)."""
    fa, fb = f(a), f(b)
    for _ in range(4):
        if abs(fb) < 5e-4 or abs(fb - fa) < 1e-9:
            break
        a, b, fa = b, float(np.clip(b - fb * (b - a) / (fb - fa), *PITCHES)), fb
        fb = f(b)
    return b
