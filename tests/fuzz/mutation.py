"""Documents changed inside, where bytes changed at random would only ever break the outermost bracket."""

from __future__ import annotations

import random
from typing import Any

# What a reader may not have thought of, wherever something else stood.
STRANGE: list[Any] = [
    None, True, False, 0, -1, 1, 10**6, 2**31, 2**63, -(2**63) - 1, 10**40, 0.0, -0.0, 0.5, 1e5, 1e300, -1e300, 5e-324,
    "", "\0", "\ud800", "nan", "-inf", "é", "𝟙", "2026-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:59",
    "left", "auto", "donkey-kick", "../../etc/passwd", "a" * 5000, "[" * 50, [], {}, [[]], [None], {"": None},
]  # fmt: skip


def places(value: Any, holder: Any = None, key: Any = None) -> list[tuple[Any, Any]]:
    """Every place in a document, as what holds it and its key there."""
    found = [] if holder is None else [(holder, key)]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for inner, held in list(items):
        found += places(held, value, inner)
    return found


def change(document: Any, dice: random.Random) -> Any:
    """Change one place of a document of dicts and lists, in place, and return the document."""
    known = places(document)
    if not known:
        return dice.choice(STRANGE)
    holder, key = dice.choice(known)
    match dice.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = _near(holder[key], dice)
        case 2:
            elsewhere, place = dice.choice(known)
            holder[key] = _copy(elsewhere[place]) if _there(elsewhere, place) else None
        case 3 if isinstance(holder, list):
            holder[key:key] = [_copy(holder[key])] * dice.choice((1, 2, 50))
        case 4 if isinstance(holder, dict):
            holder[dice.choice([str(s) for s in STRANGE[:30]] + list(holder))] = holder.pop(key)
        case _:
            holder[key] = _copy(dice.choice(STRANGE))
    return document


def _there(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else key < len(holder)


def _near(value: Any, dice: random.Random) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int | float):
        return dice.choice((-value, value + 1, value - 1, value * 1e6, value / 1e6, float(value)))
    if isinstance(value, str) and value:
        at = dice.randrange(len(value))
        return value[:at] + dice.choice(("", "0", "-", "\n", "É", ";:,", value)) + value[at + 1 :]
    return dice.choice(STRANGE)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(held) for key, held in value.items()}
    return [_copy(held) for held in value] if isinstance(value, list) else value
