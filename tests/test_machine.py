"""How many processors there are to run on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import formcheck.machine
from formcheck.machine import processor_count


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="Linux says who may run where")
@pytest.mark.parametrize(
    ("limit", "number"),
    [(None, 64), ("max 100000\n", 64), ("200000 100000\n", 2), ("150000 100000\n", 2), ("50000 100000\n", 1),
     ("9900000 100000\n", 64), ("nonsense", 64)],
)  # fmt: skip
def test_a_container_gets_no_more_than_its_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str | None, number: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda who: set(range(64)))
    monkeypatch.setattr(formcheck.machine, "CPU_MAX", tmp_path / "cpu.max")
    if limit is not None:
        (tmp_path / "cpu.max").write_text(limit)
    assert processor_count() == number
