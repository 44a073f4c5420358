"""Whatever a file is, `formcheck count` ends with a number, with a warning too, or with one line that helps."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import av
import cv2
import numpy as np
import pytest

from formcheck.cli import main
from formcheck.errors import one_line
from tests.support.damaged import cut, playlist, sound_only, still
from tests.support.excerpt import PER_S, Pictures, at, taken
from tests.support.faults import unprivileged
from tests.support.film import film, film_out_of_order
from tests.support.paths import POSES, ROOT, SAMPLES
from tests.support.waiting import PATIENCE_S

KICK = ("left\t0\nright\t1\n", "")
NOBODY = "no person was found in the picture"
CUT = "a video that was cut or damaged (try: copy it again from the phone or camera)"
NO_VIDEO = "not a video that can be read (try: ffmpeg -i "


class Result(NamedTuple):
    """What `formcheck count` did."""

    code: int
    out: str
    err: str


Count = Callable[..., Result]


@pytest.fixture
def count(capsys: pytest.CaptureFixture[str]) -> Count:
    def run(*paths: str | Path) -> Result:
        code = main(["count", "--by-side", "--model", "lite", "--", *map(str, paths)])
        return Result(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def kick() -> Pictures:
    """Four seconds with one glute kickback of the right leg."""
    return taken(SAMPLES / "glute-kickback-side.mp4", 1.0, 5.0)


def scaled(pictures: Pictures, width: int, height: int) -> Pictures:
    return [cv2.resize(rgb, (width, height)).astype(np.uint8) for rgb in pictures]


def turned(pictures: Pictures, quarters: int) -> Pictures:
    return [np.rot90(rgb, quarters) for rgb in pictures]


STORED: dict[str, tuple[str, dict[str, Any]]] = {
    "as it is": ("set.mp4", {}),
    "10 bits": ("set.mkv", {"pixels": "yuv420p10le"}),
    "grey": ("set.mkv", {"codec": "ffv1", "pixels": "gray"}),
    "with alpha": ("set.mov", {"codec": "qtrle", "pixels": "argb"}),
    "with a palette": ("set.mov", {"codec": "png", "pixels": "pal8"}),
    "a gif": ("set.gif", {"codec": "gif", "pixels": "rgb8", "base": Fraction(1, 100)}),
}


def stored(kind: str, pictures: Pictures, folder: Path) -> Path:
    name, how = STORED[kind]
    base = how.get("base", Fraction(1, 24_000))
    times = [round(k / PER_S / base) for k in range(len(pictures))]
    return film(folder / name, pictures=pictures, **{"base": base, "times": times, **how})


@pytest.mark.slow
@pytest.mark.parametrize("kind", STORED)
def test_a_kick_is_counted_however_its_pictures_are_stored(
    kind: str, kick: Pictures, tmp_path: Path, count: Count
) -> None:
    assert count(stored(kind, kick, tmp_path)) == (0, *KICK)


@pytest.mark.slow
@pytest.mark.parametrize("kind", STORED)
def test_somebody_is_seen_in_large_pictures_however_they_are_stored(
    kind: str, kick: Pictures, tmp_path: Path, count: Count
) -> None:
    result = count(stored(kind, scaled(kick[:2], 1280, 720), tmp_path))
    assert (result.code, result.out) == (0, "left\t0\nright\t0\n")
    assert "no repetition: no leg swung back" in one_line_of(result.err)


@pytest.mark.slow
@pytest.mark.parametrize(("size", "codec"), [((425, 239), "ffv1"), ((3840, 2160), "mjpeg")])
def test_a_kick_is_counted_at_any_size(
    size: tuple[int, int], codec: str, kick: Pictures, tmp_path: Path, count: Count
) -> None:
    pixels = {"ffv1": "yuv444p", "mjpeg": "yuvj420p"}[codec]
    path = film(
        tmp_path / "set.mkv", pictures=scaled(kick, *size), codec=codec, pixels=pixels, **at(PER_S, len(kick))
    )
    assert count(path) == (0, *KICK)


@pytest.mark.slow
@pytest.mark.parametrize(("quarters", "rotation"), [(1, -90), (2, 180), (3, 90)])
def test_a_kick_filmed_with_a_turned_phone_is_counted(
    quarters: int, rotation: int, kick: Pictures, tmp_path: Path, count: Count
) -> None:
    path = film(
        tmp_path / "set.mp4", pictures=turned(kick, quarters), rotation=rotation, **at(PER_S, len(kick))
    )
    assert count(path) == (0, *KICK)


@pytest.mark.slow
def test_a_mirrored_kick_is_one_of_the_other_leg(kick: Pictures, tmp_path: Path, count: Count) -> None:
    path = film(tmp_path / "set.mp4", pictures=[rgb[:, ::-1] for rgb in kick], **at(PER_S, len(kick)))
    assert count(path) == (0, "left\t1\nright\t0\n", "")


@pytest.mark.slow
def test_a_kick_at_240_frames_a_second_is_one_kick(kick: Pictures, tmp_path: Path, count: Count) -> None:
    pictures = [rgb for rgb in kick for _ in range(240 // PER_S)]
    path = film(
        tmp_path / "set.mp4", pictures=pictures, encoder={"preset": "ultrafast"}, **at(240, len(pictures))
    )
    assert count(path) == (0, *KICK)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["set.mp4", "set.mkv", "set.ts"])
def test_a_clock_that_starts_after_an_hour_is_no_fault(
    name: str, kick: Pictures, tmp_path: Path, count: Count
) -> None:
    path = film(tmp_path / name, pictures=kick, **at(PER_S, len(kick), start_s=3600))
    assert count(path) == (0, *KICK)


@pytest.mark.slow
def test_times_that_repeat_and_go_back_are_mended_and_the_kick_is_counted(
    kick: Pictures, tmp_path: Path, count: Count
) -> None:
    times = [100 * k for k in range(len(kick))]
    times[5], times[20], times[30] = times[4], times[18], times[29]
    path = film_out_of_order(tmp_path / "set.mkv", times, kick)
    result = count(path)
    assert (result.code, result.out) == (0, KICK[0])
    assert result.err == f"formcheck: {path}: 3 frames had a time that repeats or goes back; corrected\n"


@pytest.mark.slow
def test_a_jump_of_ten_minutes_costs_the_kick_that_it_cuts_and_no_other(
    kick: Pictures, tmp_path: Path, count: Count
) -> None:
    times = [100 * k + (600_000 if k > 18 else 0) for k in range(2 * len(kick))]
    assert count(film_out_of_order(tmp_path / "set.mkv", times, kick * 2)) == (0, *KICK)


@pytest.mark.slow
def test_a_hard_cut_within_a_kick_costs_that_kick_and_no_other(
    kick: Pictures, tmp_path: Path, count: Count
) -> None:
    elsewhere = taken(SAMPLES / "cable-kickback-side.mp4", 3.0, 5.0)
    pictures = kick[: len(kick) // 2] + elsewhere + kick
    assert count(film(tmp_path / "set.mp4", pictures=pictures, **at(PER_S, len(pictures)))) == (0, *KICK)


UNSEEN: dict[str, tuple[Callable[[Pictures], Pictures], str]] = {
    "black": (lambda kick: [0 * rgb for rgb in kick], "very dark"),
    "nobody": (lambda kick: [rgb[:40, :64] for rgb in kick], NOBODY),
    "16x16": (lambda kick: scaled(kick, 16, 16), NOBODY),
    "one frame": (lambda kick: kick[:1], "no repetition: no leg swung back"),
    "upside down": (lambda kick: [rgb[::-1] for rgb in kick], "upside down"),
    "turned by 180": (lambda kick: turned(kick, 2), "upside down"),
    "on its side": (lambda kick: turned(kick, 1), "on its side"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", UNSEEN)
def test_where_no_kick_can_be_seen_the_result_is_none_and_says_why(
    kind: str, kick: Pictures, tmp_path: Path, count: Count
) -> None:
    change, why = UNSEEN[kind]
    pictures = change(kick)
    result = count(film(tmp_path / "set.mp4", pictures=pictures, **at(PER_S, len(pictures))))
    assert (result.code, result.out) == (0, "left\t0\nright\t0\n")
    assert why in result.err.splitlines()[0]


@pytest.mark.slow
def test_of_two_videos_in_a_file_the_first_is_counted_and_said(
    kick: Pictures, tmp_path: Path, count: Count
) -> None:
    path = two_videos(tmp_path / "set.mkv", kick, [0 * rgb for rgb in kick])
    result = count(path)
    assert (result.code, result.out) == (0, KICK[0])
    assert result.err == f"formcheck: {path}: 2 videos are in this file; the first is used\n"


def two_videos(path: Path, *both: Pictures) -> Path:
    with av.open(str(path), "w") as out:
        streams = [out.add_stream("mjpeg", rate=PER_S) for _ in both]
        for stream in streams:
            stream.width, stream.height, stream.pix_fmt = 426, 240, "yuvj420p"
        for number, pictures in enumerate(zip(*both, strict=True)):
            for stream, rgb in zip(streams, pictures, strict=True):
                frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")
                frame.pts = number
                out.mux(stream.encode(frame))
    return path


FRAGMENTS = {"movflags": "frag_keyframe+empty_moov"}
AT_THE_FRONT = {"movflags": "faststart"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("container", "share", "reps", "said"),
    [
        (AT_THE_FRONT, 0.7, 1, "of the 7.9 s that the file promises: it was cut or damaged"),
        (FRAGMENTS, 0.7, 1, "of the 6.0 s that the file promises: it was cut or damaged"),
        # All but the last moment of the second lowering is there.
        (FRAGMENTS, 0.995, 2, "the file ends in the middle of a picture, after 7."),
    ],
)
def test_what_is_left_of_a_cut_mp4_is_counted_and_the_cut_is_said(
    container: dict[str, str],
    share: float,
    reps: int,
    said: str,
    kick: Pictures,
    tmp_path: Path,
    count: Count,
) -> None:
    path = film(
        tmp_path / "set.mp4", pictures=kick * 2, container=container, encoder={"g": "10"}, **at(PER_S, 80)
    )
    result = count(cut(path, share))
    assert (result.code, result.out) == (0, f"left\t0\nright\t{reps}\n")
    assert said in one_line_of(result.err)


def without_header(path: Path) -> None:
    path.write_bytes(film(path).read_bytes()[400:])


def without_index(path: Path) -> None:
    data = film(path).read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 4])


def of_an_unknown_kind(path: Path) -> None:
    path.write_bytes(film(path).read_bytes().replace(b"avc1", b"zzzz"))


def a_terabyte_of_nothing(path: Path) -> None:
    path.touch()
    os.truncate(path, 2**40)


NO_VIDEOS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "No such file or directory (try: check the name)"),
    "a folder": (Path.mkdir, "a folder (try: the name of a file in it)"),
    "a pipe that nobody writes to": (
        os.mkfifo,
        "not a file but a pipe or device (try: save it to a file first)",
    ),
    "a device without end": (
        lambda path: path.symlink_to("/dev/zero"),
        "not a file but a pipe or device (try: save",
    ),
    "a link to itself": (lambda path: path.symlink_to(path), "(try: check the name)"),
    "empty": (Path.touch, "the file is empty (try: copy it again from where it came)"),
    "a text": (lambda path: path.write_text("ten kicks\n" * 99), NO_VIDEO),
    "a picture": (still, NO_VIDEO),
    "a playlist": (playlist, NO_VIDEO),
    "sound only": (sound_only, "no moving picture in it (try: a file that holds a video)"),
    "cut in the middle": (lambda path: cut(film(path), 0.6), CUT),
    "without its index": (without_index, CUT),
    "without its header": (without_header, NO_VIDEO),
    "of an unknown kind": (of_an_unknown_kind, "not known here, or damaged (try: ffmpeg -i "),
    "a terabyte of nothing": (a_terabyte_of_nothing, NO_VIDEO),
}


@pytest.mark.parametrize("kind", NO_VIDEOS)
def test_what_is_no_video_is_one_line_for_every_command_and_the_others_are_counted(
    kind: str, tmp_path: Path, count: Count, capsys: pytest.CaptureFixture[str]
) -> None:
    make, said = NO_VIDEOS[kind]
    path, good = tmp_path / "set.mp4", POSES / "glute-kickback-side.npz"
    make(path)
    result = count(path, good)
    assert (result.code, result.out) == (1, f"{good}\tleft\t0\n{good}\tright\t5\n")
    assert one_line_of(result.err).startswith(f"formcheck: {path}: ")
    assert said in result.err
    for command in (["analyze"], ["live", "--headless", "--mute", "--source"]):
        assert main([*command, str(path)]) == 1
        out, err = capsys.readouterr()
        assert (out, err) == ("", result.err)


def one_line_of(text: str) -> str:
    (line,) = text.splitlines()
    return line


@pytest.mark.parametrize("command", [["history", "import"], ["compare"], ["history", "--history"]])
@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_other_commands_do_not_wait_for_a_pipe_or_device_either(
    command: list[str], make: Callable[[Path], object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "set.json"
    make(path)
    more = [str(path)] if command == ["compare"] else []
    assert main([*command, str(path), *more]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "(try: " in one_line_of(err)


NAMES = ["two words\nand 🏋️ [red] $(id).mp4", "-rf.mp4", "--help.mp4", "a:b.mp4"]


@pytest.mark.slow
def test_any_file_name_is_counted(
    kick: Pictures, tmp_path: Path, count: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    film(Path("set.mp4"), pictures=kick[:1], **at(PER_S, 1))
    for name in NAMES:
        shutil.copy("set.mp4", name)
    result = count(*NAMES)
    shown = [one_line(name) for name in NAMES]
    assert result.code == 0
    assert result.out.splitlines() == [f"{name}\t{side}\t0" for name in shown for side in ("left", "right")]
    assert [line.split(": ")[1] for line in result.err.splitlines()] == shown


@pytest.mark.machine
@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of another kind")
def test_a_file_that_may_not_be_read_is_one_line(tmp_path: Path) -> None:
    names = ["set.mp4", "set.npz", "set.json"]
    for name in names:
        (tmp_path / name).write_text("something")
        (tmp_path / name).chmod(0)
    for command, seen in ((["count", *names[:2]], names[:2]), (["compare", names[2], names[2]], names[2:])):
        result = subprocess.run(
            [*unprivileged(), sys.executable, "-m", "formcheck", *command],
            cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert (result.returncode, result.stdout) == (1, "")
        lines = result.stderr.splitlines()
        assert [line.split(": ")[1] for line in lines] == seen
        assert all("(try: " in line for line in lines)
