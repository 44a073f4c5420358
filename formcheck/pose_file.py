"""Poses in a file: what the landmarker found, to be judged again without the video.

A pose file is an .npz (a zip of numpy arrays, no pickle) with the entries

    about          JSON as bytes: schema, model, source, warnings
    timestamp_s    (n,)       float64  the frames' own times, strictly increasing
    xy             (n, 33, 2) float32  px; NaN where a landmark was not seen
    visibility     (n, 33)    float32  0..1
    world          (n, 33, 3) float32  m

The landmarker's numbers are single precision, so that judging the file gives
exactly what judging the video gave.
"""

from __future__ import annotations

import math
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from formcheck.errors import CannotOpen, CannotWrite, one_line
from formcheck.files import check_readable, whole_file
from formcheck.pose import LANDMARKS, Floats, Pose
from formcheck.report import Source

SCHEMA = "formcheck.poses/1"
MOST_FRAMES = 1_000_000  # four and a half hours at 60 a second; 0.8 GB
MOST_BYTES_OF_TEXT = 1_000_000
LATEST_S = 1e12  # also for clocks that count from 1970, in milliseconds by mistake
FARTHEST_PX, FARTHEST_M = 1e6, 1e3  # of a landmark; 8K video is 7680 px wide

# Entry of the file: type and shape of one frame.
ARRAYS: dict[str, tuple[type[np.floating], tuple[int, ...]]] = {
    "timestamp_s": (np.float64, ()),
    "xy": (np.float32, (LANDMARKS, 2)),
    "visibility": (np.float32, (LANDMARKS,)),
    "world": (np.float32, (LANDMARKS, 3)),
}


@dataclass(frozen=True, eq=False)
class PoseFile:
    """What a pose file holds."""

    source: Source  # of the video the poses were found in
    model: str
    poses: list[Pose]
    warnings: list[str]


@dataclass(frozen=True)
class _Schema:
    schema: str


@dataclass(frozen=True)
class _About:
    schema: str
    model: str
    source: Source
    warnings: list[str]


def is_pose_file(path: str | Path) -> bool:
    """Whether the name is that of a pose file."""
    return Path(path).suffix.lower() == ".npz"


def save_poses(
    path: str | Path,
    source: Source,
    model: str,
    poses: Sequence[Pose],
    warnings: Sequence[str] = (),
    *,
    force: bool = False,
) -> None:
    """Write poses to `path`, which must end in .npz; raises CannotWrite.

    A file that is there already is replaced only with `force`.
    """
    if not is_pose_file(path):
        raise CannotWrite(f"{one_line(path)}: a pose file ends in .npz (try: {one_line(path)}.npz)")
    about = msgspec.json.encode(_About(SCHEMA, model, source, list(warnings)))
    with whole_file(path, force=force) as temporary:
        np.savez_compressed(
            temporary,
            about=np.frombuffer(about, np.uint8),
            timestamp_s=_stacked(poses, "timestamp_s"),
            xy=_stacked(poses, "xy"),
            visibility=_stacked(poses, "visibility"),
            world=_stacked(poses, "world"),
        )


def _stacked(poses: Sequence[Pose], name: str) -> NDArray[Any]:
    kind, shape = ARRAYS[name]
    return np.array([getattr(pose, name) for pose in poses], dtype=kind).reshape(len(poses), *shape)


def load_poses(path: str | Path) -> PoseFile:
    """Read a pose file; raises CannotOpen for everything else, whatever it claims to be."""
    path = Path(path)
    name = one_line(path)
    check_readable(path)
    try:
        with zipfile.ZipFile(path) as archive:
            about = _read_about(archive)
            frames = _read_arrays(archive)
    except OSError as error:
        raise CannotOpen(f"{name}: {error.strerror or error} (try: another copy)") from error
    except _NewerFile as error:
        raise CannotOpen(f"{name}: {error} (try: pip install --upgrade formcheck)") from error
    except DAMAGE as error:
        raise CannotOpen(
            f"{name}: damaged, or not a pose file (try: make it again from the video)"
        ) from error
    size = (about.source.width, about.source.height)
    return PoseFile(about.source, about.model, _poses(size, **frames), about.warnings)


class _NewerFile(Exception):
    """A pose file of a version that is not known here."""


# What zipfile, zlib, numpy, msgspec and the checks here raise for files that are not what they should be.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    msgspec.MsgspecError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def _read_about(archive: zipfile.ZipFile) -> _About:
    text = _read(archive, "about", np.uint8, (), MOST_BYTES_OF_TEXT).tobytes()
    schema = msgspec.json.decode(text, type=_Schema).schema
    if schema != SCHEMA and schema.startswith("formcheck.poses/"):
        raise _NewerFile(f"written by another version of formcheck ({one_line(schema[:40])})")
    if schema != SCHEMA:
        raise ValueError("another schema")
    about = msgspec.json.decode(text, type=_About)
    if not (0 <= about.source.width <= FARTHEST_PX and 0 <= about.source.height <= FARTHEST_PX):
        raise ValueError("a size that no picture has")
    return about


def _read_arrays(archive: zipfile.ZipFile) -> dict[str, Floats]:
    """The arrays by name, in double precision, of equal length and with values that poses can have."""
    with np.errstate(invalid="ignore"):  # some kinds of NaN would be remarked upon
        arrays = {
            name: _read(archive, name, kind, shape, MOST_FRAMES).astype(np.float64)
            for name, (kind, shape) in ARRAYS.items()
        }
    times, visibility = arrays["timestamp_s"], arrays["visibility"]
    fit = (
        len({len(array) for array in arrays.values()}) == 1
        and (np.abs(times) < LATEST_S).all()
        and (np.diff(times) > 0).all()
        and ((visibility >= 0) & (visibility <= 1)).all()
        and not (np.abs(arrays["xy"]) > FARTHEST_PX).any()
        and not (np.abs(arrays["world"]) > FARTHEST_M).any()
    )
    if not fit:
        raise ValueError("values that no poses have")
    return arrays


def _read(
    archive: zipfile.ZipFile, name: str, kind: type[np.generic], row: tuple[int, ...], most: int
) -> NDArray[Any]:
    """One array of at most `most` rows of a known type and shape.

    Its size is checked before any memory is taken for it, and its header is
    compared, not parsed: numpy's own reader believes and evaluates it.
    """
    dtype = np.dtype(kind)
    with archive.open(f"{name}.npy") as file:
        if file.read(8) != b"\x93NUMPY\x01\x00":
            raise ValueError("another format of arrays")
        header = file.read(int.from_bytes(file.read(2), "little")).decode("latin-1").rstrip()
        found = re.search(r"'shape': \((\d{1,9}),", header)
        count = int(found[1]) if found else 0
        shape = (count, *row)
        if (
            header != f"{{'descr': {dtype.str!r}, 'fortran_order': False, 'shape': {shape}, }}"
            or count > most
        ):
            raise ValueError("another type or shape")
        data = file.read(math.prod(shape) * dtype.itemsize)
    return np.frombuffer(data, dtype).reshape(shape)


def _poses(
    size: tuple[int, int], timestamp_s: Floats, xy: Floats, visibility: Floats, world: Floats
) -> list[Pose]:
    rows = zip(timestamp_s.tolist(), xy, visibility, world, strict=True)
    return [Pose(*row, size=size) for row in rows]
