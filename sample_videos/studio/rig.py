"""Forward kinematics of the bones, and how to point a leg, an arm or the head."""

from __future__ import annotations

import numpy as np

from .body import Body
from .geometry import Floats, Y, Z, cross, frame, rot, two_bone, unit

SIGNS = {"l": 1, "r": -1}  # of the y axis


class Rig:
    """turn[bone] = ("global", R) or ("local", R), rotations from the rest pose; root = shift of the whole body."""

    def __init__(self, body: Body) -> None:
        self.names, self.parents, self.heads, self.sole = body.names, body.parents, body.heads, body.sole
        self.ix = {n: i for i, n in enumerate(self.names)}
        self.turn: dict[str, tuple[str, Floats | None]] = {}
        self.root: Floats = np.zeros(3)

    def rest(self, a: str, b: str) -> Floats:
        return self.heads[self.ix[b]] - self.heads[self.ix[a]]

    def length(self, a: str, b: str) -> float:
        return float(np.linalg.norm(self.rest(a, b)))

    def where(self, bone: str) -> tuple[Floats, Floats]:
        """Global rotation and joint position of one bone."""
        i = self.ix[bone]
        parent = self.parents[i]
        if parent < 0:
            r, p = np.eye(3), self.root + self.heads[i]
        else:
            r, p = self.where(self.names[parent])
            p = p + r @ (self.heads[i] - self.heads[parent])
        return self._turned(bone, r), p

    def _turned(self, bone: str, parent_turn: Floats) -> Floats:
        kind, turn = self.turn.get(bone, ("local", None))
        if turn is None:
            return parent_turn
        return turn if kind == "global" else parent_turn @ turn

    def at(self, bone: str) -> Floats:
        return self.where(bone)[1]

    def solve(self) -> tuple[Floats, Floats]:
        """All bones: rotations (n,3,3), positions (n,3)."""
        n = len(self.names)
        r, p = np.zeros((n, 3, 3)), np.zeros((n, 3))
        for i, name in enumerate(self.names):
            parent = self.parents[i]
            above = r[parent] if parent >= 0 else np.eye(3)
            r[i] = self._turned(name, above)
            if parent < 0:
                p[i] = self.root + self.heads[i]
            else:
                p[i] = p[parent] + above @ (self.heads[i] - self.heads[parent])
        return r, p

    def aim(self, bone: str, child: str, direction: Floats, hinge: Floats, rest_hinge: Floats) -> None:
        """Point a bone at a direction, its hinge axis kept."""
        turn = frame(direction, hinge) @ frame(self.rest(bone, child), rest_hinge).T
        self.turn[bone] = "global", turn

    def leg(self, side: str, thigh: Floats, flex: float, lateral: Floats, foot: float) -> None:
        """Thigh direction, knee flexion (0 = straight), pelvis's left axis, plantar flexion from rest."""
        d = unit(thigh)
        lat = unit(lateral - d * (lateral @ d))
        self.aim("thigh_" + side, "calf_" + side, d, lat, Y)
        self.aim("calf_" + side, "foot_" + side, rot(lat, flex) @ d, lat, Y)
        self.turn["foot_" + side] = "local", rot(Y, foot)

    def foot_points(self, side: str) -> Floats:
        """Heel, ball and toe-tip points of the sole, world (3,3)."""
        out = []
        for bone, rest in (("foot_", self.sole[side][0]), ("ball_", self.sole[side][1])):
            r, p = self.where(bone + side)
            out.append(p + r @ (rest - self.heads[self.ix[bone + side]]))
        return np.array([*out, self.at("ball_" + side) - [0, 0, 0.02]])

    def arm(
        self, side: str, wrist: Floats, pole: Floats, hand: Floats, palm: Floats, grip: float = 0.0
    ) -> None:
        """Wrist target, elbow direction, hand direction, palm normal, finger curl per joint."""
        upper, lower, end = "upperarm_" + side, "lowerarm_" + side, "hand_" + side
        shoulder = self.at(upper)
        elbow = two_bone(shoulder, wrist, self.length(upper, lower), self.length(lower, end), pole)
        wrist = elbow + unit(wrist - elbow) * self.length(lower, end)
        hinge = cross(elbow - shoulder, wrist - elbow)
        hinge = hinge if np.linalg.norm(hinge) > 1e-6 else cross(pole, elbow - shoulder)
        rest_hinge = unit(cross(self.rest(upper, lower), self.rest(lower, end)))
        self.aim(upper, lower, elbow - shoulder, hinge, rest_hinge)
        self.aim(lower, end, wrist - elbow, hinge, rest_hinge)
        along = unit(self.rest(end, "middle_01_" + side))
        rest_palm = unit(cross(self.rest(end, "index_01_" + side), self.rest(end, "pinky_01_" + side)))
        rest_palm = -rest_palm if rest_palm[2] > 0 else rest_palm  # palms face down in the rest pose
        self.turn[end] = "global", frame(hand, palm) @ frame(along, rest_palm).T
        curl = rot(unit(cross(along, rest_palm)), grip)
        for finger in ("index", "middle", "ring", "pinky"):
            for k in "123":
                self.turn[f"{finger}_0{k}_{side}"] = "local", curl

    def hanging_arm(self, side: str, forward: float, out: float, down: float) -> Floats:
        """Where the wrist of a loosely hanging arm is."""
        return self.at("upperarm_" + side) + np.array([forward, out * SIGNS[side], -down])

    def head(self, pitch: float, yaw: float) -> None:
        """Pitch positive = chin towards the chest; shared by neck and head."""
        half = rot(Z, yaw / 2) @ rot(Y, pitch / 2)
        self.turn["neck_01"] = self.turn["head"] = "local", half
