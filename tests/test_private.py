"""Nothing leaves the machine: no socket to a network is even made, and none is missed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.excerpt import excerpt
from tests.support.paths import ROOT, SAMPLES
from tests.support.waiting import PATIENCE_S

pytestmark = [pytest.mark.slow, pytest.mark.machine]

FORMCHECK = [sys.executable, "-m", "formcheck"]
COMMANDS = {
    "count": ["count", "set.mp4"],
    "analyze": ["analyze", "set.mp4", "--html", "p.html", "--video", "v.mp4", "--json", "r.json", "--save"],
    "live": ["live", "--source", "set.mp4", "--headless", "--json", "live.json"],
}
WRITTEN = {"count": [], "analyze": ["p.html", "r.json", "v.mp4"], "live": ["live.json"]}


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a second of a sample, so that the real model runs but not for long."""
    excerpt(tmp_path / "set.mp4", SAMPLES / "glute-kickback-side.mp4", 1.0, 2.0)
    return tmp_path


def run(folder: Path, command: str, before: list[str]) -> subprocess.CompletedProcess[str]:
    """Run formcheck behind another program; the history goes into the folder too."""
    return subprocess.run(
        [*before, *FORMCHECK, *COMMANDS[command]],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(folder / "data")},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_network_socket_is_made(command: str, folder: Path) -> None:
    log = folder / "calls"
    result = run(folder, command, ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(log)])
    if "ptrace" in result.stderr and result.returncode != 0:
        pytest.skip("tracing is not allowed here")
    assert result.returncode == 0, result.stderr
    assert set(WRITTEN[command]) <= {path.name for path in folder.iterdir()}
    # Sockets of this machine alone are how some sound systems are spoken to.
    families = set(re.findall(r"\b(AF_\w+)", log.read_text()))
    assert families <= {"AF_UNIX"}, log.read_text()


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_trace_would_show_a_network_socket(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    traced = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(log), sys.executable, "-c", code]
    if subprocess.run(traced, capture_output=True, check=False).returncode != 0:
        pytest.skip("tracing is not allowed here")
    assert "AF_INET" in log.read_text()


def test_it_works_without_any_network_interface(command: str, folder: Path) -> None:
    cut_off = ["unshare", "--net", "--map-root-user"]
    if shutil.which("unshare") is None or subprocess.run([*cut_off, "true"], check=False).returncode != 0:
        pytest.skip("network namespaces are not allowed here")
    result = run(folder, command, cut_off)
    assert result.returncode == 0, result.stderr
    assert set(WRITTEN[command]) <= {path.name for path in folder.iterdir()}
