"""Recording a live set: at its own times, whole to the last moment, and never at the set's cost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.coaching.scene import Banner, Scene
from formcheck.errors import CannotWrite
from formcheck.live.notices import Notices
from formcheck.live.recorder import open_recorder
from formcheck.live.watched_frame import WatchedFrame
from formcheck.pose import Pose
from formcheck.video.frame import Frame
from formcheck.video.reader import open_video
from formcheck.video.writer import VideoWriter
from tests.support.faults import small_disk
from tests.support.live_sources import noise

EMPTY = Scene()
IRREGULAR = [0.0, 0.031, 0.07, 0.1, 0.15, 0.3, 0.333, 0.4, 1.2, 1.25]


def seen(timestamp_s: float, size: tuple[int, int] = (320, 180), scene: Scene = EMPTY) -> WatchedFrame:
    return WatchedFrame(noise(timestamp_s, size), Pose.nobody(timestamp_s), scene, 0.0)


def record(path: Path, pictures: list[WatchedFrame], *, overlay: bool = False) -> list[str]:
    """The notices that came of recording these."""
    told: list[str] = []
    with open_recorder(str(path), overlay=overlay, force=False, notify=Notices(told.append)) as recorder:
        for picture in pictures:
            recorder.put(picture)
    return told


def frames(path: Path) -> list[Frame]:
    with open_video(path) as video:
        return list(video)


def test_every_picture_keeps_its_own_time(tmp_path: Path) -> None:
    assert record(tmp_path / "set.mp4", [seen(100.0 + t) for t in IRREGULAR]) == []
    times = [frame.timestamp_s for frame in frames(tmp_path / "set.mp4")]
    assert np.diff(times) == pytest.approx(np.diff(IRREGULAR), abs=0.001)
    assert [path.name for path in tmp_path.iterdir()] == ["set.mp4"]


def test_without_the_overlay_it_is_what_the_camera_saw_and_with_it_what_was_drawn(tmp_path: Path) -> None:
    told = [seen(t / 30, scene=Scene(banner=Banner("Step back a little."))) for t in range(10)]
    record(tmp_path / "plain.mp4", told)
    record(tmp_path / "drawn.mp4", told, overlay=True)
    plain, drawn = (frames(tmp_path / name)[5].rgb.astype(int) for name in ("plain.mp4", "drawn.mp4"))
    assert np.abs(plain - 120).mean() < 5
    assert np.abs(drawn - plain).mean() > 4
    with open_video(tmp_path / "plain.mp4") as filmed, open_video(tmp_path / "drawn.mp4") as not_filmed:
        assert filmed.warnings == []
        assert "analyse the original" in not_filmed.warnings[0]


def test_odd_sizes_lose_a_row_and_other_sizes_keep_their_shape(tmp_path: Path) -> None:
    sizes = [(321, 181)] * 5 + [(200, 200)] * 5
    record(tmp_path / "set.mp4", [seen(i / 30, size) for i, size in enumerate(sizes)])
    pictures = frames(tmp_path / "set.mp4")
    assert {frame.rgb.shape for frame in pictures} == {(180, 320, 3)}
    # The square one stands in the middle, with a dark surround at both sides.
    assert pictures[9].rgb[90, 10].max() < 60 < pictures[9].rgb[90, 160].min()


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "set.mp4").write_text("mine")
    with pytest.raises(CannotWrite, match="already there"):
        record(tmp_path / "set.mp4", [])
    assert (tmp_path / "set.mp4").read_text() == "mine"


@pytest.mark.machine
def test_a_full_disk_is_told_once_and_what_fitted_can_be_played(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    told: list[str] = []
    with small_disk(tmp_path / "disk", "size=1m") as disk:
        opened = open_recorder(str(disk / "set.mp4"), overlay=False, force=False, notify=Notices(told.append))
        with opened as recorder:
            for i in range(300):
                rgb = rng.integers(0, 255, (360, 640, 3), dtype=np.uint8)
                recorder.put(WatchedFrame(Frame(i / 30, rgb), Pose.nobody(i / 30), Scene(), 0.0))
        stopped = [text for text in told if "No space left" in text]
        assert len(stopped) == 1
        assert stopped[0].startswith("the recording stopped, the set goes on:")
        assert "set.mp4" in stopped[0]
        assert len(frames(disk / "set.mp4")) > 1


def test_a_writer_that_breaks_is_told_once_and_putting_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(VideoWriter, "add", broken)
    told = record(tmp_path / "set.mp4", [seen(i / 30) for i in range(100)])
    assert [text for text in told if "Input/output error" in text] == [told[-1]]


def test_nothing_recorded_leaves_no_file(tmp_path: Path) -> None:
    assert record(tmp_path / "set.mp4", []) == []
    assert list(tmp_path.iterdir()) == []
