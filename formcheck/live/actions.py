"""What a key does."""

from __future__ import annotations

from enum import Enum

from formcheck.ui import SHARED


class Action(Enum):
    """What the user requests with a key or by closing the window."""

    QUIT = "quit"
    PAUSE = "pause"
    MIRROR = "mirror"
    SOUND = "sound"
    RESTART = "restart"
    FULL_SCREEN = "full screen"


LETTERS = {"Escape": "\x1b"}  # of keys that browsers have names for
KEYS = {keys[0]: Action(action) for action, keys in SHARED.keys.items()}
ALSO = {LETTERS.get(key, key): Action(action) for action, keys in SHARED.keys.items() for key in keys[1:]}
HELP = "   ".join(f"{key} {action.value}" for key, action in KEYS.items())


def action_of(key: int) -> Action | None:
    """The action of a key code as OpenCV gives it; -1 is no key."""
    if key < 0:
        return None
    letter = chr(key & 0xFF).lower()
    return KEYS.get(letter) or ALSO.get(letter)
