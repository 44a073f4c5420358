"""Recorded video through several landmarkers: the same poses as through one, in order, and no thread left."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest

import formcheck.pose_estimation.from_video
import formcheck.pose_estimation.landmarker
from formcheck.analysis import analyze, open_recording
from formcheck.errors import BadModel
from formcheck.pose import Pose
from formcheck.pose_estimation.from_video import LONGEST_PX, open_video_poses
from formcheck.pose_estimation.landmarker import Landmarker, open_landmarker
from formcheck.pose_estimation.sampling import RATE
from formcheck.video.frame import Frame, RawFrame
from formcheck.video.reader import open_video
from tests.support.film import film
from tests.support.paths import SAMPLES

LEGS = slice(23, 29)  # hips, knees and ankles


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several parts in a short clip."""
    monkeypatch.setattr(formcheck.pose_estimation.from_video, "PART", 24)


def detected(path: Path, jobs: int) -> list[Pose]:
    with open_video(path) as video, open_video_poses(video, "lite", jobs=jobs) as detection:
        return list(detection)


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("formcheck")]


@pytest.mark.slow
@pytest.mark.usefixtures("short_parts")
def test_more_landmarkers_find_the_very_same_bodies() -> None:
    clip = SAMPLES / "donkey-kick-side.mp4"
    alone, shared = detected(clip, jobs=1), detected(clip, jobs=3)
    assert len(alone) / 12 == pytest.approx(440 / 25, abs=0.2)
    assert [pose.timestamp_s for pose in shared] == [pose.timestamp_s for pose in alone]
    for one, other in zip(alone, shared, strict=True):
        np.testing.assert_array_equal(other.xy, one.xy)
        np.testing.assert_allclose(other.world, one.world, atol=1e-6)  # m: rounded differently now and then
    assert threads() == []


@pytest.mark.slow
@pytest.mark.usefixtures("short_parts")
def test_neither_the_number_of_landmarkers_nor_their_age_changes_a_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clip = SAMPLES / "donkey-kick-faults.mp4"
    alone = analyze(clip, model="lite", jobs=1)
    assert analyze(clip, model="lite", jobs=2) == alone
    monkeypatch.setattr(
        formcheck.pose_estimation.landmarker, "LAST_MS", 0
    )  # so old that every part needs a new one
    assert analyze(clip, model="lite", jobs=2) == alone


@pytest.mark.slow
def test_seams_do_not_show_in_the_repetitions(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = SAMPLES / "glute-kickback-side.mp4"
    reports = []
    for part in (24, 10_000):
        monkeypatch.setattr(formcheck.pose_estimation.from_video, "PART", part)
        reports.append(analyze(clip))
    cut, whole = reports
    assert cut.summary.reps == whole.summary.reps == 5
    for one, other in zip(cut.reps, whole.reps, strict=True):
        assert [fault.rule for fault in one.faults] == [fault.rule for fault in other.faults]
        assert one.hip_range_deg == pytest.approx(other.hip_range_deg, abs=2.0)
        assert one.knee_angle_deg == pytest.approx(other.knee_angle_deg, abs=2.0)
        assert one.hold_s == pytest.approx(other.hold_s, abs=0.08)


def test_a_large_picture_is_looked_at_small_and_measured_large(tmp_path: Path) -> None:
    with open_video(SAMPLES / "donkey-kick-side.mp4") as video:
        small = next(iter(video)).rgb
    large = np.repeat(np.repeat(small, 4, axis=0), 4, axis=1)
    clip = film(tmp_path / "large.mp4", pictures=[large] * 3, times=(0, 10, 20))
    with open_video(clip) as video:
        picture = next(iter(video.raw_frames()))
        frame = picture.no_larger_than(LONGEST_PX).to_rgb()
        assert frame.rgb.shape == (480, 854, 3)
        assert frame.size == (3416, 1920)
    with open_landmarker("full") as landmarker:
        scaled = landmarker.detect(frame)
        landmarker.restart()
        original = landmarker.detect(picture.to_rgb())
    np.testing.assert_allclose(scaled.xy[LEGS], original.xy[LEGS], atol=34)  # a hundredth of the width


@pytest.mark.usefixtures("short_parts")
def test_whoever_stops_early_leaves_no_thread_behind() -> None:
    with open_recording(SAMPLES / "donkey-kick-side.mp4", "lite", jobs=2) as recording:
        poses = list(islice(recording.poses, 30))
        assert threads() != []
    assert threads() == []
    assert all(a.timestamp_s < b.timestamp_s for a, b in pairwise(poses))


@pytest.mark.parametrize("last", [57, 60, 62])
def test_a_landmarker_that_fails_half_way_is_told_after_what_was_found(
    monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    """Whoever decodes is then waiting for room, in the middle of a part or between two."""

    def nobody(landmarker: Landmarker, frame: Frame) -> Pose:
        if frame.timestamp_s > last / RATE:
            time.sleep(0.5)
            raise RuntimeError("broken")
        return Pose.nobody(frame.timestamp_s)

    monkeypatch.setattr(Landmarker, "detect", nobody)
    seen_s: list[float] = []
    with (
        open_recording(SAMPLES / "donkey-kick-side.mp4", "lite", jobs=1) as recording,
        pytest.raises(RuntimeError, match="broken"),
    ):
        seen_s.extend(pose.timestamp_s for pose in recording.poses)
    assert seen_s[-1] == pytest.approx(last / RATE, abs=0.1)
    assert threads() == []


def test_a_model_that_cannot_be_used_is_told_once_to_whoever_asks_for_poses() -> None:
    with (
        open_recording(SAMPLES / "donkey-kick-side.mp4", "huge", jobs=2) as recording,
        pytest.raises(BadModel, match="no such model"),
    ):
        list(recording.poses)
    assert threads() == []


def test_what_goes_wrong_while_decoding_comes_after_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_video(SAMPLES / "donkey-kick-side.mp4") as video:
        pictures = list(islice(video.raw_frames(), 20))

        def breaking() -> Iterator[RawFrame]:
            yield from pictures
            raise OSError("gone")

        monkeypatch.setattr(video, "raw_frames", breaking)
        with open_video_poses(video, "lite", jobs=2) as detection:
            poses = iter(detection)
            assert len(list(islice(poses, 10))) == 10
            with pytest.raises(OSError, match="gone"):
                next(poses)
    assert threads() == []
