"""How the body is held during an exercise."""

from __future__ import annotations

from enum import Enum


class Posture(Enum):
    """How the body is held while the leg works."""

    ALL_FOURS = "all fours"
    STANDING = "standing"
