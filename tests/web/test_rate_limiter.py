"""A rate passes, a rush only once."""

from __future__ import annotations

import pytest

from formcheck.web.rate_limiter import RateLimiter


def test_a_rate_limiter_lets_a_rate_pass_and_a_rush_only_once() -> None:
    limiter = RateLimiter(rate=10.0, most=5.0)
    assert sum(limiter.allow(100.0) for _ in range(50)) == 5
    assert sum(limiter.allow(100.0 + i / 100) for i in range(200)) == pytest.approx(20, abs=1)
    assert sum(limiter.allow(500.0) for _ in range(50)) == 5
