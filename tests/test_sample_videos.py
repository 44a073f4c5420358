"""The sample clips through the real model: counts, exercise and faults exactly as in their truth."""

import json
from pathlib import Path
from typing import Any

import pytest

from formcheck.analysis import analyze
from formcheck.formats.pose_file import load_poses, save_poses
from formcheck.report.set_report import SetReport
from formcheck.reps.rep_counter import RepCounter
from tests.support.analysed import Analysed
from tests.support.paths import SAMPLES

pytestmark = pytest.mark.slow

CLIPS = sorted(SAMPLES.glob("*.mp4"))
# Mean absolute error allowed over a clip, near leg; the accuracy benchmark holds the tighter lines over many clips.
KNEE_DEG, HIP_DEG, RANGE_DEG, HOLD_S = 8.0, 8.0, 10.0, 0.15

Clip = tuple[Any, SetReport, Path]


@pytest.fixture(scope="module", params=CLIPS, ids=lambda path: path.stem)
def clip(
    request: pytest.FixtureRequest, analysed: Analysed, tmp_path_factory: pytest.TempPathFactory
) -> Clip:
    """A clip analysed once: truth, report, and its poses in a file."""
    report, poses = analysed(request.param)
    assert report.seen is not None
    saved = tmp_path_factory.mktemp("poses") / "set.npz"
    save_poses(saved, report.source, "full", poses, report.warnings, brightness=report.seen.brightness)
    return json.loads(request.param.with_suffix(".json").read_text()), report, saved


def test_there_are_sample_clips() -> None:
    assert len(CLIPS) >= 6


def test_the_count_is_exact_for_each_side(clip: Clip) -> None:
    truth, report, _ = clip
    counted = [rep for rep in truth["reps"] if rep["counts"]]
    for side, reps in (("left", report.summary.reps_left), ("right", report.summary.reps_right)):
        assert reps == sum(rep["side_in_image"] == side for rep in counted)


def test_every_exercise_is_recognised(clip: Clip) -> None:
    truth, report, _ = clip
    assert {rep.exercise for rep in report.reps} == {truth["exercise"]}


def test_the_faults_are_exactly_those_of_the_truth(clip: Clip) -> None:
    truth, report, _ = clip
    counted = [rep for rep in truth["reps"] if rep["counts"]]
    for true, rep in zip(counted, report.reps, strict=True):
        judged = {fault.rule for fault in rep.faults} - set(true["borderline"])
        assert judged == set(true["faults"]), f"repetition {rep.number}"


def test_attempts_are_the_ones_that_do_not_count(clip: Clip) -> None:
    truth, report, _ = clip
    not_counted = [rep["reason"] for rep in truth["reps"] if not rep["counts"]]
    assert [attempt.reason for attempt in report.attempts] == not_counted


def test_angles_and_times_are_near_the_truth(clip: Clip) -> None:
    truth, report, _ = clip
    counted = [rep for rep in truth["reps"] if rep["counts"]]
    assert report.view is not None
    near_side = report.view.near_side
    near = [(t, r) for t, r in zip(counted, report.reps, strict=True) if r.side == near_side]
    for name, allowed in (
        ("knee_angle_deg", KNEE_DEG),
        ("hip_extension_deg", HIP_DEG),
        ("hip_range_deg", RANGE_DEG),
        ("hold_s", HOLD_S),
    ):
        errors = [abs(getattr(rep, name) - true[name]) for true, rep in near]
        assert sum(errors) / len(errors) <= allowed, name


def test_saved_poses_give_the_very_same_report(clip: Clip) -> None:
    _, report, saved = clip
    assert analyze(saved) == report


def test_poses_one_by_one_give_the_same_repetitions_as_the_file(clip: Clip) -> None:
    _, report, saved = clip
    session = RepCounter()
    for pose in load_poses(saved).poses:
        session.update(pose)
    session.finish()
    assert tuple(session.reps) == report.reps
