"""A set whose repetitions are given, for tests of what is made of them."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.exercises import AUTO
from formcheck.reps.rep import Rep
from formcheck.reps.rep_counter import RepCounter


class GivenReps(RepCounter):
    """A counter that has counted these repetitions."""

    def __init__(self, reps: Sequence[Rep] = (), exercise: str = AUTO) -> None:
        super().__init__(exercise)
        self._given = list(reps)

    @property
    def reps(self) -> list[Rep]:
        return self._given
