"""What is to be seen over a picture at one time; plain data, so that it can be made without drawing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from formcheck.reps.events import Moment


class Tone(Enum):
    """What a banner means: its colour."""

    INFO = "info"
    CUE = "cue"
    GOOD = "good"


@dataclass(frozen=True)
class Banner:
    """The one thing to read now."""

    text: str
    tone: Tone = Tone.INFO


@dataclass(frozen=True)
class Meter:
    """How far the thigh has swung, degrees above where the lift began; None where not known yet."""

    range_deg: float
    target_deg: float | None
    best_deg: float | None


@dataclass(frozen=True)
class Card:
    """A panel in the middle of the picture: the rest that is left, or how a set went."""

    title: str
    big: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """Everything that is drawn over a picture besides the body itself."""

    moment: Moment | None = None
    left: int = 0
    right: int = 0
    goal: int | None = None
    set_number: int = 1
    sets: int = 1
    meter: Meter | None = None
    hold: float | None = None  # share of the target hold, 0..1; None unless the leg is at the top
    banner: Banner | None = None
    card: Card | None = None
    status: tuple[str, ...] = ()  # small print
    keys: str = ""
