"""Where the things that tests use are in the repository."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_videos"  # rendered clips, each with its exact truth
POSES = ROOT / "tests" / "poses"  # saved poses of some of them
MODELS = ROOT / "models"
