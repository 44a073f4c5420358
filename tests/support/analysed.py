"""What `analyze` makes of a sample clip: found once, whatever number of tests and workers ask."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path

from filelock import FileLock

from formcheck.analysis import analyze_recording, open_recording
from formcheck.pose import Pose
from formcheck.report.set_report import SetReport

Analysis = tuple[SetReport, list[Pose]]
Analysed = Callable[[Path], Analysis]


def analysed_once(shared: Path) -> Analysed:
    """The analysis of a clip, kept in the folder `shared` for the other workers of a test run."""

    @cache
    def analysed(clip: Path) -> Analysis:
        kept = shared / f"{clip.stem}.pickle"
        with FileLock(kept.with_suffix(".lock")):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(_analyse(clip)))
            found: Analysis = pickle.loads(kept.read_bytes())
        return found

    return analysed


def _analyse(clip: Path) -> Analysis:
    poses: list[Pose] = []
    with open_recording(clip) as recording:
        return analyze_recording(recording, on_pose=poses.append), poses
