"""Sets of one exercise put together by the day they were done: what advice compares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import fmean

from formcheck.history.entry import HistoryEntry

STALE_DAYS = 42  # after a longer break the days before it are left out


@dataclass(frozen=True)
class TrainingDay:
    """The sets of one exercise on one day with one load."""

    day: date
    sets: tuple[HistoryEntry, ...]

    @property
    def clean_share(self) -> float:
        return sum(s.clean_reps for s in self.sets) / max(sum(s.reps for s in self.sets), 1)

    @property
    def reps(self) -> int:
        """Of the leg that did most, in the best set."""
        return max(max(s.reps_left, s.reps_right) for s in self.sets)

    def mean(self, name: str) -> float | None:
        known = [value for s in self.sets if (value := getattr(s, name)) is not None]
        return fmean(known) if known else None


def training_days(sets: Sequence[HistoryEntry], *, same_load: bool) -> Iterator[TrainingDay]:
    """Days since the last long break; with the load of the last set only, unless loads do not matter."""
    last = sets[-1]
    kept: list[TrainingDay] = []
    for day, group in groupby(sets, lambda s: s.done_at.date()):
        of_day = tuple(
            s for s in group if not same_load or (s.load_kg, s.equipment) == (last.load_kg, last.equipment)
        )
        if kept and (day - kept[-1].day).days > STALE_DAYS:
            kept.clear()
        if of_day:
            kept.append(TrainingDay(day, of_day))
    yield from kept
