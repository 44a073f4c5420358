"""Poses in a file: what the landmarker found, to be judged again without the video.

A pose file is an .npz (a zip of numpy arrays, no pickle) with the entries

    about          JSON as bytes: schema, model, source, warnings, brightness
    timestamp_s    (n,)       float64  the frames' own times, strictly increasing
    xy             (n, 33, 2) float32  px; NaN where a landmark was not seen
    visibility     (n, 33)    float32  0..1
    world          (n, 33, 3) float32  m

The landmarker's numbers are single precision, so that judging the file gives
exactly what judging the video gave.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from formcheck.errors import CannotOpen, CannotWrite, one_line, system_reason
from formcheck.files import check_readable, is_pose_file, whole_file
from formcheck.formats.pose_arrays import FARTHEST_PX, read_array, read_arrays, stack_poses
from formcheck.pose import Floats, Pose, Source

SCHEMA = "formcheck.poses/1"
MOST_BYTES_OF_TEXT = 1_000_000


@dataclass(frozen=True, eq=False)
class PoseFile:
    """What a pose file holds."""

    source: Source  # of the video the poses were found in
    model: str
    poses: list[Pose]
    warnings: list[str]
    brightness: float | None = None  # of the video's pictures: mean, 0..255


@dataclass(frozen=True)
class _Schema:
    schema: str


@dataclass(frozen=True)
class _About:
    schema: str
    model: str
    source: Source
    warnings: list[str]
    brightness: float | None = None  # files from before it was written down have none


def save_poses(
    path: str | Path,
    source: Source,
    model: str,
    poses: Sequence[Pose],
    warnings: Sequence[str] = (),
    *,
    brightness: float | None = None,
    force: bool = False,
) -> None:
    """Write poses to `path`, which must end in .npz; raises CannotWrite.

    A file that is there already is replaced only with `force`.
    """
    if not is_pose_file(path):
        raise CannotWrite(path, "a pose file ends in .npz", "{subject}.npz")
    about = msgspec.json.encode(_About(SCHEMA, model, source, list(warnings), brightness))
    with whole_file(path, force=force) as temporary:
        np.savez_compressed(
            temporary,
            about=np.frombuffer(about, np.uint8),
            timestamp_s=stack_poses(poses, "timestamp_s"),
            xy=stack_poses(poses, "xy"),
            visibility=stack_poses(poses, "visibility"),
            world=stack_poses(poses, "world"),
        )


def load_poses(path: str | Path) -> PoseFile:
    """Read a pose file; raises CannotOpen for anything that is not one."""
    path = Path(path)
    check_readable(path)
    try:
        with zipfile.ZipFile(path) as archive:
            about = _read_about(archive)
            frames = read_arrays(archive)
    except OSError as error:
        raise CannotOpen(path, system_reason(error), "another copy") from error
    except _NewerFile as error:
        raise CannotOpen(path, str(error), "pip install --upgrade formcheck") from error
    except DAMAGE as error:
        raise CannotOpen(path, "damaged, or not a pose file", "make it again from the video") from error
    size = (about.source.width, about.source.height)
    return PoseFile(about.source, about.model, _poses(size, **frames), about.warnings, about.brightness)


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
    text = read_array(archive, "about", np.uint8, (), MOST_BYTES_OF_TEXT).tobytes()
    schema = msgspec.json.decode(text, type=_Schema).schema
    if schema != SCHEMA and schema.startswith("formcheck.poses/"):
        raise _NewerFile(f"written by another version of formcheck ({one_line(schema[:40])})")
    if schema != SCHEMA:
        raise ValueError("another schema")
    about = msgspec.json.decode(text, type=_About)
    if not (0 <= about.source.width <= FARTHEST_PX and 0 <= about.source.height <= FARTHEST_PX):
        raise ValueError("a size that no picture has")
    if about.brightness is not None and not 0 <= about.brightness <= 255:
        raise ValueError("a brightness that no picture has")
    return about


def _poses(
    size: tuple[int, int], timestamp_s: Floats, xy: Floats, visibility: Floats, world: Floats
) -> list[Pose]:
    rows = zip(timestamp_s.tolist(), xy, visibility, world, strict=True)
    return [Pose(*row, size=size) for row in rows]
