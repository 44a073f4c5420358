"""How many frames per second are analysed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

RATE = 12.0  # poses a second: more make no number truer (docs/performance.md)
EARLY = 0.1  # of the usual gap: times are rounded, and every second picture of 25/s must do for 12/s


class Timed(Protocol):
    """What has its place in time."""

    @property
    def timestamp_s(self) -> float: ...


T = TypeVar("T", bound=Timed)


def thinned(pictures: Iterable[T], rate: float) -> Iterator[T]:
    """At most about `rate` pictures a second, as evenly as they come."""
    gap_s, due_s = 1 / rate, float("-inf")
    for picture in pictures:
        late_s = picture.timestamp_s - due_s
        if late_s >= -EARLY * gap_s:
            # A little late is made up for: so every second and third picture of 30/s take turns for 12/s.
            due_s = (due_s if late_s < gap_s else picture.timestamp_s) + gap_s
            yield picture
