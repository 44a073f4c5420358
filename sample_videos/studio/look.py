"""What a person looks like, in the words and numbers of a scenario's [body]."""

from __future__ import annotations

from typing import Any

TONES = {
    "light": (0.80, 0.58, 0.46),
    "tan": (0.66, 0.44, 0.32),
    "brown": (0.50, 0.31, 0.21),
    "dark": (0.36, 0.22, 0.15),
}
SHAPES = {  # muscle 0..1, weight -1..1
    "average": {"muscle": 0.3, "weight": 0.0},
    "slim": {"muscle": 0.2, "weight": -0.6},
    "heavy": {"muscle": 0.2, "weight": 0.55},
    "muscular": {"muscle": 0.8, "weight": 0.0},
}
LOOK: dict[str, Any] = {
    "sex": "female",  # or male, or shares of both: { female = 0.4, male = 0.6 }
    "shape": "average",  # see SHAPES
    "muscle": None,  # 0 (none to see) .. 1; by default that of the shape
    "weight": None,  # -1 (slim) .. 1 (heavy); by default that of the shape
    "heritage": "caucasian",  # african, asian, or shares
    "skin": "light",  # see TONES
    "top": (0.55, 0.10, 0.22),
    "bottom": (0.05, 0.06, 0.10),
    "shoes": (0.85, 0.85, 0.88),
    "legs": "leggings",  # or shorts
    "sleeves": False,
    "hair": "bun",  # or short
    "hair_colour": (0.07, 0.045, 0.03),
}


def shares(value: str | dict[str, float]) -> dict[str, float]:
    """A word is all of it."""
    return {value: 1.0} if isinstance(value, str) else value


def morphs(look: dict[str, Any]) -> dict[str, float]:
    """Morph of the data -> how much of it."""
    shape = {k: v if look[k] is None else look[k] for k, v in SHAPES[look["shape"]].items()}
    weight = shape["weight"]
    return {
        "muscle": shape["muscle"],
        "heavy": max(weight, 0.0),
        "slim": max(-weight, 0.0),
        **shares(look["heritage"]),
    }
