"""Tests that play in real time: on a machine that is too busy to look at enough pictures they say so."""

from __future__ import annotations

from typing import Any

import pytest

FAST_ENOUGH = 12.0  # pictures a second; a set that is seen in jerks may be counted wrongly


def too_slow(report: dict[str, Any]) -> bool:
    """Whether too few pictures of a set were looked at."""
    return bool(report["source"]["fps"] < FAST_ENOUGH)


def skip_if_too_slow(report: dict[str, Any]) -> None:
    """What was seen in jerks proves nothing."""
    if too_slow(report):
        pytest.skip(f"a busy machine: {report['source']['fps']:.0f} pictures a second were looked at")
