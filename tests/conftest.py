"""What several test files share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from formcheck.analysis import analyze_recording, open_recording
from formcheck.pose import Pose
from formcheck.report.set_report import SetReport


@pytest.fixture(scope="session")
def sample_videos() -> Path:
    """The folder of rendered clips with exact truth."""
    return Path(__file__).parent.parent / "sample_videos"


@pytest.fixture(scope="session")
def analysed() -> Callable[[Path], tuple[SetReport, list[Pose]]]:
    """What `analyze` makes of a clip, and its poses; every clip is looked at once."""

    @cache
    def analysed(clip: Path) -> tuple[SetReport, list[Pose]]:
        poses: list[Pose] = []
        with open_recording(clip) as recording:
            return analyze_recording(recording, on_pose=poses.append), poses

    return analysed
