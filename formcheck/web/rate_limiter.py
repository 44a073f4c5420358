"""A limit on how often something may happen."""

from __future__ import annotations


class RateLimiter:
    """Lets `rate` things pass per second, and `most` at once; times are seconds of any clock."""

    def __init__(self, rate: float, most: float) -> None:
        self._rate, self._most = rate, most
        self._left, self._at_s = most, 0.0

    def allow(self, now_s: float) -> bool:
        """Whether one more may pass now."""
        self._left = min(self._left + (now_s - self._at_s) * self._rate, self._most)
        self._at_s = now_s
        if self._left < 1:
            return False
        self._left -= 1
        return True
