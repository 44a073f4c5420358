"""A video comes out as upright pictures at the times in the file, or as one line saying what to try."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.errors import CannotOpen
from formcheck.video.frame import Frame
from formcheck.video.reader import Video, open_video
from formcheck.video.timestamps import FrameClock
from tests.support.damaged import cut, playlist, sound_only, still
from tests.support.film import film, film_out_of_order, number_in, picture

USUAL_TIMES = [k * 0.04 for k in range(25)]


def read(path: Path) -> tuple[Video, list[Frame]]:
    """A video read to its end."""
    with open_video(path) as video:
        return video, list(video)


def times(frames: list[Frame]) -> list[float]:
    return [frame.timestamp_s for frame in frames]


def numbers(frames: list[Frame]) -> list[int]:
    return [number_in(frame.rgb) for frame in frames]


def is_red(rgb: NDArray[np.uint8], corner: str) -> bool:
    row = {"upper": 1, "lower": -2}[corner.split()[0]]
    column = {"left": 1, "right": -2}[corner.split()[1]]
    red, green, _ = rgb[row, column].astype(int)
    return bool(red > green + 60)


FORMATS: dict[str, dict[str, Any]] = {
    "set.mp4": {},
    "set.mov": {},
    "set.mkv": {},
    "set.ts": {},
    "set.avi": {},
    "mjpeg.avi": {"codec": "mjpeg", "pixels": "yuvj420p"},
    "set.webm": {"codec": "libvpx-vp9"},
    "set.gif": {"codec": "gif", "pixels": "bgr8"},
    "hevc-10-bit.mp4": {
        "codec": "libx265",
        "pixels": "yuv420p10le",
        "encoder": {"x265-params": "log-level=none"},
    },
    "10-bit.mkv": {"pixels": "yuv420p10le"},
    "grey.mkv": {"codec": "ffv1", "pixels": "gray"},
    "alpha.mov": {"codec": "qtrle", "pixels": "argb"},
    "palette.mov": {"codec": "png", "pixels": "pal8"},
    "4-4-4.mp4": {"pixels": "yuv444p"},
    "odd.mkv": {"codec": "ffv1", "pixels": "yuv444p", "size": (65, 49)},
    "16x16.mp4": {"size": (16, 16)},
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_its_pictures_in_order_at_their_times(name: str, tmp_path: Path) -> None:
    video, frames = read(film(tmp_path / name, **FORMATS[name]))
    width, height = FORMATS[name].get("size", (64, 48))
    assert numbers(frames) == list(range(25))
    first = frames[0].timestamp_s
    assert times(frames) == pytest.approx([first + t for t in USUAL_TIMES], abs=0.0011)
    assert {frame.rgb.shape for frame in frames} == {(height, width, 3)}
    assert video.warnings == []
    source = video.source
    assert (source.frames, source.width, source.height, source.rotation_deg) == (25, width, height, 0)
    assert source.fps == pytest.approx(25, rel=0.01)
    assert source.duration_s == pytest.approx(1, rel=0.01)


def test_colours_are_red_green_blue(tmp_path: Path) -> None:
    _, frames = read(film(tmp_path / "set.mp4"))
    red, green, blue = frames[0].rgb[:4, :6].reshape(-1, 3).mean(axis=0)
    assert red > 180
    assert max(green, blue) < 60


def test_a_variable_frame_rate_keeps_the_files_own_times(tmp_path: Path) -> None:
    shown = [0, 10, 20, 50, 55, 60, 120, 130]  # 1/250 s
    video, frames = read(film(tmp_path / "set.mp4", times=shown))
    assert times(frames) == pytest.approx([t / 250 for t in shown])
    assert video.source.fps == pytest.approx(7 / (130 / 250))


def test_a_first_time_of_an_hour_stays_an_hour(tmp_path: Path) -> None:
    path = film(tmp_path / "set.mkv", times=[3600 * 250 + k for k in range(0, 250, 10)])
    video, frames = read(path)
    assert times(frames) == pytest.approx([3600 + t for t in USUAL_TIMES])
    assert video.source.duration_s == pytest.approx(1)


def test_an_avi_with_reordered_pictures_has_even_times(tmp_path: Path) -> None:
    _, frames = read(film(tmp_path / "set.avi", encoder={"bf": "3"}, base=Fraction(1, 25), times=range(25)))
    assert np.diff(times(frames)) == pytest.approx(np.full(24, 0.04))


def test_times_that_repeat_or_go_back_are_mended_and_said(tmp_path: Path) -> None:
    shown = [100, 110, 110, 130, 125, 150]  # intra-only, so that the muxer lets them through
    path = film_out_of_order(tmp_path / "set.mkv", shown)
    video, frames = read(path)
    assert times(frames) == pytest.approx([0.1, 0.11, 0.111, 0.13, 0.131, 0.15])
    assert video.warnings == ["2 frames had a time that repeats or goes back; corrected"]


def clocked(*milliseconds: int | None, missing_is_usual: bool = False) -> tuple[list[float], list[str]]:
    clock = FrameClock(0.04, missing_is_usual=missing_is_usual)
    found = [clock.time(t, Fraction(1, 1000)) for t in milliseconds]
    return found, clock.warnings()


@pytest.mark.parametrize(
    ("given", "wanted", "warnings"),
    [
        ([0, 40, 80], [0, 0.04, 0.08], []),
        ([-40, 0, 40], [-0.04, 0, 0.04], []),
        (
            [0, 40, 40, 80],
            [0, 0.04, 0.041, 0.08],
            ["1 frames had a time that repeats or goes back; corrected"],
        ),
        (
            [0, 80, 40, 120],
            [0, 0.08, 0.081, 0.12],
            ["1 frames had a time that repeats or goes back; corrected"],
        ),
        # A recorder that starts its clock anew: what follows goes on from there.
        (
            [5000, 5040, 0, 40, 80],
            [5, 5.04, 5.08, 5.12, 5.16],
            ["1 frames had a time that repeats or goes back; corrected"],
        ),
        ([0, 20, None, 60], [0, 0.02, 0.04, 0.06], ["1 frames had no time; given the usual distance"]),
        ([None, None], [0, 0.04], ["2 frames had no time; given the usual distance"]),
    ],
)
def test_the_clock_mends_no_more_than_it_must(
    given: list[int | None], wanted: list[float], warnings: list[str]
) -> None:
    found, said = clocked(*given)
    assert found == pytest.approx(wanted)
    assert said == warnings


def test_missing_times_are_not_worth_a_warning_where_they_are_usual() -> None:
    assert clocked(0, None, missing_is_usual=True)[1] == []


@pytest.mark.parametrize(
    ("anticlockwise", "clockwise", "corner"),
    [(0, 0, "upper left"), (-90, 90, "upper right"), (180, 180, "lower right"), (90, 270, "lower left")],
)
def test_a_turned_phone_clip_comes_out_upright(
    anticlockwise: int, clockwise: int, corner: str, tmp_path: Path
) -> None:
    video, frames = read(film(tmp_path / "set.mp4", rotation=anticlockwise))
    size = (64, 48) if clockwise % 180 == 0 else (48, 64)
    assert video.source.rotation_deg == clockwise
    assert (video.source.width, video.source.height) == size
    assert frames[0].rgb.shape == (size[1], size[0], 3)
    assert frames[0].rgb.flags.c_contiguous
    corners = ("upper left", "upper right", "lower right", "lower left")
    assert [c for c in corners if is_red(frames[0].rgb, c)] == [corner]


def test_pixels_that_are_not_square_are_made_square(tmp_path: Path) -> None:
    video, frames = read(film(tmp_path / "set.mp4", shape=Fraction(4, 3)))
    assert frames[0].rgb.shape == (48, 85, 3)
    assert (video.source.width, video.source.height) == (85, 48)


def test_the_header_is_known_before_the_first_frame_is_asked_for(tmp_path: Path) -> None:
    with open_video(film(tmp_path / "set.mp4")) as video:
        assert video.duration_hint_s == pytest.approx(1)
        assert (video.source.frames, video.source.fps, video.source.width) == (25, 25, 64)


def test_a_stream_without_a_duration_has_no_hint(tmp_path: Path) -> None:
    path = film(tmp_path / "set.webm", codec="libvpx-vp9", container={"live": "1"})
    with open_video(path) as video:
        assert video.duration_hint_s is None
        assert len(list(video)) == 25
    assert video.source.duration_s == pytest.approx(1, rel=0.01)
    assert video.warnings == []


@pytest.mark.parametrize(
    "name", ["two words.mp4", "line\nbreak.mp4", "🏋️.mp4", "-i.mp4", "a:b.mp4", "http:x.mp4", "50%d.mp4"]
)
def test_any_file_name_works(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film(tmp_path / "set.mp4").rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    video, frames = read(Path(name))
    assert len(frames) == 25
    assert video.source.path == name


def test_a_name_that_is_not_text_works_and_can_be_reported(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.mp4")
    film(tmp_path / "set.mp4").rename(path)
    video, frames = read(path)
    assert len(frames) == 25
    assert video.source.path.endswith("?.mp4")


def test_of_two_videos_in_a_file_the_first_is_used_and_said(tmp_path: Path) -> None:
    path = tmp_path / "set.mkv"
    with av.open(str(path), "w") as out:
        streams = [out.add_stream("mjpeg", rate=25) for _ in range(2)]
        for stream in streams:
            assert isinstance(stream, av.VideoStream)
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuvj420p"
        for stream, number in zip(streams, (3, 20), strict=True):
            assert isinstance(stream, av.VideoStream)
            frame = av.VideoFrame.from_ndarray(picture(number, 64, 48), format="rgb24")
            out.mux([*stream.encode(frame), *stream.encode()])
    video, frames = read(path)
    assert numbers(frames) == [3]
    assert video.warnings == ["2 videos are in this file; the first is used"]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("set.mp4", {"container": {"movflags": "faststart"}}),
        ("set.mkv", {}),
        ("set.webm", {"codec": "libvpx-vp9"}),
        ("set.avi", {"times": range(100), "base": Fraction(1, 25)}),
    ],
)
def test_a_cut_file_gives_what_is_left_and_a_warning(
    name: str, made: dict[str, object], tmp_path: Path
) -> None:
    path = film(tmp_path / name, **{"times": range(0, 1000, 10), "size": (320, 240), **made})  # type: ignore[arg-type]
    video, frames = read(cut(path, 0.6))
    assert 20 < len(frames) < 85
    assert video.source.frames == len(frames)
    assert video.warnings[-1].endswith("of the 4.0 s that the file promises: it was cut or damaged")


def test_damaged_pictures_in_the_middle_are_skipped_and_said(tmp_path: Path) -> None:
    path = film(tmp_path / "set.avi", codec="png", pixels="rgb24")
    data = bytearray(path.read_bytes())
    starts = [at for at in range(len(data)) if data[at : at + 4] == b"\x89PNG"]
    for start in starts[10:13]:
        data[start : start + 40] = bytes(40)
    path.write_bytes(data)
    video, frames = read(path)
    # Decoding in threads may lose a good neighbour of a damaged picture.
    assert set(range(25)) - set(numbers(frames)) in ({10, 11, 12}, {10, 11, 12, 13})
    assert times(frames) == pytest.approx([number * 0.04 for number in numbers(frames)])
    assert len(video.warnings) == 1
    assert re.match(r"damaged in [123] or more places; the pictures there were skipped", video.warnings[0])


def headless(path: Path) -> None:
    cut(film(path), 0.2)  # an MP4 has its index at its end


def half_an_index(path: Path) -> None:
    cut(film(path), 0.8)


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda path: None, "No such file or directory (try: check the name)"),
    "folder": (Path.mkdir, "a folder (try: the name of a file in it)"),
    "pipe": (os.mkfifo, "not a file but a pipe or device (try: save it to a file first)"),
    "empty": (Path.touch, "the file is empty (try: copy it again from where it came)"),
    "text": (
        lambda path: path.write_text("a set of ten\n" * 50),
        "not a video that can be read (try: ffmpeg -i",
    ),
    "noise": (
        lambda path: path.write_bytes(bytes(range(256)) * 99),
        "not a video that can be read (try: ffmpeg",
    ),
    "picture": (still, "not a video that can be read (try: ffmpeg -i"),
    "playlist": (playlist, "not a video that can be read (try: ffmpeg -i"),
    "sound only": (sound_only, "no moving picture in it (try: a file that holds a video)"),
    "half an index": (
        half_an_index,
        "a video that was cut or damaged (try: copy it again from the phone or camera)",
    ),
    "no index": (headless, "a video that was cut or damaged (try: copy it again from the phone or camera)"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_is_no_video_gets_one_line_that_says_what_to_try(kind: str, tmp_path: Path) -> None:
    make, wanted = UNREADABLE[kind]
    path = tmp_path / "my\nset.mp4"
    make(path)
    with pytest.raises(CannotOpen) as caught, open_video(path):
        pass
    message = str(caught.value)
    assert wanted in message
    assert r"my\nset.mp4: " in message
    assert "\n" not in message


def test_a_picture_larger_than_any_camera_makes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = film(tmp_path / "my set.mp4")
    monkeypatch.setattr("formcheck.video.container.MOST_PIXELS", 64 * 48 - 1)
    with (
        pytest.raises(CannotOpen, match=r"64x48 px is too large \(try: ffmpeg -i '.*my set.mp4' -vf"),
        open_video(path),
    ):
        pass


def test_pixels_of_a_width_that_no_camera_has_are_refused(tmp_path: Path) -> None:
    path = film(tmp_path / "my set.mp4", size=(640, 480), times=[0], shape=Fraction(400))
    with (
        pytest.raises(CannotOpen, match=r"are 400 times as wide as high \(try: ffmpeg -i '.*my set.mp4' -vf"),
        open_video(path),
    ):
        pass


def test_a_name_with_a_nul_is_no_file_name() -> None:
    with pytest.raises(CannotOpen, match="not a file name"), open_video("a\0b.mp4"):
        pass


def test_a_cover_picture_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "song.mp4"
    with av.open(str(path), "w") as out:
        cover = out.add_stream("mjpeg", rate=25)
        assert isinstance(cover, av.VideoStream)
        cover.width, cover.height, cover.pix_fmt = 64, 48, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame.from_ndarray(picture(0, 64, 48), format="rgb24")
        out.mux([*cover.encode(frame), *cover.encode()])
    with pytest.raises(CannotOpen, match="no moving picture in it"), open_video(path):
        pass


def open_files() -> set[Path]:
    return {link.readlink() for link in Path("/proc/self/fd").iterdir() if link.exists()}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to see open files")
def test_the_file_is_let_go_of_whatever_happens(tmp_path: Path) -> None:
    path = film(tmp_path / "set.mp4")
    with open_video(path):
        assert path in open_files()
    with pytest.raises(ZeroDivisionError), open_video(path) as video:
        _ = [1 / frame.timestamp_s for frame in video]
    assert path not in open_files()

    sound_only(path)
    with pytest.raises(CannotOpen), open_video(path):
        pass
    assert path not in open_files()


def test_a_file_deleted_while_it_is_read_is_read_to_its_end(tmp_path: Path) -> None:
    path = film(tmp_path / "set.mp4")
    with open_video(path) as video:
        path.unlink()
        assert numbers(list(video)) == list(range(25))
    assert (video.source.frames, video.warnings) == (25, [])


def test_a_video_is_read_once(tmp_path: Path) -> None:
    with open_video(film(tmp_path / "set.mp4")) as video:
        assert len(list(video)) == 25
        with pytest.raises(RuntimeError, match="read once"):
            list(video)


def test_frames_stay_what_they_were_when_later_ones_are_read(tmp_path: Path) -> None:
    _, frames = read(film(tmp_path / "set.mp4", size=(128, 96)))
    assert numbers(frames) == list(range(25))
