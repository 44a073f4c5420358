"""Nothing leaves the machine: no socket to a network is even made, and none is missed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest

SAMPLE = Path(__file__).parent.parent / "sample_videos" / "donkey-kick-side.mp4"
COUNT = [sys.executable, "-m", "formcheck", "count"]


@pytest.fixture(scope="module")
def short_clip(tmp_path_factory):
    """The first second of a sample, so that the real model runs but not for long."""
    path = tmp_path_factory.mktemp("private") / "short.mp4"
    with av.open(str(SAMPLE)) as source, av.open(str(path), "w") as target:
        stream = target.add_stream("libx264", rate=25)
        first = source.streams.video[0]
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, "yuv420p"
        for number, frame in enumerate(source.decode(video=0)):
            if number == 25:
                break
            target.mux(stream.encode(frame))
        target.mux(stream.encode())
    return path


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_network_socket_is_made_while_a_video_is_counted(short_clip, tmp_path):
    log = tmp_path / "calls"
    traced = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=socket,connect,sendto",
        "-o",
        str(log),
        *COUNT,
        str(short_clip),
    ]
    result = subprocess.run(traced, capture_output=True, text=True, timeout=120, check=False)
    if "ptrace" in result.stderr and result.returncode != 0:
        pytest.skip("tracing is not allowed here")
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "0"
    assert re.findall(r".*AF_INET6?.*", log.read_text()) == []


def test_it_works_without_any_network_interface(short_clip):
    cut_off = ["unshare", "--net", "--map-root-user"]
    if shutil.which("unshare") is None or subprocess.run([*cut_off, "true"], check=False).returncode != 0:
        pytest.skip("network namespaces are not allowed here")
    result = subprocess.run(
        [*cut_off, *COUNT, str(short_clip)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (result.returncode, result.stdout.strip()) == (0, "0"), result.stderr
