"""Fuzzing of the studio's scenario files, as far as the timeline of the set.

python -m tests.fuzz.fuzz_scenario -max_total_time=60
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import atheris

from tests.fuzz.harness import run
from tests.fuzz.mutation import change
from tests.support.paths import SAMPLES

with atheris.instrument_imports(include=["sample_videos"]):
    from sample_videos.studio.scenario import load
    from sample_videos.studio.timeline import Timeline

FILE = Path(tempfile.mkdtemp()) / "set.toml"


def read(data: bytes) -> None:
    """A scenario is refused with a ValueError, or is a set of some length, whose every instant is known."""
    FILE.write_bytes(data)
    try:
        scenario = load(FILE)
    except ValueError:
        return
    timeline = Timeline(scenario)
    assert 0 < timeline.duration < 4 * 3600
    for part in range(9):
        timeline.at(timeline.duration * part / 8)


def changed(data: bytes, dice: random.Random) -> bytes:
    """A scenario with something else in one to three places."""
    document = tomllib.loads(data.decode())
    for _ in range(dice.randint(1, 3)):
        document = change(document, dice)
    if not isinstance(document, dict):
        raise ValueError("no table any more")
    lines = [f"{json.dumps(str(key))} = {_toml(value)}" for key, value in document.items()]
    return "\n".join(lines).encode(errors="replace")


def _toml(value: Any) -> str:
    """A value as TOML; dates do not occur, and null is left out by the caller's luck."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(k))} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value) if isinstance(value, str | bool) else repr(value)


def seeds() -> list[bytes]:
    """The scenarios of the sample videos."""
    return [path.read_bytes() for path in sorted(SAMPLES.glob("*.toml"))]


if __name__ == "__main__":
    run(read, seeds(), changed)
    sys.exit()
