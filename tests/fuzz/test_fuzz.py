"""A few seconds of every fuzz target, so that they keep running; hours of them are for whoever changes a reader."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.waiting import PATIENCE_S

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
TARGETS = sorted(path.stem for path in HERE.glob("fuzz_*.py"))
SECONDS = 2


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no wheel for this Python"
)
@pytest.mark.parametrize("target", TARGETS)
def test_a_few_seconds_of_hostile_input_find_nothing(target: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            f"tests.fuzz.{target}",
            f"-max_total_time={SECONDS}",
            f"-artifact_prefix={tmp_path}/",
        ],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=PATIENCE_S,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done " in done.stderr
