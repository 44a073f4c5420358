"""The arrays of a pose file, written and read: their sizes and values are checked, and nothing in them is believed."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.pose import LANDMARKS, Floats, Pose

MOST_FRAMES = 500_000  # eleven hours at 12 a second, more than two at 60; 1.3 GB while they are read
LATEST_S = 1e12  # either way; clocks that count from 1970 are at 2e9
FARTHEST_PX, FARTHEST_M = 1e6, 1e3  # of a landmark; 8K video is 7680 px wide

# Entry of the file: type and shape of one frame.
ARRAYS: dict[str, tuple[type[np.floating], tuple[int, ...]]] = {
    "timestamp_s": (np.float64, ()),
    "xy": (np.float32, (LANDMARKS, 2)),
    "visibility": (np.float32, (LANDMARKS,)),
    "world": (np.float32, (LANDMARKS, 3)),
}


def stack_poses(poses: Sequence[Pose], name: str) -> NDArray[Any]:
    """One of the arrays, a row per pose."""
    kind, shape = ARRAYS[name]
    return np.array([getattr(pose, name) for pose in poses], dtype=kind).reshape(len(poses), *shape)


def read_arrays(archive: zipfile.ZipFile) -> dict[str, Floats]:
    """The arrays by name, in double precision, of equal length and with values that poses can have."""
    arrays: dict[str, Floats] = {}
    most = MOST_FRAMES
    with np.errstate(invalid="ignore"):  # some kinds of NaN would be remarked upon
        for name, (kind, shape) in ARRAYS.items():
            arrays[name] = read_array(archive, name, kind, shape, most).astype(np.float64)
            _check_values(name, arrays[name])
            most = len(arrays[name])  # the times come first: small, and hard to make up many of
    if len({len(array) for array in arrays.values()}) != 1:
        raise ValueError("arrays of different lengths")
    return arrays


def _check_values(name: str, values: Floats) -> None:
    """ValueError for values that no poses have."""
    if name == "timestamp_s":
        fit = (np.abs(values) < LATEST_S).all() and (np.diff(values) > 0).all()
    elif name == "visibility":
        fit = ((values >= 0) & (values <= 1)).all()
    else:
        fit = ~(np.abs(values) > (FARTHEST_PX if name == "xy" else FARTHEST_M)).any()
    if not fit:
        raise ValueError("values that no poses have")


def read_array(
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
