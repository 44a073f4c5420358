"""When the person wants what: the programmed set, with natural variation and wobble.

A thigh "excursion" is the angle by which it has turned backwards and up about the
pelvis's left-right axis from its planted direction; `Want.s` is its fraction of
the exercise's full one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .exercises import MOVEMENTS
from .geometry import Floats, smoothstep, swingstep

REP: dict[str, Any] = {
    "leg": "left",
    "range": 1.0,
    "lift_s": 1.0,
    "hold_s": 1.0,
    "lower_s": 1.2,
    "rest_s": 0.5,
    "knee_deg": None,
    "trunk_arch_deg": 0.0,
    "pelvis_roll_deg": 0.0,
    "head_drop_deg": 0.0,
    "elbow_bend_deg": 0.0,
    "trunk_lean_deg": 0.0,
    "support_knee_deg": 0.0,
    "return_fraction": 0.0,
    "draw_in_deg": 0.0,  # how far the thigh is drawn forward before and between the reps of one leg
    "draw_in_knee_deg": 80.0,  # and the knee angle there
    "arm_lift": 1.0,  # bird dog: part of the way up that the arm goes
}
DRAW_IN_S = 0.6  # for the first draw-in of a leg, before its first rep begins


@dataclass
class Want:
    """One instant."""

    t: float = 0.0
    leg: str = "left"
    s: float = 0.0  # fraction of the full excursion of the working leg
    top: float = 0.0  # 0..1, how far into its top this rep is; scales its faults
    knee: float = 0.0  # 0..1 towards the rep's knee_deg
    drawn: float = 0.0  # 0..1 towards the rep's draw_in_deg
    cycle: float = 0.0  # 0..1, part of the rep's time that has passed
    rep: dict[str, Any] = field(default_factory=lambda: dict(REP))
    phase: str = "idle"
    upright: float = 0.0  # 1 = kneeling or standing upright, 0 = in position
    sway: Floats = field(default_factory=lambda: np.zeros(2))
    pitch: float = 0.0
    head: Floats = field(default_factory=lambda: np.zeros(2))  # pitch, yaw
    jitter: Floats = field(default_factory=lambda: np.zeros(2))  # thigh, knee of the working leg

    @property
    def side(self) -> str:
        return self.leg[0]

    @property
    def other(self) -> str:
        return "r" if self.leg == "left" else "l"

    @property
    def sign(self) -> int:
        """+1 when the left leg works, -1 when the right one does."""
        return 1 if self.leg == "left" else -1


class Wobble:
    """Smooth noise of unit standard deviation: a few sines of random frequency (Hz) and phase."""

    def __init__(self, rng: np.random.Generator, low: float = 0.08, high: float = 0.9, n: int = 5) -> None:
        self.f, self.p = rng.uniform(low, high, n), rng.uniform(0, 2 * np.pi, n)

    def __call__(self, t: float) -> float:
        return float(np.sin(2 * np.pi * self.f * t + self.p).sum() * np.sqrt(2 / len(self.f)))


def expand_reps(scenario: dict[str, Any]) -> list[dict[str, Any]]:
    """[[reps]] tables, each over the [rep] defaults and REP, `repeat` unrolled."""
    out = []
    for table in scenario["reps"]:
        table = {**REP, **scenario["rep"], **table}
        out += [dict(table) for _ in range(table.pop("repeat", 1))]
    return out


def vary(rep: dict[str, Any], rng: np.random.Generator, amount: float, usual_knee_deg: float) -> None:
    """Give one rep its own range, pace and knee, in place."""
    n = np.clip(rng.normal(size=6), -2, 2) * amount
    rep["range"] = min(rep["range"] * (1 + 0.03 * n[0]), 1.08)
    for k, key in enumerate(("lift_s", "lower_s", "rest_s")):
        rep[key] = max(rep[key] * (1 + 0.07 * n[k + 1]), 0.05 if key == "rest_s" else 0.15)
    rep["hold_s"] = max(rep["hold_s"] * (1 + 0.07 * n[4]), 0.0)
    rep["knee_deg"] = min((rep["knee_deg"] or usual_knee_deg) + 2.0 * n[5], 177.0)


class Timeline:
    """`at(t)` -> Want.  `reps` carry start, top_from, top_to and end in seconds, as programmed."""

    def __init__(self, scenario: dict[str, Any]) -> None:
        self.scenario = scenario
        self.exercise: str = scenario["exercise"]
        rng = np.random.default_rng(scenario["seed"])
        self.reps = expand_reps(scenario)
        end = self._schedule(rng)
        self.duration: float = end + scenario["tail_s"]
        self.wobbles = [Wobble(rng) for _ in range(8)]
        self.looks, self.rocks = Wobble(rng, 0.10, 0.25, 2), Wobble(rng, 0.12, 0.3, 2)

    def _schedule(self, rng: np.random.Generator) -> float:
        """Vary and time every rep; returns when the last one's rest is over."""
        t, level, leg = self.scenario["lead_in_s"], 0.0, None
        for i, rep in enumerate(self.reps):
            vary(rep, rng, self.scenario["variation"], MOVEMENTS[self.exercise].knee_deg)
            rep["from"] = level
            drawn = rep["draw_in_deg"] > 0
            rep["draw_in_s"] = DRAW_IN_S if drawn and rep["leg"] != leg else 0.0
            t, leg = t + rep["draw_in_s"], rep["leg"]
            # Nobody changes legs, or stops, with one leg still in the air.
            last = i + 1 == len(self.reps) or self.reps[i + 1]["leg"] != rep["leg"]
            level = rep["return_fraction"] = 0.0 if last else rep["return_fraction"]
            rep["drawn_before"], rep["drawn_after"] = float(drawn), float(drawn and not last)
            rep["start"], rep["top_from"] = t, t + rep["lift_s"]
            rep["top_to"] = rep["top_from"] + rep["hold_s"]
            rep["end"] = rep["top_to"] + rep["lower_s"]
            t = rep["end"] + rep["rest_s"]
        return t

    def at(self, t: float) -> Want:
        w = Want(t)
        self._move(w)
        w.upright = self._upright(t)
        self._wobble(w)
        return w

    def _move(self, w: Want) -> None:
        """Where the rep under way has got to."""
        if self.reps:
            w.leg = self.reps[0]["leg"]
        begun = [rep for rep in self.reps if w.t >= rep["start"] - rep["draw_in_s"]]
        if not begun:
            return
        rep = begun[-1]
        w.leg, w.rep = rep["leg"], rep
        w.cycle = float(np.clip((w.t - rep["start"]) / (rep["end"] - rep["start"]), 0, 1))
        ease = smoothstep if rep["hold_s"] >= 0.2 else swingstep
        if w.t <= rep["top_to"]:
            w.top = ease((w.t - rep["start"]) / rep["lift_s"])
            w.s = rep["from"] + (rep["range"] - rep["from"]) * w.top
            w.phase = "lift" if w.t < rep["top_from"] else "hold"
            first = smoothstep(1 + (w.t - rep["start"]) / rep["draw_in_s"]) if rep["draw_in_s"] else 1.0
            w.drawn = rep["drawn_before"] * first * (1 - w.top)
        else:
            w.top = ease((rep["end"] - w.t) / rep["lower_s"])
            w.s = rep["return_fraction"] + (rep["range"] - rep["return_fraction"]) * w.top
            w.phase = "lower" if w.t < rep["end"] else "rest"
            w.drawn = rep["drawn_after"] * (1 - w.top)
        w.knee = min(w.s / max(rep["range"], 0.6), 1.0)
        if w.t < rep["start"]:
            w.phase = "rest"
        if w.phase == "rest" and len(begun) == len(self.reps):
            w.phase = "idle"

    def _upright(self, t: float) -> float:
        """Upright for a quarter of the lead-in, then down into position; and up again at the end."""
        sc, upright = self.scenario, 0.0
        first = self.reps[0]["start"] if self.reps else np.inf
        if t < first and sc["lead_in"] == "upright":
            upright = 1 - smoothstep((t / max(sc["lead_in_s"], 0.1) - 0.2) / 0.65)
        if sc["ending"] == "upright":
            upright = max(upright, smoothstep((t - self.duration + sc["tail_s"] - 0.4) / 1.6))
        return upright

    def _wobble(self, w: Want) -> None:
        sc, n = self.scenario, [f(w.t) for f in self.wobbles]
        a = sc["fidget"]
        rock = sc["rock_m"] * max(self.rocks(w.t) - 0.2, 0) * (w.s < 0.02)
        w.sway = a * np.array([0.005 * n[0], 0.005 * n[1]]) - [rock, 0]
        w.pitch = a * 0.4 * n[2]
        look = sc["look_around_deg"] * np.tanh(1.5 * self.looks(w.t))
        w.head = a * np.array([1.6 * n[3], 2.5 * n[4]]) + [0, look]
        w.jitter = a * np.array([0.7 * n[5], 1.0 * n[6]]) * min(w.s * 3, 1)
