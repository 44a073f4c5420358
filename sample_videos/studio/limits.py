"""What a scenario's values may be: of the default's type, one of the words there are, and of a size a set can have."""

from __future__ import annotations

from typing import Any

from .outfit import SHAPES, TONES
from .timeline import REP

WORDS = {
    "leg": ("left", "right"),
    "side": ("left", "right"),
    "lead_in": ("still", "upright"),
    "ending": ("still", "upright"),
    "prop": ("bar", "cable"),
    "walk": ("through", "on the spot"),
    "sex": ("female", "male"),
    "shape": tuple(SHAPES),
    "heritage": ("caucasian", "african", "asian"),
    "skin": tuple(TONES),
    "legs": ("leggings", "shorts"),
    "hair": ("bun", "short"),
}
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
}
WHOLE = {"seed", "width", "height", "crf", "blur", "repeat"}
PARTS = ("lift_s", "hold_s", "lower_s", "rest_s")  # of a repetition
LONGEST_S = 3600.0


def check(where: str, name: str, value: Any, default: Any) -> None:
    """ValueError unless `value` can stand where `default` does."""
    if isinstance(default, bool | str):
        fits = isinstance(value, type(default)) and value in WORDS.get(name, (value,))
    elif isinstance(default, tuple):
        fits = isinstance(value, list | tuple) and len(value) == 3 and all(_number(v, 0, 1) for v in value)
    else:
        fits = (value is None and default is None) or _number(value, *NUMBERS.get(name, (-1000, 1000)))
        fits = fits and (name not in WHOLE or isinstance(value, int))
    if not fits:
        wanted = " or ".join(WORDS[name]) if name in WORDS else f"something like {default!r}"
        raise ValueError(f"{where}: {name} cannot be {str(value)[:40]!r} (try: {wanted})")


def check_length(scenario: dict[str, Any]) -> None:
    """ValueError for a set of no length, and for one that nobody would sit through."""
    seconds = scenario["lead_in_s"] + scenario["tail_s"]
    for table in scenario["reps"]:
        rep = {**REP, "repeat": 1, **scenario["rep"], **table}
        seconds += rep["repeat"] * sum(rep[part] for part in PARTS)
    if not 0 < seconds <= LONGEST_S:
        raise ValueError(f"a set of {seconds:.0f} s (try: more than nothing, at most {LONGEST_S:.0f} s)")


def _number(value: Any, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
