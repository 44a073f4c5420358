"""What tests of faults share: a batch of its own to do harm to, a disk and a memory that are soon full, patience."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.formats.pose_arrays import MOST_FRAMES
from formcheck.pose import Source
from tests.support.paths import ROOT, SAMPLES

BATCH = (sys.executable, "-m", "formcheck", "batch")
# Before a command: enough for a video and its model, with few threads and heaps of their own.
LITTLE_MEMORY = (
    "env", "OPENBLAS_NUM_THREADS=1", "MALLOC_ARENA_MAX=2", "bash", "-c", 'ulimit -v 1200000; exec "$@"', "-"
)  # fmt: skip


def begin(*arguments: object, command: tuple[str, ...] = BATCH) -> subprocess.Popen[str]:
    """A batch in a session of its own, which a signal can be sent to as a terminal does."""
    return subprocess.Popen(
        [*command, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )


def reports(out: Path) -> list[Path]:
    """The reports in a batch's folder, and nothing that only begins to be one."""
    return sorted(out.glob("reports/*/[!.]*.json"))


def one_repetition(path: Path) -> Path:
    """The first seconds of a sample, for the real model."""
    with (
        av.open(str(SAMPLES / "donkey-kick-side.mp4")) as source,
        av.open(str(path), "w") as target,
    ):
        first = source.streams.video[0]
        stream = target.add_stream("libx264", rate=first.average_rate)
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, "yuv420p"
        for frame in source.decode(video=0):
            if frame.time > 5.5:
                break
            target.mux(stream.encode(frame))
        target.mux(stream.encode())
    return path


@contextmanager
def small_disk(path: Path, options: str) -> Iterator[Path]:
    """A file system of its own at `path` for a while, with tmpfs options such as "size=64k"."""
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk takes root on Linux")
    try:
        yield path
    finally:
        subprocess.run(["umount", "--lazy", path], check=True)


def too_many_poses(path: Path) -> Path:
    """As many poses of nobody as a pose file may hold: a few MB in it, and more than LITTLE_MEMORY."""
    many = MOST_FRAMES
    source = Source("long.mp4", many / 60, many, 60.0, 640, 360, 0)
    about = {"schema": "formcheck.poses/1", "model": "full", "source": asdict(source), "warnings": []}
    np.savez_compressed(
        path,
        about=np.frombuffer(json.dumps(about).encode(), np.uint8),
        timestamp_s=np.arange(many) / 60,
        xy=np.zeros((many, 33, 2), np.float32),
        visibility=np.zeros((many, 33), np.float32),
        world=np.zeros((many, 33, 3), np.float32),
    )
    return path


def unprivileged() -> Sequence[str]:
    """What stands before a command so that permissions bind it, also where the tests run as root."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("nothing is unreadable to root, and setpriv is not installed")
    return ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
