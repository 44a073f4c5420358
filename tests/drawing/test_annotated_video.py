"""The annotated video: the same pictures at the same times, with what was seen drawn in, and its sound."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest

import formcheck.video.audio
from formcheck.cli import main
from formcheck.drawing.annotated_video import replay_frames, write_annotated_video
from formcheck.errors import CannotWrite
from formcheck.kinematics.interpolation import pose_at
from formcheck.pose import Pose
from formcheck.video.frame import Frame
from formcheck.video.reader import open_video
from tests.support.browsing import chromium, opened, until
from tests.support.film import film
from tests.support.paths import SAMPLES
from tests.support.stick_figure import donkey_kicks

RATE = 44_100
BEEPS_S = 0.5
SIZE = (426, 240)
"""Distances between pictures as a phone's: irregular, one long."""
GAPS_S = [0.033, 0.041, 0.025, 0.05, 0.033, 0.02, 0.12] * 12


def recording(path: Path, codec: str, starts_s: float = 0.0) -> list[float]:
    """A video of irregular times with a beep every half second; returns the times of its pictures."""
    times = [starts_s + float(t) for t in np.cumsum([0.0, *GAPS_S])]
    with av.open(str(path), "w") as out:
        video, audio = out.add_stream("libx264", rate=30), out.add_stream(codec, rate=RATE)
        video.width, video.height = SIZE
        video.codec_context.time_base = Fraction(1, 90_000)
        for i, time in enumerate(times):
            rgb = np.full((SIZE[1], SIZE[0], 3), 60 + i, np.uint8)
            picture = av.VideoFrame.from_ndarray(rgb, format="rgb24").reformat(format="yuv420p")
            picture.pts, picture.time_base = round(time * 90_000), Fraction(1, 90_000)
            out.mux(video.encode(picture))
        out.mux(video.encode())
        for packet in beeps(audio, times[-1] + GAPS_S[-1]):
            out.mux(packet)
    return times


def beeps(audio: Any, duration_s: float) -> Iterator[Any]:
    x = np.arange(round(duration_s * RATE)) / RATE
    wave = 0.8 * np.sin(2 * np.pi * 1000 * x) * (x % BEEPS_S < 0.1)
    floating = audio.codec_context.format.name.startswith("flt")
    for first in range(0, len(wave), 1024):
        part = wave[None, first : first + 1024]
        frame = (
            av.AudioFrame.from_ndarray(part.astype(np.float32), format="fltp", layout="mono")
            if floating
            else av.AudioFrame.from_ndarray((part * 32_767).astype(np.int16), format="s16", layout="mono")
        )
        frame.sample_rate, frame.pts, frame.time_base = RATE, first, Fraction(1, RATE)
        yield audio.encode(frame)
    yield audio.encode()


def onsets(path: Path) -> list[float]:
    """When beeps begin: sound after a fifth of a second of silence."""
    found: list[float] = []
    loud_s = -1.0
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            wave = np.abs(frame.to_ndarray().astype(float)).reshape(-1)
            full = 32_768 if frame.format.name.startswith("s16") else 1
            assert frame.time is not None
            for at in np.flatnonzero(wave / full > 0.3):
                time = frame.time + float(at) / RATE
                if time > loud_s + 0.2:
                    found.append(time)
                loud_s = time
    return found


def raising(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def frames_of(path: Path, most: int | None = None) -> list[Frame]:
    with open_video(path) as video:
        return list(islice(video, most))


def annotated(source: Path, target: Path, poses: list[Pose], **options: Any) -> list[Frame]:
    """Annotate with a pose for every picture as long as they last; returns those pictures."""
    frames = frames_of(source, len(poses))
    timed = [replace(p, timestamp_s=f.timestamp_s) for p, f in zip(poses, frames, strict=False)]
    write_annotated_video(source, target, timed, "auto", **options)
    return frames


@pytest.fixture(scope="module")
def kicks() -> list[Pose]:
    """A stick figure's poses, in a small picture."""
    return [replace(pose, xy=pose.xy / 2) for pose in donkey_kicks(reps=2).poses()]


@pytest.mark.parametrize(
    ("name", "codec", "starts_s"),
    [("a.mp4", "aac", 0.0), ("a.mov", "pcm_s16le", 0.0), ("a.mp4", "aac", 0.4), ("a.mkv", "flac", 0.0)],
)
def test_an_irregular_clip_keeps_its_pictures_its_length_and_its_sound_in_step(
    name: str, codec: str, starts_s: float, kicks: list[Pose], tmp_path: Path
) -> None:
    source, target = tmp_path / name, tmp_path / "out.mp4"
    times = recording(source, codec, starts_s)
    annotated(source, target, kicks)
    with av.open(str(target)) as copy:
        got = [frame.time for frame in copy.decode(video=0)]
        stream = copy.streams.video[0]
        assert (stream.width, stream.height, stream.codec_context.name) == (*SIZE, "h264")
        assert stream.duration is not None
        assert stream.time_base is not None
        length_s = float(stream.duration * stream.time_base)
    assert got == pytest.approx([time - times[0] for time in times], abs=0.001)
    assert length_s == pytest.approx(times[-1] - times[0] + np.mean(GAPS_S), abs=0.033)
    wanted = [onset - starts_s for onset in onsets(source) if onset >= starts_s]
    assert onsets(target) == pytest.approx(wanted, abs=0.033)


def test_what_was_seen_is_drawn_in(kicks: list[Pose], tmp_path: Path) -> None:
    source, target = tmp_path / "a.mp4", tmp_path / "out.mp4"
    recording(source, "aac")
    frames = annotated(source, target, kicks)
    with open_video(target) as video:
        (warning,) = video.warnings
        assert warning.startswith("formcheck has drawn on this video")
        changed = [
            float((np.abs(a.rgb.astype(int) - b.rgb.astype(int)).max(axis=2) > 40).mean())
            for a, b in zip(video, frames, strict=True)
        ]
    assert min(changed) > 0.01


def test_without_sound_there_is_a_silent_copy(kicks: list[Pose], tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    annotated(SAMPLES / "donkey-kick-side.mp4", target, kicks[:20])
    with av.open(str(target)) as copy:
        assert len(copy.streams.audio) == 0
        assert copy.streams.video[0].frames == 20


def test_sound_of_an_unknown_kind_does_not_cost_the_pictures(kicks: list[Pose], tmp_path: Path) -> None:
    source, target = tmp_path / "a.mov", tmp_path / "out.mp4"
    recording(source, "pcm_s16le")
    source.write_bytes(source.read_bytes().replace(b"sowt", b"zzzz"))
    annotated(source, target, kicks)
    with av.open(str(target)) as copy:
        assert len(copy.streams.audio) == 0
        assert copy.streams.video[0].frames == 1 + len(GAPS_S)


def test_what_fails_leaves_nothing_behind(
    kicks: list[Pose], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "a.mp4", tmp_path / "out.mp4"
    recording(source, "aac")
    with pytest.raises(RuntimeError):
        annotated(source, target, kicks, on_picture=raising(RuntimeError()))
    full = SimpleNamespace(open=raising(OSError(28, "No space left")), FFmpegError=av.FFmpegError)
    monkeypatch.setattr(formcheck.video.audio, "av", full)
    with pytest.raises(CannotWrite, match=r"out\.mp4: No space left"):
        annotated(source, target, kicks)
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_the_copy_ends_where_it_is_told_to(kicks: list[Pose], tmp_path: Path) -> None:
    source, target = tmp_path / "a.mp4", tmp_path / "out.mp4"
    times = recording(source, "aac")
    annotated(source, target, kicks, on_picture=lambda now_s: now_s < times[30])
    assert len(frames_of(target)) == 31


def test_between_two_poses_the_body_is_drawn_on_the_way(kicks: list[Pose], tmp_path: Path) -> None:
    first, last = replace(kicks[0], timestamp_s=1.0), replace(kicks[30], timestamp_s=1.2)
    between = pose_at(1.05, [first, last])
    assert between.timestamp_s == 1.05
    np.testing.assert_allclose(between.xy, 0.75 * first.xy + 0.25 * last.xy)
    assert pose_at(1.0, [first, last]) is first
    assert pose_at(1.3, [first, last]) is last
    assert not pose_at(1.05, [first, Pose.nobody(1.2)]).seen
    with pytest.raises(ValueError, match="no poses at"):
        pose_at(0.9, [first, last])


def test_after_a_stop_only_pictures_that_were_passed_over_are_still_drawn(tmp_path: Path) -> None:
    """Every other picture of 16 a second was looked at, none for a second, and then it was stopped."""
    clip = film(tmp_path / "a.mp4", base=Fraction(1, 256), times=range(0, 512, 16))
    poses = [Pose.nobody(t) for t in (0.0, 0.125, 0.25, 1.25, 1.375)]
    with open_video(clip) as video:
        drawn = [replayed.picture.timestamp_s for replayed in replay_frames(video, poses, "auto")]
    assert drawn == [k / 16 for k in range(24)]


@pytest.mark.browser
def test_a_folder_of_everything_in_one_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a real model, a name that is hostile, and the page that plays the video beside it."""
    clip = tmp_path / "<b onclick=alert(1)> & 100% #1.mp4"
    clip.write_bytes((SAMPLES / "donkey-kick-faults.mp4").read_bytes())
    folder = tmp_path / "out"
    assert main(["analyze", str(clip), "-o", str(folder), "--model", "lite"]) == 0
    assert {path.name for path in folder.iterdir()} == {
        "report.html", "annotated.mp4", "report.json", "reps.csv", "poses.npz",
    }  # fmt: skip
    capsys.readouterr()
    assert main(["analyze", str(folder / "poses.npz"), "--json", "-"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["reps"] == json.loads((folder / "report.json").read_text())["reps"]
    assert main(["analyze", str(clip), "-o", str(folder), "--model", "lite"]) == 1
    assert "already there" in capsys.readouterr().err
    with chromium() as browser, opened(browser, folder / "report.html") as (tab, heard):
        until(tab, "document.getElementById('video').readyState >= 1")
        for rep in report["reps"]:
            tab.locator(f"#rep-{rep['number']} .jump").click()
            until(tab, "!document.getElementById('video').seeking")
            time = tab.evaluate("document.getElementById('video').currentTime")
            assert rep["top_start_s"] - 0.2 <= time <= rep["top_end_s"] + 0.2
        assert tab.locator(".file .name").inner_text() == clip.name
        assert heard.said == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["set.npz", "--video", "a.mp4"], 2),
        (["set.mp4", "--video", "a.avi"], 2),
        (["set.mp4", "--save-poses", ".npz"], 2),  # no ending, but a name that begins with a dot
        ([".npz", "--video", "a.mp4"], 1),
        (["set.mp4", "--html", "a.txt"], 2),
        (["set.mp4", "--video", "set.mp4"], 1),
        (["set.mp4", "--html", "a.html", "--json", "a.html"], 2),
        (["set.mp4", "-o", "set.mp4"], 1),
    ],
)
def test_a_mistake_is_one_line_before_anything_is_begun(
    arguments: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("set.mp4").write_bytes(b"x")
    assert main(["analyze", *arguments]) == code
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["set.mp4"]
