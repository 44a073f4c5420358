"""Fuzzing of pose files, and of judging what they hold.

python -m tests.fuzz.fuzz_poses -max_total_time=60
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import zipfile
from pathlib import Path

import atheris
import numpy as np

from tests.fuzz.harness import check_is_one_line, run
from tests.fuzz.mutation import change
from tests.support.paths import POSES

with atheris.instrument_imports(include=["formcheck"]):
    from formcheck.analysis import analyze
    from formcheck.cli.printing.report import print_report  # noqa: F401  (loaded here, so that it is not loaded during a run)
    from formcheck.errors import CannotOpen
    from formcheck.formats.pose_file import load_poses

SET = POSES / "donkey-kick-side.npz"
FRAMES = 120  # of each seed: a repetition, and no more than is judged quickly
FILE = Path(tempfile.mkdtemp()) / "set.npz"
VALUES = [0, -1, 1, 0.5, 1e3, -1e3, 3e38, 1e-38, np.nan, np.inf, -np.inf]


def read(data: bytes) -> None:
    """A pose file is refused with CannotOpen, or can be judged to its report."""
    FILE.write_bytes(data)
    try:
        poses = load_poses(FILE)
    except CannotOpen as error:
        check_is_one_line(error)
        return
    if len(poses.poses) <= 2 * FRAMES:
        analyze(FILE).to_json()


def changed(data: bytes, dice: random.Random) -> bytes:
    """A pose file with something else in its text, in an array's header or in its numbers."""
    parts = _parts(data)
    name = dice.choice(list(parts))
    part = bytearray(parts[name])
    match dice.randrange(5):
        case 0:
            text = json.dumps(change(json.loads(bytes(parts["about.npy"])[128:]), dice)).encode()
            parts["about.npy"] = _array(np.frombuffer(text, np.uint8))
        case 1:
            at = dice.randrange(min(len(part), 130))
            part[at : at + dice.randint(0, 3)] = atheris.Mutate(bytes(part[at : at + 8]), 16)
            parts[name] = bytes(part)
        case 2:
            kind = np.float64 if name.startswith("time") else np.float32
            values = np.frombuffer(bytes(part)[128:], kind).copy()
            first = dice.randrange(len(values))
            values[first : first + dice.choice((1, 66, 2000, len(values)))] = dice.choice(VALUES)
            parts[name] = _array(values.reshape(-1, *_row(name)))
        case 3:  # every time shifted, stretched or squeezed: still times
            times = np.frombuffer(parts["timestamp_s.npy"][128:], np.float64)
            with np.errstate(all="ignore"):
                parts["timestamp_s.npy"] = _array(
                    times * dice.choice((1e-9, 0.1, 30, 1e6, 1e300)) + dice.choice((0, -5, 1e9))
                )
        case _:
            del parts[name]
    return _zipped(parts, dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception as error:
        raise ValueError("no zip any more") from error
    if not all(len(part) > 128 for part in parts.values()) or "about.npy" not in parts or len(parts) < 5:
        raise ValueError("no pose file any more")
    return parts


def _row(name: str) -> tuple[int, ...]:
    return {"xy.npy": (33, 2), "visibility.npy": (33,), "world.npy": (33, 3)}.get(name, ())


def _array(values: np.ndarray) -> bytes:
    out = io.BytesIO()
    np.lib.format.write_array(out, values, allow_pickle=False)
    return out.getvalue()


def _zipped(parts: dict[str, bytes], how: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def seeds() -> list[bytes]:
    """A stored set, cut to one repetition; and to nothing."""
    with np.load(SET) as whole:
        about, arrays = whole["about"], {name: whole[name] for name in whole.files if name != "about"}
    found = []
    for frames in (slice(40, 40 + FRAMES), slice(0)):
        parts = {"about.npy": _array(about), **{f"{n}.npy": _array(a[frames]) for n, a in arrays.items()}}
        found.append(_zipped(parts, zipfile.ZIP_DEFLATED))
    return found


if __name__ == "__main__":
    run(read, seeds(), changed)
    sys.exit()
