"""How true formcheck's numbers are: run on the stored poses of the corpus, against exact truth.

    python -m benchmarks.accuracy [--split test|fit|all] [--rate N] [--json FILE] [--plot FILE] [--check]

Needs neither renderer nor pose model.  With --check the exit code is 1 if a
figure has fallen below its line (benchmarks/lines.py).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import corpus
from benchmarks.lines import broken_lines, missed_goals
from benchmarks.scoring import GROUPS, Record, Scores, score
from formcheck.pose_estimation.sampling import RATE

MEASURED = ("knee_angle_deg", "hip_extension_deg", "hip_range_deg", "hold_s", "lift_s", "lower_s")


def figures(scores: Scores) -> dict[str, Any]:
    """Everything the benchmark reports, as nested plain values."""
    return {
        "sets": _set_figures(scores.sets),
        "reps": {
            leg: {group: _rep_figures(of(scores.reps, leg=leg, group=group)) for group in GROUPS}
            for leg in ("near", "far")
        },
        "reps_by_exercise": {
            exercise: {
                group: _rep_figures(of(scores.reps, leg="near", group=group, exercise=exercise))
                for group in GROUPS
            }
            for exercise in sorted({r["exercise"] for r in scores.reps})
        },
        "frames": _frame_figures(scores.frames),
        "faults": _fault_figures(scores.faults),
    }


def of(records: Iterable[Record], **wanted: object) -> list[Record]:
    """The records with these values."""
    return [r for r in records if all(r[key] == value for key, value in wanted.items())]


def _spread(errors: np.ndarray) -> dict[str, float]:
    known = errors[np.isfinite(errors)]
    if not len(known):
        return {"n": 0}
    size = np.abs(known)
    return {
        "n": len(known),
        "mae": round(float(size.mean()), 3),
        "p95": round(float(np.percentile(size, 95)), 3),
        "bias": round(float(known.mean()), 3),
    }


def _rep_figures(reps: list[Record]) -> dict[str, Any]:
    out: dict[str, Any] = {name: _spread(np.array([r[name] for r in reps], float)) for name in MEASURED}
    out["azimuth"] = _spread(np.array([r["azimuth_error"] for r in reps], float))
    out["recognised"] = _share(reps, lambda r: r["recognised"])
    for name in MEASURED:
        within = [{"covered": abs(r[name]) <= r[f"{name}_bar"]} for r in reps if np.isfinite(r[name])]
        out[f"{name}_covered"] = _share(within, lambda r: r["covered"])
        out[f"{name}_bar"] = round(float(np.median([r[f"{name}_bar"] for r in reps])), 3) if reps else None
    return out


def _share(records: list[Record], holds: Callable[[Record], bool]) -> float | None:
    return round(sum(map(holds, records)) / len(records), 4) if records else None


def _set_figures(sets: list[Record]) -> dict[str, Any]:
    kickbacks = [s for s in sets if s["exercise"].endswith(("kick", "kickback"))]
    look_alikes = [s for s in sets if s not in kickbacks]
    return {
        **{
            group: {
                "n": len(of(kickbacks, group=group)),
                "exact": _share(of(kickbacks, group=group), lambda s: s["counted"] == s["true"]),
                "naive_exact": _share(of(kickbacks, group=group), lambda s: s["naive"] == s["true"]),
            }
            for group in GROUPS
        },
        "wrong": [
            f"{s['clip']} {s['side']}: {s['counted']} for {s['true']}"
            for s in sets
            if s["counted"] != s["true"]
        ],
        "look_alike_reps": sum(s["counted"] for s in look_alikes),
        "look_alike_reps_naive": sum(s["naive"] for s in look_alikes),
    }


def _frame_figures(frames: list[Record]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for leg in ("near", "far"):
        for joint in ("knee", "hip"):
            for group in GROUPS:
                for method in ("2-D", "world", "rectified", "corrected"):
                    errors = [
                        r["error"] for r in of(frames, leg=leg, joint=joint, group=group, method=method)
                    ]
                    if errors:
                        out[f"{leg} {joint} {group} {method}"] = _spread(np.concatenate(errors))
    return out


def _fault_figures(verdicts: list[Record]) -> dict[str, Any]:
    judged = [v for v in verdicts if v["judged"] and abs(v["azimuth"]) <= 45]
    out: dict[str, Any] = {}
    for rule in sorted({v["rule"] for v in verdicts}):
        mine = of(judged, rule=rule)
        said = [v for v in mine if v["said"]]
        out[rule] = {
            "judged": _share(of(verdicts, rule=rule), lambda v: v["judged"]),
            "precision": _share(said, lambda v: v["true"]),
            "recall_strong": _share(of(mine, true=True, strength="strong"), lambda v: v["said"]),
            "recall_weak": _share(of(mine, true=True, strength="weak"), lambda v: v["said"]),
            "true": sum(v["true"] for v in mine),
            "false": sum(v["said"] and not v["true"] for v in mine),
        }
    clean = of(judged, clean_rep=True)
    reps = {(v["clip"], v["rep"]) for v in clean}
    out["clean reps"] = {
        "n": len(reps),
        "false faults": sum(v["said"] for v in clean),
    }
    return out


def show(result: dict[str, Any]) -> None:
    """Print the figures as tables."""
    print(f"{'set counts':12} {'n':>4} {'exact':>7} {'naive':>7}")
    for group in GROUPS:
        row = result["sets"][group]
        print(f"{group:12} {row['n']:4} {_percent(row['exact'])} {_percent(row['naive_exact'])}")
    for line in result["sets"]["wrong"]:
        print("  wrong:", line)
    print(
        f"look-alikes counted: {result['sets']['look_alike_reps']} (naive {result['sets']['look_alike_reps_naive']})\n"
    )
    for leg, groups in result["reps"].items():
        _show_reps(f"{leg} leg", groups)
    for exercise, groups in result["reps_by_exercise"].items():
        _show_reps(f"near, {exercise}", groups)
    print(f"{'per frame, deg':30} {'mean':>6} {'p95':>6} {'bias':>6}")
    for name, row in result["frames"].items():
        print(f"{name:30} {row['mae']:6.1f} {row['p95']:6.1f} {row['bias']:+6.1f}")
    print(f"\n{'faults':16} {'judged':>7} {'precis.':>7} {'strong':>7} {'weak':>7} {'true':>5} {'false':>5}")
    for rule, row in result["faults"].items():
        if rule == "clean reps":
            print(f"{row['n']} clean repetitions, {row['false faults']} false faults")
            continue
        shares = [_percent(row[k]) for k in ("judged", "precision", "recall_strong", "recall_weak")]
        print(f"{rule:16} {' '.join(shares)} {row['true']:5} {row['false']:5}")


def _show_reps(title: str, groups: dict[str, Any]) -> None:
    heads = ("knee", "hip", "range", "hold", "lift", "lower", "azimuth")
    print(
        f"{title:24} {'n':>4} "
        + " ".join(f"{h:>17}" for h in heads)
        + "  in bars, %: each measure            exercise"
    )
    for group, row in groups.items():
        cells = []
        for name in (*MEASURED, "azimuth"):
            d = row[name]
            digits = 2 if name.endswith("_s") else 1
            cells.append(
                f"{d['mae']:5.{digits}f} {d['p95']:5.{digits}f} {d['bias']:+5.{digits}f}"
                if d["n"]
                else f"{'-':>17}"
            )
        bars = " ".join(_percent(row[f"{name}_covered"])[:-3] for name in MEASURED)
        print(
            f"{group:24} {row['knee_angle_deg']['n']:4} "
            + " ".join(cells)
            + f" {bars} {_percent(row['recognised'])}"
        )
    print()


def _percent(share: float | None) -> str:
    return f"{'-':>7}" if share is None else f"{100 * share:6.1f}%"


def main(argv: list[str] | None = None) -> int:
    """Run, print, write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--split", choices=("test", "fit", "all"), default="test")
    parser.add_argument("--corpus", type=Path, default=corpus.CORPUS, help="another corpus file")
    parser.add_argument("--rate", type=float, default=RATE, help="poses a second, at most; live: 1000")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--plot", type=Path, help="draw the figures here (needs matplotlib)")
    parser.add_argument("--check", action="store_true", help="exit 1 if a figure is below its line")
    args = parser.parse_args(argv)
    scores = score(corpus.load(None if args.split == "all" else args.split, args.corpus), args.rate)
    result = figures(scores)
    show(result)
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n")
    if args.plot:
        from benchmarks.plots import draw

        draw(scores, args.plot)
    for line in missed_goals(result):
        print("goal not reached:", line)
    broken = broken_lines(result)
    for line in broken:
        print("below its line:", line, file=sys.stderr)
    return 1 if args.check and broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
