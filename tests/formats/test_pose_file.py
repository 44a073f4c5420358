"""Poses survive a file exactly; no other file gets further than one line; files are whole or not there."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.errors import CannotOpen, CannotWrite
from formcheck.files import is_pose_file, whole_file, write_whole
from formcheck.formats.pose_arrays import MOST_FRAMES
from formcheck.formats.pose_file import SCHEMA, load_poses, save_poses
from formcheck.pose import LANDMARKS, Pose, Source
from formcheck.pose_estimation.landmarker import open_landmarker
from formcheck.video.reader import open_video
from tests.support.paths import SAMPLES

SOURCE = Source("my set 🏋️.mp4", duration_s=1 / 3, frames=3, fps=29.97, width=640, height=360, rotation_deg=90)


def some_poses(count: int = 3) -> list[Pose]:
    """Poses as the landmarker makes them, among them an unseen landmark and an empty picture."""
    random = np.random.default_rng(7)

    def single(*shape: int) -> Any:
        return random.random(shape, dtype=np.float32).astype(np.float64)

    poses = [Pose(k / 30, 512 * single(33, 2), single(33), -single(33, 3)) for k in range(count)]
    for pose in poses[:1]:
        pose.xy[5] = np.nan
    return [*poses[:-1], Pose.nobody(count / 30)] if count else []


def same(a: Pose, b: Pose) -> bool:
    names = ("xy", "visibility", "world")
    equal = [np.array_equal(getattr(a, name), getattr(b, name), equal_nan=True) for name in names]
    return a.timestamp_s == b.timestamp_s and all(equal)


@pytest.mark.parametrize("count", [0, 1, 3, 500])
def test_what_was_saved_is_loaded(count: int, tmp_path: Path) -> None:
    poses = some_poses(count)
    save_poses(tmp_path / "set.npz", SOURCE, "full", poses, ["a warning"], brightness=96.5)
    loaded = load_poses(tmp_path / "set.npz")
    assert (loaded.source, loaded.model, loaded.warnings) == (SOURCE, "full", ["a warning"])
    assert loaded.brightness == 96.5
    assert len(loaded.poses) == count
    assert all(map(same, poses, loaded.poses))


def test_a_videos_poses_survive_the_file_to_the_last_bit(tmp_path: Path) -> None:
    with open_video(SAMPLES / "donkey-kick-side.mp4") as video, open_landmarker("lite") as landmarker:
        poses = [landmarker.detect(frame) for frame in islice(video, 40)]
        save_poses(tmp_path / "set.npz", video.source, "lite", poses)
    assert poses[-1].seen
    assert all(map(same, poses, load_poses(tmp_path / "set.npz").poses))


def test_the_same_poses_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        save_poses(tmp_path / name, SOURCE, "full", some_poses())
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_the_file_says_what_it_is_and_needs_no_pickle(tmp_path: Path) -> None:
    save_poses(tmp_path / "set.npz", SOURCE, "heavy", some_poses())
    with np.load(tmp_path / "set.npz", allow_pickle=False) as arrays:
        about = json.loads(arrays["about"].tobytes())
        assert {name: array.shape for name, array in arrays.items() if name != "about"} == {
            "timestamp_s": (3,),
            "xy": (3, LANDMARKS, 2),
            "visibility": (3, LANDMARKS),
            "world": (3, LANDMARKS, 3),
        }
    assert (about["schema"], about["model"], about["source"]["width"]) == (SCHEMA, "heavy", 640)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("set.npz", True), ("SET.NPZ", True), ("set.mp4", False), ("npz", False), ("set.npz.mp4", False)],
)
def test_a_pose_file_is_known_by_its_ending(name: str, wanted: bool) -> None:
    assert is_pose_file(name) is wanted
    assert is_pose_file(Path("folder") / name) is wanted


Entries = dict[str, bytes]


def entries(path: Path) -> Entries:
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def changed(**arrays: Any) -> Callable[[Path], None]:
    """What replaces whole arrays of a good file."""

    def change(path: Path) -> None:
        parts = entries(path)
        for name, array in arrays.items():
            data = io.BytesIO()
            np.lib.format.write_array(data, np.asanyarray(array), allow_pickle=True)
            parts[f"{name}.npy"] = data.getvalue()
        rewrite(path, parts)

    return change


def rewrite(path: Path, parts: Entries) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def about(**values: object) -> Callable[[Path], None]:
    """What changes the text of a good file; a value of None takes the entry away."""

    def change(path: Path) -> None:
        text = json.loads(np.load(io.BytesIO(entries(path)["about.npy"])).tobytes())
        text = {name: value for name, value in (text | values).items() if value is not None}
        changed(about=np.frombuffer(json.dumps(text).encode(), np.uint8))(path)

    return change


def without(name: str) -> Callable[[Path], None]:
    return lambda path: rewrite(
        path, {key: data for key, data in entries(path).items() if key != f"{name}.npy"}
    )


def claiming(shape: str) -> Callable[[Path], None]:
    """What makes an array claim to be larger than it is."""

    def change(path: Path) -> None:
        parts = entries(path)
        header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
        parts["world.npy"] = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode()
        rewrite(path, parts)

    return change


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300])


def spoiled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)


def someone_elses(path: Path) -> None:
    np.savez(path, a=np.zeros(3))


XY = np.zeros((3, LANDMARKS, 2), np.float32)
DAMAGED: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("not poses\n" * 99),
    "truncated": truncated,
    "one byte wrong": spoiled,
    "another's npz": someone_elses,
    "no about": without("about"),
    "no world": without("world"),
    "another schema": about(schema="movement/1"),
    "no schema": about(schema=None),
    "no source": about(source=None),
    "a number for the model": about(model=5),
    "text that is no JSON": changed(about=np.frombuffer(b"\xff{", np.uint8)),
    "text that is an array": changed(about=np.frombuffer(b"[]", np.uint8)),
    "JSON far too deep": changed(about=np.frombuffer(b'{"x": ' + b"[" * 100_000, np.uint8)),
    "objects": changed(xy=np.array([print], dtype=object)),
    "doubles": changed(xy=XY.astype(np.float64)),
    "other byte order": changed(xy=XY.astype(">f4")),
    "columns first": changed(xy=np.asfortranarray(XY)),
    "17 landmarks": changed(xy=XY[:, :17]),
    "one frame short": changed(xy=XY[:2]),
    "a single number": changed(timestamp_s=np.float64(0)),
    "a time twice": changed(timestamp_s=[0.0, 1.0, 1.0]),
    "times that go back": changed(timestamp_s=[0.0, 2.0, 1.0]),
    "a time that is no number": changed(timestamp_s=[0.0, np.nan, 1.0]),
    "endless time": changed(timestamp_s=[0.0, 1.0, np.inf]),
    "a time when the sun has gone out": changed(timestamp_s=[0.0, 1.0, 1e300]),
    "a place on the moon": changed(world=np.full((3, LANDMARKS, 3), 3.8e8, np.float32)),
    "a picture of no size": about(source=asdict(SOURCE) | {"width": 10**40}),
    "an infinite place": changed(xy=np.full_like(XY, np.inf)),
    "visibility of 2": changed(visibility=np.full((3, LANDMARKS), 2, np.float32)),
    "visibility unknown": changed(visibility=np.full((3, LANDMARKS), np.nan, np.float32)),
    "a claim of 8 TB": claiming(f"({10**10}, 33, 3)"),
    "a claim of less than nothing": claiming("(-1, 33, 3)"),
    "a claim of one frame too many": claiming(f"({MOST_FRAMES + 1}, 33, 3)"),
    "more than there is": claiming("(3, 33, 3)"),
    "code for a shape": claiming("__import__('os')"),
    "truth for a shape": claiming("(True, 33, 3)"),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_or_foreign_file_gets_one_line(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "my\nset.npz"
    save_poses(path, SOURCE, "full", some_poses())
    DAMAGED[kind](path)
    with pytest.raises(CannotOpen) as caught:
        load_poses(path)
    wanted = r"my\nset.npz: damaged, or not a pose file (try: make it again from the video)"
    assert str(caught.value).endswith(wanted)
    assert "\n" not in str(caught.value)


class Malice:
    """What runs a command when it is unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.target),)


def test_a_pose_file_cannot_run_code(tmp_path: Path) -> None:
    save_poses(tmp_path / "set.npz", SOURCE, "full", some_poses())
    changed(xy=np.array([Malice(tmp_path / "ran")], dtype=object))(tmp_path / "set.npz")
    with pytest.raises(CannotOpen):
        load_poses(tmp_path / "set.npz")
    assert files_in(tmp_path) == ["set.npz"]
    with np.load(tmp_path / "set.npz", allow_pickle=True) as arrays:  # as whoever trusts it would
        _ = arrays["xy"]
    assert files_in(tmp_path) == ["ran", "set.npz"]


def test_a_small_file_that_unpacks_to_a_gigabyte_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    path = tmp_path / "bomb.npz"
    save_poses(path, SOURCE, "full", some_poses())
    changed(timestamp_s=np.zeros(MOST_FRAMES), world=np.zeros((MOST_FRAMES, LANDMARKS, 3), np.float32))(path)
    assert path.stat().st_size < 1_000_000
    tracemalloc.start()
    with pytest.raises(CannotOpen, match="damaged, or not a pose file"):
        load_poses(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


def test_a_file_of_too_many_frames_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_poses(tmp_path / "set.npz", SOURCE, "full", some_poses(3))
    monkeypatch.setattr("formcheck.formats.pose_arrays.MOST_FRAMES", 2)
    with pytest.raises(CannotOpen):
        load_poses(tmp_path / "set.npz")


def test_a_newer_file_asks_for_a_newer_formcheck(tmp_path: Path) -> None:
    path = tmp_path / "set.npz"
    save_poses(path, SOURCE, "full", some_poses())
    about(schema="formcheck.poses/2", source=None)(path)
    with pytest.raises(CannotOpen, match=r"formcheck.poses/2.*\(try: pip install --upgrade formcheck\)$"):
        load_poses(path)


@pytest.mark.parametrize(
    ("make", "wanted"),
    [
        (lambda path: None, "No such file or directory"),
        (Path.mkdir, "a folder"),
        (os.mkfifo, "a pipe or device"),
        (Path.touch, "the file is empty"),
    ],
)
def test_what_is_no_file_gets_one_line(make: Callable[[Path], object], wanted: str, tmp_path: Path) -> None:
    make(tmp_path / "set.npz")
    with pytest.raises(CannotOpen, match=rf"set.npz: .*{wanted}.*\(try: "):
        load_poses(tmp_path / "set.npz")


@pytest.fixture(scope="module")
def good_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("good") / "set.npz"
    save_poses(path, SOURCE, "full", some_poses())
    return path


def outcome(path: Path) -> str:
    try:
        return f"{len(load_poses(path).poses)} poses"
    except CannotOpen as error:
        return str(error)


@given(at=st.integers(0, 10**6), noise=st.binary(min_size=1, max_size=8))
@settings(max_examples=300, deadline=None)
def test_whatever_bytes_are_changed_the_file_loads_or_is_refused(
    at: int, noise: bytes, good_file: Path
) -> None:
    data = bytearray(good_file.read_bytes())
    at %= len(data)
    data[at : at + len(noise)] = noise
    path = good_file.with_name("changed.npz")
    path.write_bytes(data)
    assert re.fullmatch(r"3 poses|.*\(try: .*\)", outcome(path))


@given(
    at=st.integers(0, 10**6), noise=st.binary(min_size=1, max_size=8), name=st.sampled_from(["about", "xy"])
)
@settings(max_examples=300, deadline=None)
def test_whatever_an_array_says_of_itself_it_loads_or_is_refused(
    at: int, noise: bytes, name: str, good_file: Path
) -> None:
    parts = entries(good_file)
    data = bytearray(parts[f"{name}.npy"])
    at %= min(len(data), 600)
    data[at : at + len(noise)] = noise
    path = good_file.with_name("changed.npz")
    rewrite(path, {**parts, f"{name}.npy": bytes(data)})
    assert re.fullmatch(r"3 poses|.*\(try: .*\)", outcome(path))


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_saving_refuses_to_replace_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "set.npz"
    path.write_text("mine")
    with pytest.raises(
        CannotWrite, match=r"set.npz: already there \(try: another name, or --force to replace it\)"
    ):
        save_poses(path, SOURCE, "full", some_poses())
    assert path.read_text() == "mine"
    save_poses(path, SOURCE, "full", some_poses(), force=True)
    assert len(load_poses(path).poses) == 3
    assert files_in(tmp_path) == ["set.npz"]


def test_a_pose_file_must_end_in_npz(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"ends in .npz \(try: .*set.json.npz\)"):
        save_poses(tmp_path / "set.json", SOURCE, "full", some_poses())
    assert files_in(tmp_path) == []


def write_half_and(error: BaseException, path: Path, *, force: bool = False) -> None:
    with whole_file(path, force=force) as temporary:
        temporary.write_text("half")
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("a fault of ours")])
def test_a_block_that_fails_leaves_no_file_and_keeps_the_old_one(
    error: BaseException, tmp_path: Path
) -> None:
    with pytest.raises(type(error)):
        write_half_and(error, tmp_path / "new.txt")
    (tmp_path / "old.txt").write_text("old")
    with pytest.raises(type(error)):
        write_half_and(error, tmp_path / "old.txt", force=True)
    assert files_in(tmp_path) == ["old.txt"]
    assert (tmp_path / "old.txt").read_text() == "old"


def test_a_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(CannotWrite) as caught:
        write_half_and(error, tmp_path / "set.npz")
    assert str(caught.value).endswith("set.npz: No space left on device (try: another folder)")
    assert files_in(tmp_path) == []


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "set.txt"
    with pytest.raises(CannotWrite, match="already there"), whole_file(path, force=False) as temporary:  # noqa: PT012
        temporary.write_text("mine")
        path.write_text("somebody else's")
    assert path.read_text() == "somebody else's"
    assert files_in(tmp_path) == ["set.txt"]


@pytest.mark.parametrize(
    ("name", "force", "wanted"),
    [
        ("no/such/folder/set.json", False, "there is no such folder (try: make it first)"),
        (".", True, "a folder or device, not a file (try: another name)"),
        ("/dev/null", True, "a folder or device, not a file (try: another name)"),
        ("x" * 300, False, "File name too long (try: another name)"),
        ("a\0b", False, "not a file name (try: another name)"),
        ("text/set.json", False, "Not a directory (try: another name)"),
    ],
)
def test_what_cannot_be_written_gets_one_line(
    name: str, force: bool, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text").touch()
    with pytest.raises(CannotWrite) as caught:
        write_whole(name, b"x", force=force)
    assert str(caught.value).endswith(f": {wanted}")
    assert "\n" not in str(caught.value)
    assert files_in(tmp_path) == ["text"]


def test_a_written_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "set.json", b"{}", force=False)
    assert (tmp_path / "set.json").read_bytes() == b"{}"
    assert (tmp_path / "set.json").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write_whole(tmp_path / "link.json", b"new", force=True)
    assert (tmp_path / "real.json").read_text() == "new"
    assert (tmp_path / "link.json").is_symlink()
