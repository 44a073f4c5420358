"""The plan of a workout, its stages, and the result of one pose."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from formcheck.choices import AUTO
from formcheck.coaching.finished_set import FinishedSet
from formcheck.coaching.live_coach import Line
from formcheck.reps.events import Event


class Stage(Enum):
    """What a workout is doing."""

    GETTING_READY = "getting ready"
    WORKING = "working"
    RESTING = "resting"
    DONE = "done"


@dataclass(frozen=True)
class Plan:
    """The requested workout; without a number of repetitions a set ends when the source does."""

    exercise: str = AUTO
    reps: int | None = None
    sets: int = 1
    rest_s: float = 60.0


@dataclass
class WorkoutStep:
    """What came of one pose."""

    events: list[Event] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    finished: FinishedSet | None = None
