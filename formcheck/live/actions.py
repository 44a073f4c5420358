"""What a key does."""

from __future__ import annotations

from enum import Enum


class Action(Enum):
    """What the user asked for."""

    QUIT = "quit"
    PAUSE = "pause"
    MIRROR = "mirror"
    SOUND = "sound"
    RESTART = "restart"
    FULL_SCREEN = "full screen"


KEYS: dict[str, Action] = {
    "q": Action.QUIT,
    "p": Action.PAUSE,
    "m": Action.MIRROR,
    "s": Action.SOUND,
    "r": Action.RESTART,
    "f": Action.FULL_SCREEN,
}
ALSO = {"\x1b": Action.QUIT, " ": Action.PAUSE}
HELP = "   ".join(f"{key} {action.value}" for key, action in KEYS.items())


def action_of(key: int) -> Action | None:
    """The action of a key code as OpenCV gives it; -1 is no key."""
    if key < 0:
        return None
    letter = chr(key & 0xFF).lower()
    return KEYS.get(letter) or ALSO.get(letter)
