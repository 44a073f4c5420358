"""Where the camera is and what it makes of a point: pure geometry, no OpenGL."""

from __future__ import annotations

from typing import Any

import numpy as np

from .geometry import Floats
from .timeline import Wobble


def look_at(eye: Floats, target: Floats, up: tuple[float, float, float] = (0, 0, 1)) -> Floats:
    f = np.array(target, float) - eye
    f /= np.linalg.norm(f)
    s = np.cross(f, up)
    s /= np.linalg.norm(s)
    m = np.eye(4)
    m[:3, :3] = s, np.cross(s, f), -f
    m[:3, 3] = -m[:3, :3] @ np.array(eye, float)
    return m


def perspective(vfov_deg: float, aspect: float, near: float = 0.1, far: float = 30.0) -> Floats:
    t = 1 / np.tan(np.radians(vfov_deg) / 2)
    a, b = (far + near) / (near - far), 2 * far * near / (near - far)
    return np.array([[t / aspect, 0, 0, 0], [0, t, 0, 0], [0, 0, a, b], [0, 0, -1, 0]])


def orthographic(half: float, near: float = 0.1, far: float = 8.0) -> Floats:
    a, b = -2 / (far - near), -(far + near) / (far - near)
    return np.array([[1 / half, 0, 0, 0], [0, 1 / half, 0, 0], [0, 0, a, b], [0, 0, 0, 1.0]])


class Camera:
    """Looks at one point from a side of the body, with a hand's shake."""

    def __init__(self, scenario: dict[str, Any], target: Floats, distance_m: float) -> None:
        c, v = scenario["camera"], scenario["video"]
        self.size, self.mirrored = (v["width"], v["height"]), v["mirrored"]
        self.lens = perspective(c["vfov_deg"], v["width"] / v["height"])
        a, self.target = np.radians(c["azimuth_deg"]), target
        flank = np.array([np.sin(a), np.cos(a) * (1 if c["side"] == "left" else -1), 0])
        self.eye = target * [1, 1, 0] + flank * distance_m + [0, 0, c["height_m"]]
        rng = np.random.default_rng(scenario["seed"] + 1000)
        self.shake, self.shake_m = [Wobble(rng, 0.15, 1.8) for _ in range(6)], c["shake_m"]

    def at(self, t: float) -> tuple[Floats, Floats]:
        """Eye and target, world metres."""
        n = np.array([f(t) for f in self.shake]) * self.shake_m
        return self.eye + n[:3] * 0.5, self.target + n[3:]

    def view(self, t: float) -> Floats:
        """World to clip coordinates (4,4)."""
        return self.lens @ look_at(*self.at(t))

    def project(self, t: float, points: Floats) -> Floats:
        """World points (n,3) to pixels (n,2)."""
        c = np.concatenate([points, np.ones((len(points), 1))], 1) @ self.view(t).T
        p = np.stack([c[:, 0] / c[:, 3] * 0.5 + 0.5, 0.5 - c[:, 1] / c[:, 3] * 0.5], 1) * self.size
        return p * [-1, 1] + [self.size[0], 0] if self.mirrored else p
