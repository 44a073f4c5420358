"""What several test files share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def sample_videos() -> Path:
    """The folder of rendered clips with exact truth."""
    return Path(__file__).parent.parent / "sample_videos"
