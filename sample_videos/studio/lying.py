"""Look-alikes on the floor: clamshell and leg raise on one side, superman on the belly, bridge on the back."""

from __future__ import annotations

import numpy as np

from .geometry import Floats, X, Y, Z, between, rot, two_bone, unit
from .mover import Mover
from .rig import SIGNS
from .timeline import Want

SHOULDER_M, HIP_M, BELLY_M, BACK_M = 0.17, 0.165, 0.13, 0.10  # heights of lying joints over the floor


class Lying(Mover):
    """The head towards +X, the middle of the body over the origin."""

    def lie(self, pelvis: Floats, hip_z: float, chest: float = 0.0) -> None:
        """Put the whole body down, its hips' middle at a height; the chest turned on by some degrees."""
        r, self.pelvis = self.rig, pelvis
        r.turn, r.root = {"pelvis": ("global", pelvis)}, np.zeros(3)
        r.turn["spine_01"] = "local", rot(Y, 0.5 * chest)
        r.turn["spine_02"] = "local", rot(Y, 0.5 * chest)
        r.root = np.array([-0.05, 0, hip_z]) - (r.at("thigh_l") + r.at("thigh_r")) / 2

    def limb(self, side: str, thigh: Floats, flex: float, lateral: Floats, foot: float = 35.0) -> None:
        self.rig.leg(side, thigh, flex, lateral, foot)

    def lay_arm(self, side: str, wrist: Floats, pole: Floats, hand: Floats, palm: Floats) -> None:
        self.rig.arm(side, wrist, pole, hand, palm, 15)


class OnTheSide(Lying):
    """On the side that does not work; that arm lies under the head."""

    THIGH_DEG, FLEX_DEG = 45.0, 90.0  # hips and knees at rest

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        sign = want.sign
        # Left leg works: lying on the right side, the front towards +Y; else the mirror image.
        pelvis = np.stack([sign * Y, sign * Z, X], 1)
        self.lie(pelvis, HIP_M)
        self.rig.head(want.head[0], want.head[1])
        front, up = sign * Y, sign * Z  # the way the person faces, and towards their left
        thigh = unit(-X * np.cos(np.radians(self.THIGH_DEG)) + front * np.sin(np.radians(self.THIGH_DEG)))
        self.limb(want.other, thigh - 0.02 * Z, self.FLEX_DEG, up)
        self.open(want, thigh, front, up)
        self.arms(want, front)
        return self.rig.solve()

    def open(self, want: Want, thigh: Floats, front: Floats, up: Floats) -> None:
        raise NotImplementedError

    def arms(self, want: Want, front: Floats) -> None:
        under, over = want.other, want.side
        shoulder = self.rig.at("upperarm_" + under)
        arm = self.upper + self.lower
        self.lay_arm(under, shoulder * [1, 1, 0] + [0.93 * arm, 0, 0.05] + 0.08 * front, front, X, -Z)
        shoulder = self.rig.at("upperarm_" + over)
        hand = shoulder * [1, 1, 0] + [-0.10, 0, 0.05] + 0.30 * front
        self.lay_arm(over, hand, -X + Z, front, -Z)


class Clamshell(OnTheSide):
    """Feet together, the upper knee opens like a shell."""

    def open(self, want: Want, thigh: Floats, front: Floats, up: Floats) -> None:
        # Turned about the line from the hip to the ankle, so that the foot stays where it is.
        shank = rot(up, self.FLEX_DEG) @ thigh
        line = unit(self.thigh * thigh + self.shank * shank)
        a, b = rot(line, 1.0) @ thigh, rot(line, -1.0) @ thigh
        sense = 1.0 if a[2] > b[2] else -1.0
        turn = rot(line, sense * (self.movement.thigh_deg * want.s + want.jitter[0]))
        self.limb(want.side, turn @ thigh, self.FLEX_DEG, turn @ up)


class SideLyingRaise(OnTheSide):
    """The upper leg goes up straight."""

    THIGH_DEG, FLEX_DEG = 5.0, 8.0

    def open(self, want: Want, thigh: Floats, front: Floats, up: Floats) -> None:
        turn = rot(front, self.movement.thigh_deg * want.s + want.jitter[0])
        turn = turn if (turn @ thigh)[2] >= thigh[2] else turn.T
        self.limb(want.side, turn @ thigh, self.FLEX_DEG, turn @ up)


class Superman(Lying):
    """On the belly: arms, chest and both legs rise together."""

    LEGS = "lr"

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        self.lie(rot(Y, 90), BELLY_M, -16 * want.s * (len(self.LEGS) == 2))
        self.rig.head(-20 - 14 * want.s + want.head[0], want.head[1])
        for side in "lr":
            rise = self.movement.thigh_deg * want.s if side in self.LEGS or side == want.side else 0.0
            bend = 180 - (want.rep["knee_deg"] or self.movement.knee_deg)
            self.limb(side, rot(Y, rise - 4) @ -X, 4 + bend * (rise > 0) * want.s, Y, 55)
        for side, sign in SIGNS.items():
            shoulder = self.rig.at("upperarm_" + side)
            arm = 0.93 * (self.upper + self.lower)
            high = max(shoulder[2] - 0.10, 0.05) + 0.10 * want.s * (len(self.LEGS) == 2)
            wrist = np.array([shoulder[0] + arm, shoulder[1] + 0.05 * sign, high])
            self.lay_arm(side, wrist, np.array([0.0, sign, 0.2]), X, -Z)
        return self.rig.solve()


class ProneLegRaise(Superman):
    """On the belly, one straight leg at a time."""

    LEGS = ""


class GluteBridge(Lying):
    """On the back, feet on the floor: the hips go up until trunk and thighs are in line."""

    HIGH = 0.75  # hips at the top, in thigh lengths
    FEET_M = 0.38  # ankles behind the resting hips

    def pose(self, want: Want) -> tuple[Floats, Floats]:
        r = self.rig
        supine = np.stack([Z, -Y, X], 1)
        trunk = r.length("pelvis", "upperarm_l")
        rise = (self.HIGH * self.thigh - BACK_M) * want.s
        tilt = float(np.degrees(np.arcsin(min(rise / trunk, 0.9))))
        self.lie(rot(Y, tilt) @ supine, BACK_M + rise)
        r.head(8 + want.head[0] + 0.5 * tilt, want.head[1])
        for side in "lr":
            hip = r.at("thigh_" + side)
            ankle = np.array([-0.05 - self.FEET_M, hip[1], 0.08])
            knee = two_bone(hip, ankle, self.thigh, self.shank, Z - 0.3 * X)
            d = unit(knee - hip)
            r.leg(side, d, between(d, unit(ankle - knee)), -Y, 0)
            r.turn["foot_" + side] = "global", np.diag([-1.0, -1.0, 1.0])
            shoulder = r.at("upperarm_" + side)
            wrist = np.array([shoulder[0] - 0.92 * (self.upper + self.lower), shoulder[1] * 1.5, 0.05])
            self.lay_arm(side, wrist, -SIGNS[side] * Y, -X, -Z)
        return r.solve()
