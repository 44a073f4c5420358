"""A dressed human ready for skinning.  `outfit.build` makes one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix
from scipy.spatial.transform import Rotation

from .geometry import AnyFloats, Floats
from .mesh import Quads, cross

# Part of linear skinning in the blend: dual quaternions keep volume, linear keeps creases round.
LINEAR = 0.35


@dataclass(eq=False)
class Body:
    """In the rest pose: standing, arms out and down.

    A garment is a mesh with a per-vertex field: fragments where it is negative are
    discarded, which cuts smooth hems out of a coarse mesh.
    """

    names: list[str]  # of the bones
    parents: NDArray[np.int64]
    heads: Floats  # (bones,3) rest joint positions
    sole: dict[str, Floats]  # rest points under heel and toe of each foot: "l", "r" -> (2,3)
    vertices: NDArray[np.float32]
    quads: Quads
    weights: csr_matrix  # (vertices, bones)
    colour: Floats
    material: NDArray[np.int64]
    field: Floats

    def index(self, bone: str) -> int:
        return self.names.index(bone)

    @property
    def height(self) -> float:
        return float(np.ptp(self.vertices[:, 2]))

    @cached_property
    def triangles(self) -> Quads:
        tri = np.vstack([self.quads[:, [0, 1, 2]], self.quads[:, [0, 2, 3]]])
        a, b, c = (self.vertices[tri[:, k]] for k in range(3))
        return tri[np.linalg.norm(np.cross(b - a, c - a), axis=1) > 1e-12]

    @cached_property
    def faces_at(self) -> csr_matrix:
        """(vertices, quads): which faces meet at a vertex."""
        face = np.repeat(np.arange(len(self.quads)), 4)
        shape = (len(self.vertices), len(self.quads))
        return coo_matrix((np.ones(len(face), np.float32), (self.quads.ravel(), face)), shape=shape).tocsr()

    def skin(self, turns: Floats, joints: Floats) -> tuple[AnyFloats, AnyFloats]:
        """Global rotations from rest (bones,3,3) and joint positions (bones,3) to vertices and normals."""
        t = joints - np.einsum("bij,bj->bi", turns, self.heads)
        q = quaternions(turns)
        for i, parent in enumerate(self.parents):
            if parent >= 0 and q[i] @ q[parent] < 0:
                q[i] = -q[i]
        dual = 0.5 * multiply(np.concatenate([np.zeros((len(t), 1)), t], 1), q)
        m = self.weights @ np.concatenate([q, dual, turns.reshape(-1, 9), t], 1).astype(np.float32)
        norm = np.linalg.norm(m[:, :4], axis=1, keepdims=True)
        real, dual = m[:, :4] / norm, m[:, 4:8] / norm
        x, u, w = self.vertices, real[:, 1:], real[:, :1]
        turned = x + 2 * cross(u, cross(u, x) + w * x)
        moved = 2 * (w * dual[:, 1:] - dual[:, :1] * u + cross(u, dual[:, 1:]))
        straight = np.matmul(m[:, 8:17].reshape(-1, 3, 3), x[:, :, None])[:, :, 0] + m[:, 17:]
        v = (1 - LINEAR) * (turned + moved) + LINEAR * straight
        return v, self.normals(v)

    def normals(self, v: AnyFloats) -> AnyFloats:
        a, b, c, d = (v[self.quads[:, k]] for k in range(4))
        n = self.faces_at @ cross(c - a, d - b)
        return n / np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-9)


def multiply(a: Floats, b: Floats) -> Floats:
    """Row-wise product of quaternions, scalar first."""
    aw, ax, ay, az = a.T
    bw, bx, by, bz = b.T
    return np.stack(
        [
            aw * bw - ax * bx - ay * by - az * bz,
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
        ],
        1,
    )


def quaternions(turns: Floats) -> Floats:
    """Rotation matrices (n,3,3) to unit quaternions (n,4), scalar first."""
    return Rotation.from_matrix(turns).as_quat()[:, [3, 0, 1, 2]]
