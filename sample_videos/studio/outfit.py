"""Bodies and what they wear: skin, clothes, hair and shoes from bodies.npz (CC0 data, see pack_body.py)."""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from .body import Body
from .geometry import Floats
from .look import LOOK, TONES, morphs, shares
from .mesh import Quads, border, ellipsoid, shoe, smooth, subdivide

SKIN, GLOSS, CLOTH, HAIR = 0, 1, 2, 3  # material numbers known to the shader
DATA = Path(__file__).with_name("bodies.npz")
HAND_BONES = ("lowerarm", "hand", "thumb", "index", "middle", "ring", "pinky")


class Part(NamedTuple):
    """A piece of the mesh; field is positive where it is to be seen."""

    vertices: Floats
    quads: Quads
    weights: Floats
    colour: Floats
    material: int
    field: Floats


def build(look: dict[str, Any]) -> Body:
    """The dressed body in its rest pose; look: see LOOK for keys and defaults."""
    return _built(json.dumps({**LOOK, **look}, sort_keys=True))


@lru_cache(maxsize=8)
def _built(look: str) -> Body:
    return Tailor(json.loads(look)).body()


class Tailor:
    """Cuts every part of one dressed person out of the naked mesh and its loose helper mesh."""

    def __init__(self, look: dict[str, Any]) -> None:
        self.look, self.parts, self.sole = look, list[Part](), dict[str, Floats]()
        with np.load(DATA) as z:
            self.data = d = {k: z[k] for k in z}
        mixed = [share * self.morphed(sex) for sex, share in shares(look["sex"]).items()]
        rows = np.sum(mixed, axis=0)
        self.names = [str(n) for n in d["names"]]
        bones, count = len(self.names), len(d["bone_index"])
        self.v, self.heads = rows[:count], rows[count : count + bones]
        w = np.zeros((count, bones))
        np.put_along_axis(w, d["bone_index"].astype(int), d["bone_weight"].astype(float), 1)
        self.w = w / w.sum(1, keepdims=True)
        self.at = dict(zip(self.names, self.heads, strict=True))
        self.head = self.names.index("head")
        self.foot_z = self.at["foot_l"][2]
        self.eye = self.v[np.unique(d["quads_eye_l"])].mean(0)
        self.tone, self.hair = np.array(TONES[look["skin"]]), np.array(look["hair_colour"])
        self.skin_quads = d["quads_skin"].astype(int)

    def morphed(self, sex: str) -> Floats:
        """Vertices and joints of this look's shape and heritage, as a woman or a man."""
        base, unit = self.data["units"]
        rows = self.data[sex + "_base"] * base
        for morph, amount in morphs(self.look).items():
            rows = rows + amount * unit * self.data[f"{sex}_{morph}"]
        return rows

    def body(self) -> Body:
        self.clothes()
        self.skin()
        self.eyes()
        self.hairdo()
        self.shoes()
        parts, start = self.parts, np.cumsum([0] + [len(x.vertices) for x in self.parts])
        return Body(
            names=self.names,
            parents=self.data["parents"].astype(int),
            heads=self.heads,
            sole=self.sole,
            vertices=np.vstack([x.vertices for x in parts]).astype(np.float32),
            quads=np.vstack([x.quads + s for x, s in zip(parts, start, strict=False)]),
            weights=csr_matrix(np.vstack([x.weights for x in parts]).astype(np.float32)),
            colour=np.vstack([x.colour for x in parts]),
            material=np.concatenate([np.full(len(x.vertices), x.material) for x in parts]),
            field=np.concatenate([x.field for x in parts]),
        )

    def add(self, p: Floats, q: Quads, weights: Floats, colour: Any, material: int, field: Any = 1.0) -> None:
        n = len(p)
        colour = np.clip(np.broadcast_to(colour, (n, 3)), 0, 1)
        self.parts.append(Part(p, q, weights, colour, material, np.broadcast_to(field, (n,))))

    def take(self, quads: Quads, *extra: Floats) -> list[Any]:
        """Cut faces out of the base mesh: vertices, quads, weights, *extra."""
        used, q = np.unique(quads, return_inverse=True)
        return [self.v[used], q.reshape(-1, 4), self.w[used]] + [e[used] for e in extra]

    @cached_property
    def hand_bones(self) -> list[int]:
        return [i for i, b in enumerate(self.names) if b.startswith(HAND_BONES)]

    def garment_fields(self, p: Floats, weights: Floats) -> tuple[Floats, Floats]:
        """Bottom and top: metres from the hem, positive where the garment covers."""
        at, arms = self.at, [self.names.index("upperarm_l"), self.names.index("upperarm_r")]
        waist = at["thigh_l"][2] + 0.15
        hem = self.foot_z + 0.06 if self.look["legs"] == "leggings" else at["calf_l"][2] + 0.20
        arm, y, neck = weights[:, arms].sum(1), np.abs(p[:, 1]), at["neck_01"]
        hand = np.where(weights[:, self.hand_bones].sum(1) > 0.5, -1, 1.0)
        bottom = np.minimum.reduce([waist - p[:, 2], p[:, 2] - hem, hand])
        depth, rise = (p[:, 0] - neck[0] - 0.015) / 1.25, (p[:, 2] - neck[2] - 0.005) / 0.95
        scoop = np.sqrt(depth**2 + y**2 + rise**2) - 0.088
        if self.look["sleeves"]:
            low, strap = 0.0, np.ones(len(p))
            side = np.where(arm > 0.3, (0.55 - self.along_arm(p)) * 0.28, 1.0)
        else:
            low, side = 0.035, (0.55 - arm) * 0.12
            strap = np.where(p[:, 2] > at["upperarm_l"][2] - 0.10, 0.145 - y, 1.0)
        top = np.minimum.reduce([p[:, 2] - waist - low, scoop, side, strap, neck[2] + 0.03 - p[:, 2]])
        return bottom, top

    def along_arm(self, p: Floats) -> Floats:
        """0 at the shoulder, 1 at the elbow, either side."""
        a, b = self.at["upperarm_l"], self.at["lowerarm_l"] - self.at["upperarm_l"]
        return ((p * [1, 0, 1] + np.abs(p) * [0, 1, 0] - a) @ b) / (b @ b)

    def clothes(self) -> None:
        tights = self.data["quads_tights"].astype(int)
        on_hand = self.w[:, self.hand_bones].sum(1) > 0.1
        fields, waist = self.garment_fields(self.v, self.w), self.at["thigh_l"][2] + 0.15
        for k, name in enumerate(("bottom", "top")):
            cloth = np.array(self.look[name], float)
            p, q, pw = self.take(tights[(fields[k][tights].max(1) > 0) & ~on_hand[tights].any(1)])
            (p, pw), q = subdivide([p, pw], q)
            colour = np.tile(cloth, (len(p), 1))
            if name == "bottom":  # a lighter waistband
                colour[p[:, 2] > waist - 0.045] = np.clip(cloth * 1.7 + 0.05, 0, 1)
            self.add(p, q, pw, colour, CLOTH, self.garment_fields(p, pw)[k])

    def skin(self) -> None:
        """Where no cloth or shoe covers it; the head is subdivided so that brows and lips can be painted."""
        quads, hands = self.skin_quads, self.w[:, self.hand_bones].sum(1)
        centre, weights = self.v[quads].mean(1), self.w[quads].mean(1)
        bottom, top = self.garment_fields(centre, weights)
        covered = (bottom > 0.03) | ((top > 0.03) & (hands[quads].max(1) < 0.1))
        bare, face = ~(covered | (centre[:, 2] < self.foot_z)), weights[:, self.head] > 0.5
        p, q, pw = self.take(quads[bare & ~face])
        self.add(p, q, pw, self.tone, SKIN)
        lips = self.data["lips"] / 255.0
        p, q, pw, lip = self.take(quads[bare & face], lips[:, None])
        (p, pw, lip), q = subdivide([p, pw, lip], q)
        self.add(p, q, pw, self.painted_face(p, lip[:, 0]), SKIN)

    def painted_face(self, p: Floats, lip: Floats) -> Floats:
        """Colour of the face: lips, cheeks, brows, eye sockets."""
        eye, tone = self.eye, self.tone
        y, z, front = np.abs(p[:, 1]), p[:, 2], p[:, 0] > self.eye[0] - 0.02
        cheek = np.exp(-(((y - 0.038) / 0.018) ** 2) - ((z - eye[2] + 0.045) / 0.02) ** 2)
        arch = eye[2] + 0.021 - 0.004 * ((y - eye[1]) / 0.02) ** 2
        brow = np.exp(-(((z - arch) / 0.0045) ** 4) - ((y - eye[1]) / 0.021) ** 6)
        socket = np.exp(-(((z - eye[2] - 0.002) / 0.010) ** 4) - ((y - eye[1]) / 0.018) ** 4)
        colour = np.tile(tone, (len(p), 1))
        for amount, paint in (
            (0.75 * lip, np.array([0.62, 0.28, 0.27]) * tone / TONES["light"]),
            (0.25 * front * cheek, tone * [1, 0.72, 0.68]),
            (0.9 * front * brow, self.hair),
            (0.3 * front * socket, tone * 0.7),
        ):
            m = np.clip(amount, 0, 1)[:, None]
            colour = colour * (1 - m) + paint * m
        return colour

    def eyes(self) -> None:
        for side in "lr":
            p, q, pw = self.take(self.data["quads_eye_" + side].astype(int))
            (p, pw), q = subdivide([p, pw], q)
            u = p - p.mean(0)
            off = np.degrees(np.arccos(np.clip(u[:, 0] / np.linalg.norm(u, axis=1), -1, 1)))[:, None]
            white_or_iris = np.where(off < 28, (0.16, 0.10, 0.06), (0.86, 0.84, 0.82))
            self.add(p, q, pw, np.where(off < 14, (0.01,) * 3, white_or_iris), GLOSS)
        p, q, pw = self.take(self.data["quads_lashes"].astype(int))
        self.add(p, q, pw, (0.03, 0.02, 0.02), SKIN)

    def above_hairline(self, p: Floats) -> Floats:
        x = [-0.10, -0.05, -0.02, 0.005, 0.03, 0.06, 0.12]
        z = self.eye[2] + np.array([-0.085, -0.075, -0.01, 0.015, 0.03, 0.058, 0.062])
        return p[:, 2] - np.interp(p[:, 0] - (self.eye[0] - 0.075), x, z)

    def hairdo(self) -> None:
        """Scalp faces pushed outwards, cut by a hairline; and perhaps a bun."""
        quads, line_x, eye_z = self.skin_quads, self.eye[0] - 0.075, self.eye[2]
        height = self.above_hairline(self.v)
        scalp = (self.w[quads][:, :, self.head].min(1) > 0.6) & (height[quads].max(1) > -0.004)
        p, q, pw, k = self.take(quads[scalp], height)
        inner = np.ones(len(p))
        inner[border(q)] = 0
        out = p - [line_x - 0.01, 0, eye_z + 0.03]
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        thick = (0.003 + 0.016 * np.clip(k / 0.05, 0, 1))[:, None]
        p = smooth(p + out * thick, q, inner, 4)
        (p, pw, k), q = subdivide([p, pw, k[:, None]], q)
        p = smooth(p, q, np.full(len(p), 0.5), 3)
        strands = 1 + 0.35 * np.sin(p[:, 1:2] * 260 + p[:, :1] * 60)
        self.add(p, q, pw, self.hair * strands, HAIR, k[:, 0])
        if self.look["hair"] == "bun":
            p, q = ellipsoid([line_x - 0.112, 0, eye_z + 0.052], [0.036, 0.042, 0.042])
            pw = np.zeros((len(p), len(self.names)))
            pw[:, self.head] = 1
            self.add(p, q, pw, self.hair, HAIR)

    def shoes(self) -> None:
        for side in "lr":
            foot, ball = self.names.index("foot_" + side), self.names.index("ball_" + side)
            mine = (self.w[:, foot] + self.w[:, ball] > 0.5) & (self.v[:, 2] < self.foot_z + 0.03)
            p, q, low = shoe(self.v[mine])
            pw = np.zeros((len(p), len(self.names)))
            pw[:, ball] = np.clip((p[:, 0] - self.heads[ball][0] + 0.02) / 0.04, 0, 1)
            pw[:, foot] = 1 - pw[:, ball]
            self.add(
                p, q, pw, np.where(p[:, 2:] < low + 0.024, (0.10, 0.10, 0.11), self.look["shoes"]), CLOTH
            )
            y = p[:, 1].mean()
            self.sole[side] = np.array([[p[:, 0].min() + 0.02, y, low], [p[:, 0].max() - 0.02, y, low]])
