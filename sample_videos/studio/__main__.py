"""Render scenario files to OUT/NAME.mp4 and OUT/NAME.json (the truth).

python -m sample_videos.studio SCENARIO.toml [MORE.toml ...] -o OUT
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from . import scenario, truth


def main() -> None:
    description = f"{__doc__}\n{scenario.__doc__}"
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("studio", description=description, formatter_class=form)
    parser.add_argument("scenario", nargs="+", type=Path)
    parser.add_argument("-o", "--out", default=Path(), type=Path, help="folder for the results")
    parser.add_argument(
        "--truth-only", action="store_true", help="write the .json files only; needs no OpenGL"
    )
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for path in args.scenario:
        try:
            loaded = scenario.load(path)
        except (OSError, ValueError) as error:
            parser.error(f"{path}: {error}")
        make(loaded, args.out, args.truth_only)


def make(sc: scenario.Scenario, out: Path, truth_only: bool) -> None:
    start = time.monotonic()
    doc = truth.document(sc)
    (out / f"{sc['name']}.json").write_text(json.dumps(doc, separators=(",", ":")) + "\n", encoding="utf-8")
    frames = len(doc["t"])
    if not truth_only:
        from .film import render  # moderngl is not needed, and perhaps not there, for the truth

        render(sc, out / f"{sc['name']}.mp4")
    spent = (time.monotonic() - start) / max(frames, 1)
    counted = f"{doc['reps_that_count']} of {len(doc['reps'])} reps count"
    print(f"{sc['name']}: {frames} frames, {counted}, {spent:.2f} s per frame", flush=True)


main()
