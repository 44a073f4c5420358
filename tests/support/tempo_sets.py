"""Sets of kickbacks of any tempo, as poses, with what is true of each repetition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from formcheck.pose import LANDMARKS, Floats, Pose
from tests.support.stick_figure import ALL_FOURS, HIP_SHARE, PX_PER_M, STANDING, seen

LEAD_IN_S, TAIL_S = 1.5, 1.0
RISE_DEG = {"all fours": 87.0, "standing": 36.0}
STEPS = 600  # heights of the leg that are posed; those between are interpolated


@dataclass(frozen=True)
class TempoSet:
    """Programmed times in seconds; pauses are half-way up and half-way down.

    eased: people speed up and slow down (minimum jerk); otherwise the leg moves at one speed.
    """

    lift_s: float = 1.0
    lower_s: float = 1.0
    hold_s: float = 0.5
    rest_s: float = 0.5
    pause_up_s: float = 0.0
    pause_down_s: float = 0.0
    posture: str = "all fours"
    eased: bool = True
    reps: int = 3

    @property
    def _points(self) -> list[tuple[float, float]]:
        """(seconds, share of the way up) of one repetition, from its beginning."""
        lift, lower = self.lift_s / 2, self.lower_s / 2
        took = (0.0, lift, self.pause_up_s, lift, self.hold_s, lower, self.pause_down_s, lower, self.rest_s)
        return list(zip(np.cumsum(took).tolist(), (0, 0.5, 0.5, 1, 1, 0.5, 0.5, 0, 0), strict=True))

    @property
    def duration_s(self) -> float:
        """From the first pose to the last."""
        return LEAD_IN_S + self.reps * self._points[-1][0] + TAIL_S

    def height(self, times: Floats) -> Floats:
        """Share of the way up (N,) at times (N,)."""
        points = self._points
        number, within = np.divmod(times - LEAD_IN_S, points[-1][0])
        within = np.where((number >= 0) & (number < self.reps), within, 0.0)
        if not self.eased:
            return np.interp(within, *np.transpose(points))
        paused_up, paused_down = self.pause_up_s > 0, self.pause_down_s > 0
        up = points[:4] if paused_up else [points[0], points[3]]
        down = points[4:8] if paused_down else [points[4], points[7]]
        out = np.zeros(len(times))
        for (start, low), (end, high) in zip([*up, *down][:-1], [*up, *down][1:], strict=True):
            inside = (within >= start) & (within < end)
            share = (within[inside] - start) / (end - start)
            out[inside] = low + (high - low) * share**3 * (10 - 15 * share + 6 * share**2)
        return out

    def poses(self, rate: float, noise_deg: float = 0.0, seed: int = 0) -> list[Pose]:
        """What a landmark model would report; noise_deg: standard deviation of the hip angle."""
        rng = np.random.default_rng(seed)
        times = np.arange(0, self.duration_s, 1 / rate) + rng.uniform(0, 1 / rate)
        image, world = _posed(self.posture)
        place = self.height(times) * STEPS
        below = np.minimum(place.astype(int), STEPS - 1)
        share = (place - below)[:, None, None]
        xy = image[below] * (1 - share) + image[below + 1] * share
        xyz = world[below] * (1 - share) + world[below + 1] * share
        xy = xy + rng.normal(0, np.radians(noise_deg) * HIP_SHARE * PX_PER_M, xy.shape)
        return [Pose(float(t), a, np.ones(LANDMARKS), b) for t, a, b in zip(times, xy, xyz, strict=True)]

    @property
    def true(self) -> dict[str, float]:
        """hip_range_deg, lift_s, hold_s, lower_s of every repetition, as a report defines them."""
        times = np.arange(0, self._points[-1][0] - self.rest_s, 0.001)
        height = self.height(LEAD_IN_S + times)
        top = np.flatnonzero(height >= 0.9)
        start, end = np.flatnonzero(height >= 0.1)[[0, -1]]
        lift_s, hold_s, lower_s = (
            times[b] - times[a] for a, b in ((start, top[0]), top[[0, -1]], (top[-1], end))
        )
        return {
            "hip_range_deg": RISE_DEG[self.posture],
            "lift_s": lift_s,
            "hold_s": hold_s,
            "lower_s": lower_s,
        }


@cache
def _posed(posture: str) -> tuple[Floats, Floats]:
    """The figure with its left leg at every height: image and world landmarks, (STEPS + 1, 33, 2 and 3)."""
    rest = ALL_FOURS if posture == "all fours" else STANDING
    extension, knee, _ = rest.left
    poses = [
        seen(replace(rest, left=(extension + RISE_DEG[posture] * up, knee, 0.0)), 0.0)
        for up in np.linspace(0, 1, STEPS + 1)
    ]
    return np.array([p.xy for p in poses]), np.array([p.world for p in poses])
