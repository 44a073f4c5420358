"""Which exercise a repetition was, and which one the set is.

A donkey kick and a kickback on all fours differ only in the knee.  A knee well
open or well bent at the top settles it for that repetition; one in between
(a fault of either exercise) goes with the rest of the set.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter

from formcheck.exercises import EXERCISES, Exercise
from formcheck.exercises.posture import Posture

BENT_DEG, OPEN_DEG = 118.0, 152.0  # at the top: clearly a donkey kick below, a kickback above
UNDECIDED_DEG = 138.0  # a whole set in between: half-way from 90 deg to straight


class Recognition:
    """What the repetitions of one posture say of the exercise; the cost of one more hardly grows with the set."""

    def __init__(self, held: Posture) -> None:
        candidates = [e for e in EXERCISES.values() if e.posture is held and e.variant_of is None]
        self._straight = next((e for e in candidates if e.knee_opens), candidates[0])
        self._bent = next((e for e in candidates if not e.knee_opens), candidates[0])
        self._votes: Counter[str] = Counter()
        self._knees: list[float] = []  # sorted

    def add(self, knee_deg: float) -> None:
        """Take the knee angle at the top of one repetition, degrees."""
        clear = self._clear(knee_deg)
        if clear is not None:
            self._votes[clear.name] += 1
        if not math.isnan(knee_deg):
            insort(self._knees, knee_deg)

    def remove(self, knee_deg: float) -> None:
        """Take back what was added."""
        clear = self._clear(knee_deg)
        if clear is not None:
            self._votes[clear.name] -= 1
        if not math.isnan(knee_deg):
            self._knees.pop(bisect_left(self._knees, knee_deg))

    def exercise(self, knee_deg: float) -> Exercise:
        """What a repetition with this knee angle at the top was."""
        return self._clear(knee_deg) or self._usual()

    def _clear(self, knee_deg: float) -> Exercise | None:
        if knee_deg > OPEN_DEG:
            return self._straight
        return self._bent if knee_deg < BENT_DEG else None

    def _usual(self) -> Exercise:
        if self._votes.total():
            return EXERCISES[max(self._votes, key=lambda name: self._votes[name])]
        middle_knee = self._knees[len(self._knees) // 2] if self._knees else math.nan
        return self._straight if middle_knee > UNDECIDED_DEG else self._bent
