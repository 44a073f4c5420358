"""What the whole suite shares: how a run is spread over processors, and the sample clips analysed once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from formcheck.machine import processor_count
from tests.support.analysed import Analysed, analysed_once
from tests.support.browsing import CHROMIUM

MOST_WORKERS = 8  # each holds up to a gigabyte


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A whole run uses every processor; files or tests that are named run in this process, at once."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return min(processor_count(), MOST_WORKERS) if whole else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where there is no browser the tests of pages say so; a worker begins with the files that take long.

    Otherwise one of them may be left at the end, when the other workers have nothing to do any more.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        long = {item.path for item in items if any(map(item.get_closest_marker, ("slow", "browser")))}
        items.sort(key=lambda item: item.path not in long)
    if CHROMIUM is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(
                    pytest.mark.skip(reason="no Chromium here (Debian: apt-get install chromium)")
                )


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run see."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def analysed(shared: Path) -> Analysed:
    """What `analyze` makes of a clip, and its poses."""
    return analysed_once(shared)
