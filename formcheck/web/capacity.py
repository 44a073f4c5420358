"""How many sessions and analyses may run at once."""

from __future__ import annotations


class Capacity:
    """Places for sessions and analyses; each holds a pose model and much of a processor core."""

    def __init__(self, most: int) -> None:
        self.most, self.taken = most, 0

    def try_acquire(self) -> bool:
        """Take a place if one is free; returns whether one was."""
        if self.taken >= self.most:
            return False
        self.taken += 1
        return True

    def release(self) -> None:
        """Give back a place that was taken."""
        self.taken -= 1
