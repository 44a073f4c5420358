"""Real inference on the sample clips: where the landmarks are, when they are, and what is said on the way."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from formcheck.pose import LANDMARKS, Landmark, Pose
from formcheck.pose_estimation import landmarker as landmarker_module
from formcheck.pose_estimation.landmarker import open_landmarker
from formcheck.pose_estimation.model import model_path
from formcheck.video.frame import Frame
from formcheck.video.reader import open_video
from tests.support.paths import SAMPLES
from tests.support.waiting import PATIENCE_S

pytestmark = pytest.mark.slow

# Median distance from the true joint, in lengths of the trunk.  MediaPipe's
# hip, ankle and nose are not the joint centres of the truth: the worst of
# these clips and joints measures 0.10.
TOLERANCE = 0.12
NEAR_JOINTS = ("shoulder", "hip", "knee", "ankle", "wrist")


def black(timestamp_s: float, width: int = 64, height: int = 48) -> Frame:
    return Frame(timestamp_s, np.zeros((height, width, 3), np.uint8))


def same(a: Pose, b: Pose) -> bool:
    return all(
        np.array_equal(getattr(a, name), getattr(b, name), equal_nan=True)
        for name in ("xy", "visibility", "world")
    )


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    """The first seconds of a person on all fours."""
    with open_video(SAMPLES / "donkey-kick-side.mp4") as video:
        return list(islice(video, 12))


@pytest.mark.parametrize("clip", ["donkey-kick-side", "glute-kickback-side", "cable-kickback-side"])
def test_landmarks_of_the_near_side_are_where_the_joints_are(clip: str) -> None:
    truth = json.loads((SAMPLES / f"{clip}.json").read_text(encoding="utf-8"))
    pixels = np.array(truth["pixels"]).reshape(len(truth["pixels"]), -1, 2)
    side = truth["camera"]["side"]
    with open_video(SAMPLES / f"{clip}.mp4") as video, open_landmarker() as landmarker:
        found = [(number, landmarker.detect(frame)) for number, frame in enumerate(video) if number % 5 == 0]

    def true(joint: str) -> Any:
        return pixels[[number for number, _ in found], truth["joints"].index(f"{side}_{joint}")]

    trunk = np.median(np.linalg.norm(true("shoulder") - true("hip"), axis=1))
    assert all(pose.seen for _, pose in found)
    for joint in NEAR_JOINTS:
        seen = np.array([pose.xy[Landmark[f"{side}_{joint}".upper()]] for _, pose in found])
        assert np.median(np.linalg.norm(seen - true(joint), axis=1)) < TOLERANCE * trunk, joint


def test_a_pose_has_the_frames_exact_time_and_single_precision_numbers(frames: list[Frame]) -> None:
    with open_landmarker("lite") as landmarker:
        poses = [landmarker.detect(Frame(frame.timestamp_s + 1 / 3, frame.rgb)) for frame in frames]
    assert [pose.timestamp_s for pose in poses] == [frame.timestamp_s + 1 / 3 for frame in frames]
    assert poses[-1].seen
    for name, shape in (("xy", (LANDMARKS, 2)), ("visibility", (LANDMARKS,)), ("world", (LANDMARKS, 3))):
        values = getattr(poses[-1], name)
        assert values.shape == shape
        assert values.dtype == np.float64
        assert np.array_equal(values, values.astype(np.float32), equal_nan=True)


def test_the_same_clip_an_hour_later_gives_the_same_landmarks(frames: list[Frame]) -> None:
    with open_landmarker("lite") as first, open_landmarker("lite") as second:
        for frame in frames:
            later = Frame(frame.timestamp_s + 3600, frame.rgb)
            assert same(first.detect(frame), second.detect(later))


def test_a_picture_that_is_a_view_of_another_is_read_rightly(frames: list[Frame]) -> None:
    with open_landmarker("lite") as whole, open_landmarker("lite") as view:
        for frame in frames:
            turned = np.ascontiguousarray(frame.rgb[:, :, ::-1])[:, :, ::-1]
            pose = view.detect(Frame(frame.timestamp_s, turned))
            assert same(pose, whole.detect(frame))
    assert pose.seen


def test_times_that_stand_still_or_go_back_do_no_harm(frames: list[Frame]) -> None:
    times = [5.0, 5.0, 5.0004, 4.0, -1.0, 5.01]
    with open_landmarker("lite") as landmarker:
        poses = [landmarker.detect(Frame(t, frame.rgb)) for t, frame in zip(times, frames, strict=False)]
    assert [pose.timestamp_s for pose in poses] == times


@pytest.mark.parametrize(("width", "height"), [(1, 1), (16, 16), (3001, 21), (64, 48)])
def test_nobody_in_the_picture_is_a_pose_of_nans(width: int, height: int) -> None:
    with open_landmarker("lite") as landmarker:
        pose = landmarker.detect(black(2.5, width, height))
    assert (pose.timestamp_s, pose.seen) == (2.5, False)
    assert np.isnan(pose.xy).all()
    assert np.isnan(pose.world).all()


class Mark(NamedTuple):
    """A landmark as MediaPipe gives it."""

    x: float
    y: float
    z: float = 0.0
    visibility: float = 1.0


@pytest.mark.parametrize(
    ("x", "y", "wanted"),
    [
        (0.5, 0.25, (100.0, 25.0)),
        (1.04, -0.04, (208.0, -4.0)),
        (1.06, 0.5, None),
        (-0.06, 0.5, None),
        (0.5, 1.06, None),
        (0.5, -0.06, None),
    ],
)
def test_a_landmark_well_outside_the_picture_is_unseen(
    x: float, y: float, wanted: tuple[float, float] | None
) -> None:
    image = [Mark(0.5, 0.5)] * 32 + [Mark(x, y)]
    world = [Mark(1.0, 2.0, 3.0)] * 33
    pose = landmarker_module.pose_of(0.0, image, world, 200, 100)
    assert pose.xy[0].tolist() == [100.0, 50.0]
    if wanted is None:
        assert np.isnan(pose.xy[32]).all()
    else:
        assert pose.xy[32] == pytest.approx(wanted)
    assert pose.world[32].tolist() == [1.0, 2.0, 3.0]


@pytest.mark.parametrize("model", ["lite", "full", "heavy"])
def test_each_size_is_found_and_finds_a_person(model: str, frames: list[Frame]) -> None:
    with open_landmarker(model) as landmarker:
        assert [landmarker.detect(frame) for frame in frames[:4]][-1].seen


def test_a_model_may_be_given_by_its_path(frames: list[Frame], tmp_path: Path) -> None:
    path = tmp_path / "my model.task"
    path.write_bytes(model_path("lite").read_bytes())
    assert model_path(str(path)) == path
    with open_landmarker(str(path)) as landmarker:
        assert [landmarker.detect(frame) for frame in frames[:4]][-1].seen


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )


def test_finding_a_person_writes_nothing_to_the_screen() -> None:
    code = (
        "import sys, numpy as np\n"
        "from formcheck.pose_estimation.landmarker import open_landmarker\n"
        "from formcheck.video.frame import Frame\n"
        "from formcheck.video.reader import open_video\n"
        "with open_video(sys.argv[1]) as video, open_landmarker('lite') as landmarker:\n"
        "    landmarker.detect(Frame(-1.0, np.zeros((48, 64, 3), np.uint8)))\n"
        "    print(sum(landmarker.detect(frame).seen for _, frame in zip(range(20), video)))\n"
    )
    done = run(code, str(SAMPLES / "donkey-kick-side.mp4"))
    assert done.stderr == ""
    assert int(done.stdout) >= 15


def test_nothing_needs_mediapipe_before_a_landmarker_is_opened() -> None:
    code = (
        "import sys, formcheck.pose_estimation.landmarker, formcheck.pose_estimation.model\n"
        "import formcheck.video.reader, formcheck.formats.pose_file\n"
        "formcheck.pose_estimation.landmarker.open_landmarker()\n"
        "print('mediapipe' in sys.modules)\n"
    )
    assert run(code).stdout == "False\n"
