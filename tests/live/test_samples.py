"""The sample clips played live, with the real model: the same repetitions and faults as `analyze`."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import formcheck
from formcheck.analysis import Recording, analyze_recording
from formcheck.live.watched_frame import WatchedFrame
from formcheck.pose import Pose
from formcheck.report.set_report import SetReport
from formcheck.video.frame import Frame
from formcheck.video.reader import open_video
from formcheck.video.source import open_playback
from tests.support.analysed import Analysed
from tests.support.live_sources import Given, coached
from tests.support.paths import SAMPLES
from tests.support.real_time import skip_if_too_slow

pytestmark = pytest.mark.slow

CLIPS = sorted(path.name for path in SAMPLES.glob("*.mp4"))


def judged(report: SetReport) -> list[tuple[object, ...]]:
    """The repetitions and their faults; live looks at more frames, so that numbers differ in their decimals."""
    return [(rep.side, rep.exercise, [fault.rule for fault in rep.faults]) for rep in report.reps]


@pytest.mark.parametrize("name", CLIPS)
def test_a_clip_played_live_gives_what_analyze_makes_of_its_poses(name: str, analysed: Analysed) -> None:
    poses: list[Pose] = []

    def keep(seen: WatchedFrame) -> None:
        poses.append(seen.pose)

    with open_playback(SAMPLES / name, pace=math.inf) as source:
        outcome, told = coached(source, listeners=[keep])
    assert told == []
    with open_video(SAMPLES / name) as video:
        assert len(poses) == sum(1 for _ in video)
        watched = analyze_recording(Recording(iter(poses), lambda: video.source, "full"))
    [live] = outcome.reports
    assert live.seen is not None
    assert watched.seen is not None
    # Live it is seen from when the lifter is ready, and poses alone have no brightness.
    assert live.seen.brightness is not None
    assert (live.seen.found_share, live.seen.doubts) == (watched.seen.found_share, watched.seen.doubts)
    assert replace(live, warnings=(), seen=None) == replace(watched, warnings=(), seen=None)
    truth = json.loads((SAMPLES / name).with_suffix(".json").read_text())
    assert outcome.reports[0].summary.reps == truth["reps_that_count"]
    assert judged(outcome.reports[0]) == judged(analysed(SAMPLES / name)[0])


def test_the_command_prints_events_and_ends_with_the_report_of_analyze(
    tmp_path: Path, analysed: Analysed
) -> None:
    clip, recorded = SAMPLES / "donkey-kick-faults.mp4", tmp_path / "set.mp4"
    began = time.monotonic()
    command = ["formcheck", "live", "--source", str(clip), "--headless", "--mute", "--json", "-"]
    command += ["--record", str(recorded)]
    result = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=True)
    assert time.monotonic() - began > 16.0  # seconds of film: it is played in real time
    *events, report = [json.loads(line) for line in result.stdout.splitlines()]
    assert report["schema"] == "formcheck.report/1"
    skip_if_too_slow(report)
    for rep, wanted in zip(report["reps"], analysed(clip)[0].reps, strict=True):
        assert [fault["rule"] for fault in rep["faults"]] == [fault.rule for fault in wanted.faults]
        assert rep["hip_range_deg"] == pytest.approx(wanted.hip_range_deg, abs=2.0)
        assert rep["hold_s"] == pytest.approx(wanted.hold_s, abs=0.1)
    reps = [event["rep"] for event in events if event["event"] == "rep"]
    assert [rep["number"] for rep in reps] == [1, 2, 3, 4]
    assert [[fault["cue"] for fault in rep["faults"]] for rep in reps] == [
        [fault["cue"] for fault in rep["faults"]] for rep in report["reps"]
    ]
    said = [event["text"] for event in events if event["event"] == "say" and event["kind"] == "cue"]
    assert "2. Keep the knee bent at 90 degrees." in said
    assert {event["event"] for event in events} == {"person-found", "say", "phase", "rep", "attempt", "set"}
    assert result.stderr.splitlines()[-1].startswith("formcheck: 4 repetitions, 1 clean.")
    again = formcheck.analyze(recorded)
    assert [[fault.rule for fault in rep.faults] for rep in again.reps] == [
        [fault["rule"] for fault in rep["faults"]] for rep in report["reps"]
    ]


def test_black_pictures_and_another_size_in_the_middle_of_a_set_cost_no_repetition() -> None:
    """Both happen between two of the clip's repetitions, the third of which ends at 10.6 s."""

    def damaged(frame: Frame) -> Frame:
        if 7.8 < frame.timestamp_s < 8.2:
            return Frame(frame.timestamp_s, np.zeros_like(frame.rgb))
        if frame.timestamp_s > 10.8:
            return Frame(frame.timestamp_s, np.ascontiguousarray(frame.rgb[::2, ::2]))
        return frame

    clip = SAMPLES / "donkey-kick-side.mp4"
    with open_video(clip) as video:
        outcome, _ = coached(Given(damaged(frame) for frame in video))
    assert outcome.error is None
    assert outcome.reports[0].summary.reps == 5
