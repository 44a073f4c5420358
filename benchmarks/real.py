"""Real people: what formcheck makes of clips filmed by phones, beside what was counted by eye.

    python -m benchmarks.real [--every] [--check]

Needs neither videos nor pose model: `benchmarks/real` holds the poses found in
them, 12 a second as `analyze` looks at them, and in every frame as `live` does.
With --check the exit code is 1 if fewer sets are counted exactly than were once.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.formats.pose_file import load_poses
from formcheck.pose import SIDES, Pose, Side
from formcheck.reps.rep_counter import RepCounter

FOLDER = Path(__file__).with_name("real")
# Of 58 clips, and of the 17 of them that hold kickbacks: counted exactly, each side, at least.
EXACT, KICKBACKS_EXACT = {"at12": 56, "every": 56}, {"at12": 15, "every": 15}
LOOK_ALIKES_COUNTED = 1  # clips without a whole kickback in which one is counted, at most


@dataclass(frozen=True)
class RealClip:
    """One clip: `about` is its entry in `index.json`."""

    about: dict[str, Any]
    poses: list[Pose]

    @property
    def name(self) -> str:
        return str(self.about["id"])

    @property
    def true(self) -> dict[Side, int]:
        """Whole kickbacks by side."""
        return {side: self.about["by_side"].get(side, 0) for side in SIDES}


def load(rate: str = "at12") -> Iterator[RealClip]:
    """Every clip; rate is "at12" or "every"."""
    index = json.loads((FOLDER / "index.json").read_text())
    for about in index["clips"]:
        yield RealClip(about, load_poses(FOLDER / rate / f"{about['id']}.npz").poses)


def counted(counter: RepCounter) -> dict[Side, int]:
    """Repetitions by side."""
    return {side: sum(m.side == side for m in counter.measured) for side in SIDES}


def followed(poses: list[Pose]) -> RepCounter:
    """A finished count of the poses."""
    counter = RepCounter()
    for pose in poses:
        counter.update(pose)
    counter.finish()
    return counter


def main(argv: list[str] | None = None) -> int:
    """Run, print, check."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.real", description=__doc__)
    parser.add_argument("--every", action="store_true", help="every frame, as live; else 12 a second")
    parser.add_argument("--check", action="store_true", help="exit 1 if fewer are exact than were once")
    args = parser.parse_args(argv)
    rate = "every" if args.every else "at12"
    exact: Counter[str] = Counter()
    number: Counter[str] = Counter()
    print(f"{'':2}{'clip':5} {'what':26} {'true l r':>8} {'counted':>8}  exercise, and what was not counted")
    for clip in load(rate):
        counter = followed(clip.poses)
        got, kind = counted(counter), "kickbacks" if clip.about["reps"] else "look-alikes"
        number[kind] += 1
        exact[kind] += got == clip.true
        print(_row(clip, got, counter))
    print(f"\n{rate}: {exact.total()} of {number.total()} exact on each side")
    for kind in number:
        print(f"{kind}: {exact[kind]} of {number[kind]}")
    broken = _broken(rate, exact, number["look-alikes"] - exact["look-alikes"])
    for line in broken:
        print("below its line:", line, file=sys.stderr)
    return 1 if args.check and broken else 0


def _row(clip: RealClip, got: dict[Side, int], counter: RepCounter) -> str:
    reasons = Counter(f"{a.side[0]} {a.reason}" for a in counter.attempts)
    said = sorted({rep.exercise for rep in counter.reps})
    said += [f"{times} x {reason}" if times > 1 else reason for reason, times in reasons.items()]
    sides = [f"{one['left']:4} {one['right']:3}" for one in (clip.true, got)]
    mark = " " if got == clip.true else "*"
    return f"{mark} {clip.name:5} {clip.about['what'][:26]:26} {sides[0]} {sides[1]}  {'; '.join(said)}"


def _broken(rate: str, exact: Counter[str], false: int) -> list[str]:
    lines = []
    if exact.total() < EXACT[rate]:
        lines.append(f"{exact.total()} exact (at least {EXACT[rate]})")
    if exact["kickbacks"] < KICKBACKS_EXACT[rate]:
        lines.append(f"{exact['kickbacks']} sets of kickbacks exact (at least {KICKBACKS_EXACT[rate]})")
    if false > LOOK_ALIKES_COUNTED:
        lines.append(f"{false} clips without kickbacks counted (at most {LOOK_ALIKES_COUNTED})")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
