"""The events of a set, for coach, voice, screen and programs that embed formcheck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from formcheck.pose import Side
from formcheck.reps.phases import Phase
from formcheck.reps.rep import Attempt, Rep


@dataclass(frozen=True)
class RepCounted:
    """A repetition is complete; its faults are judged with what is known of the set so far."""

    rep: Rep


@dataclass(frozen=True)
class Attempted:
    """An excursion has ended and is not counted."""

    attempt: Attempt


@dataclass(frozen=True)
class PhaseChanged:
    """A leg begins to lift, begins to lower, or comes to rest."""

    side: Side
    phase: Phase
    timestamp_s: float


@dataclass(frozen=True)
class PersonLost:
    """No person has been seen for half a second."""

    timestamp_s: float


@dataclass(frozen=True)
class PersonFound:
    """A person is seen, for the first time or again."""

    timestamp_s: float


@dataclass(frozen=True)
class Moment:
    """What a screen shows between two events, from causal filters: steady, a little late, never measured with.

    Degrees and seconds; NaN where not seen.  `side` is the leg that is up, or
    None at rest, where the angles are those of the near leg.
    """

    timestamp_s: float
    present: bool
    near_side: Side | None
    side: Side | None
    phase: Phase
    knee_angle_deg: float
    hip_extension_deg: float
    range_deg: float  # how high the leg is now above where it started
    rise_deg: float  # the highest it was in this lift
    hold_s: float  # how long it has been at the top


Event = RepCounted | Attempted | PhaseChanged | PersonLost | PersonFound


def event_to_dict(event: Event) -> dict[str, Any]:
    """An event as a dictionary, for JSON."""
    match event:
        case RepCounted(rep):
            return {"event": "rep", "time_s": rep.end_s, "rep": rep}
        case Attempted(attempt):
            return {"event": "attempt", "time_s": attempt.end_s, "attempt": attempt}
        case PhaseChanged(side, phase, timestamp_s):
            return {"event": "phase", "time_s": timestamp_s, "side": side, "phase": phase.value}
        case PersonLost(timestamp_s):
            return {"event": "person-lost", "time_s": timestamp_s}
        case PersonFound(timestamp_s):
            return {"event": "person-found", "time_s": timestamp_s}
