"""Vectors, rotations, easing curves and two-link chains."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
AnyFloats = NDArray[np.floating]  # of any width: what a mesh is stored and drawn with

X, Y, Z = np.eye(3)


def unit(a: Floats) -> Floats:
    return a / math.sqrt(a @ a)


def cross(a: Floats, b: Floats) -> Floats:
    """Of two single vectors; numpy's own takes ten times as long for these."""
    (ax, ay, az), (bx, by, bz) = a.tolist(), b.tolist()
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def rot(axis: Floats, deg: float) -> Floats:
    """Rotation matrix about a unit axis."""
    x, y, z = axis.tolist()
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    k = 1 - c
    return np.array(
        [
            [c + k * x * x, k * x * y - s * z, k * x * z + s * y],
            [k * x * y + s * z, c + k * y * y, k * y * z - s * x],
            [k * x * z - s * y, k * y * z + s * x, c + k * z * z],
        ]
    )


def frame(d: Floats, h: Floats) -> Floats:
    """Orthonormal columns: direction d, hinge h made perpendicular to it, their cross product."""
    d = unit(d)
    h = unit(h - d * (h @ d))
    return np.stack([d, h, cross(d, h)], 1)


def smoothstep(t: float) -> float:
    """Minimum-jerk path from 0 to 1: at rest at both ends."""
    t = np.clip(t, 0, 1)
    return t * t * t * (10 - 15 * t + 6 * t * t)


def swingstep(t: float) -> float:
    """Like `smoothstep`, but arriving at 1 without dwelling there."""
    t = np.clip(t, 0, 1)
    return t * t * t * (4 - 3 * t)


def between(a: Floats, b: Floats) -> float:
    """Angle between two vectors, 0..180 degrees."""
    return float(np.degrees(np.arccos(np.clip(unit(a) @ unit(b), -1, 1))))


def reach(l1: float, l2: float, inner_deg: float) -> float:
    """Distance spanned by two links that meet at an inner angle."""
    return float(np.sqrt(l1 * l1 + l2 * l2 - 2 * l1 * l2 * np.cos(np.radians(inner_deg))))


def two_bone(a: Floats, c: Floats, l1: float, l2: float, pole: Floats) -> Floats:
    """Middle joint of a two-link chain from a towards c, bent towards pole."""
    length = min(float(np.linalg.norm(c - a)), (l1 + l2) * 0.9995)
    u = unit(c - a)
    x = (l1 * l1 - l2 * l2 + length * length) / (2 * length)
    return a + u * x + unit(pole - u * (pole @ u)) * np.sqrt(max(l1 * l1 - x * x, 0))
