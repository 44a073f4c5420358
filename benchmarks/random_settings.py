"""Who, where and seen from where, drawn at random: bodies without end, plain colours, any light."""

from __future__ import annotations

from typing import Any

import numpy as np

Table = dict[str, Any]
Draw = np.random.Generator

SEEN_M = {
    "standing": (2.15, 1.6),
    "all fours": (1.3, 1.9),
    "lying": (1.1, 2.3),
}  # height and width to be seen
FARTHEST_M = 4.4  # the floor ends there


def between(dice: Draw, low: float, high: float) -> float:
    return round(float(dice.uniform(low, high)), 3)


def colour(dice: Draw) -> list[float]:
    return [between(dice, 0.02, 0.75) for _ in range(3)]


def shares(dice: Draw, words: tuple[str, ...], concentration: float) -> Table:
    """How much of each, adding up to 1; the smaller the concentration the purer."""
    parts = np.round(dice.dirichlet([concentration] * len(words)), 3)
    parts[np.argmax(parts)] += 1 - parts.sum()
    return dict(zip(words, parts.tolist(), strict=True))


def body(dice: Draw) -> Table:
    return {
        "sex": shares(dice, ("female", "male"), 0.15),
        "muscle": between(dice, 0, 1),
        "weight": between(dice, -0.85, 0.85),
        "heritage": shares(dice, ("african", "asian", "caucasian"), 0.5),
        "skin": str(dice.choice(["light", "tan", "brown", "dark"])),
        "top": colour(dice),
        "bottom": colour(dice),
        "shoes": colour(dice),
        "legs": str(dice.choice(["leggings", "shorts"])),
        "sleeves": bool(dice.random() < 0.5),
        "hair": str(dice.choice(["bun", "short"])),
        "hair_colour": [round(0.5 * part, 3) for part in colour(dice)],
    }


def camera(dice: Draw, posture: str, azimuth: float, room: float, portrait: bool) -> Table:
    """Far enough for the movement to be seen, or nearly so; room: how much more it takes."""
    vfov = between(dice, 48, 66) if portrait else between(dice, 30, 50)
    aspect = 9 / 16 if portrait else 16 / 9
    tall, wide = SEEN_M[posture]
    across = 2 * np.tan(np.radians(vfov) / 2)
    near = room * max(tall / across, wide / across / aspect)
    return {
        "side": str(dice.choice(["left", "right"])),
        "azimuth_deg": azimuth,
        "height_m": between(dice, 0.4, 1.6) if posture == "standing" else between(dice, 0.2, 1.5),
        "vfov_deg": vfov,
        "distance_m": round(min(near * between(dice, 0.9, 1.3), FARTHEST_M), 2),
        "shake_m": float(dice.choice([0.0, 0.0, 0.004, 0.01])),
    }


def setting(dice: Draw, posture: str, azimuth: float, room: float = 1.0) -> Table:
    portrait = bool(dice.random() < 0.35)
    return {
        "lead_in_s": between(dice, 0.3, 1.0),
        "tail_s": between(dice, 0.2, 0.6),
        "fidget": between(dice, 0.4, 2.0),
        "look_around_deg": float(dice.choice([0.0, 0.0, 0.0, 25.0])),
        "body": body(dice),
        "room": {name: colour(dice) for name in ("wall", "floor", "mat")},
        "camera": camera(dice, posture, azimuth, room, portrait),
        "video": {
            "width": 360 if portrait else 640,
            "height": 640 if portrait else 360,
            "fps": 12,
            "light": between(dice, 0.6, 1.3),
            "noise": between(dice, 0, 5),
        },
    }
