"""How many sessions and analyses may run at once."""

from __future__ import annotations


class Places:
    """Each session and each analysis takes one: a pose model and much of a processor's core."""

    def __init__(self, most: int) -> None:
        self.most, self.taken = most, 0

    def take(self) -> bool:
        """Whether there was one left."""
        if self.taken >= self.most:
            return False
        self.taken += 1
        return True

    def give_back(self) -> None:
        """To be called once for each that was taken."""
        self.taken -= 1
