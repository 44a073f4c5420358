"""What a scenario's values may be: of the default's type, one of the words there are, and of a size a set can have."""

from __future__ import annotations

from typing import Any

from .look import SHAPES, TONES
from .timeline import REP

WORDS = {
    "leg": ("left", "right"),
    "side": ("left", "right"),
    "lead_in": ("still", "upright"),
    "ending": ("still", "upright"),
    "prop": ("bar", "cable", "bench", "none"),
    "walk": ("through", "on the spot"),
    "support": ("hands", "forearms"),
    "shape": tuple(SHAPES),
    "skin": tuple(TONES),
    "legs": ("leggings", "shorts"),
    "hair": ("bun", "short"),
}
# A word, or a table such as { female = 0.3, male = 0.7 }.
SHARES = {"sex": ("female", "male"), "heritage": ("caucasian", "african", "asian")}
# Smallest and largest; what is not here may be from -1000 to 1000.
NUMBERS = {
    "seed": (0, 2**63),
    "width": (16, 4096),
    "height": (16, 4096),
    "fps": (1, 240),
    "crf": (0, 51),
    "blur": (1, 64),
    "noise": (0, 255),
    "light": (0, 10),
    "vfov_deg": (1, 170),
    "distance_m": (0.1, 100),
    "lead_in_s": (0, 600),
    "tail_s": (0, 600),
    "lift_s": (0.01, 60),
    "hold_s": (0, 60),
    "lower_s": (0.01, 60),
    "rest_s": (0, 600),
    "range": (0, 2),
    "repeat": (1, 1000),
    "variation": (0, 10),
    "fidget": (0, 100),
    "return_fraction": (0, 1),
    "knee_deg": (0, 180),
    "draw_in_deg": (0, 120),
    "draw_in_knee_deg": (20, 180),
    "arm_lift": (0, 1),
    "pace": (0.1, 5),
    "lean_deg": (0, 88),
    "standing_knee_deg": (95, 178),
    "support_m": (0, 0.3),
    "hips_back_m": (0, 0.25),
    "muscle": (0, 1),
    "weight": (-1, 1),
}
WHOLE = {"seed", "width", "height", "crf", "blur", "repeat"}
PARTS = ("lift_s", "hold_s", "lower_s", "rest_s")  # of a repetition
LONGEST_S = 3600.0


def check(where: str, name: str, value: Any, default: Any) -> None:
    """ValueError unless `value` can stand where `default` does."""
    wanted = ""
    if name in SHARES:
        fits, wanted = (
            _shares(value, SHARES[name]),
            f"{' or '.join(SHARES[name])}, or shares of them that add up to 1",
        )
    elif isinstance(default, bool | str):
        fits = isinstance(value, type(default)) and value in WORDS.get(name, (value,))
    elif isinstance(default, tuple):
        fits = isinstance(value, list | tuple) and len(value) == 3 and all(_number(v, 0, 1) for v in value)
    else:
        fits = (value is None and default is None) or _number(value, *NUMBERS.get(name, (-1000, 1000)))
        fits = fits and (name not in WHOLE or isinstance(value, int))
    if not fits:
        wanted = wanted or (" or ".join(WORDS[name]) if name in WORDS else f"something like {default!r}")
        raise ValueError(f"{where}: {name} cannot be {str(value)[:40]!r} (try: {wanted})")


def check_length(scenario: dict[str, Any]) -> None:
    """ValueError for a set of no length, and for one that nobody would sit through."""
    seconds = scenario["lead_in_s"] + scenario["tail_s"]
    for table in scenario["reps"]:
        rep = {**REP, "repeat": 1, **scenario["rep"], **table}
        seconds += rep["repeat"] * sum(rep[part] for part in PARTS)
    if not 0 < seconds <= LONGEST_S:
        raise ValueError(f"a set of {seconds:.0f} s (try: more than nothing, at most {LONGEST_S:.0f} s)")


def _shares(value: Any, words: tuple[str, ...]) -> bool:
    """One of the words, or a table of how much of each."""
    if not isinstance(value, dict):
        return value in words
    return (
        set(value) <= set(words)
        and all(_number(v, 0, 1) for v in value.values())
        and abs(sum(value.values()) - 1) < 1e-6
    )


def _number(value: Any, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
