"""Poses and truth of rendered clips, gathered into one file that `benchmarks.corpus` reads."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpus import ANGLES, KEPT, METRE, PX, VISIBILITY, WORLD_KEPT, quantised
from benchmarks.corpus_scenarios import Entry
from formcheck.pose import Pose
from sample_videos import studio
from sample_videos.studio.outfit import DATA
from sample_videos.studio.scenario import Scenario, complete
from sample_videos.studio.truth import document


def scenario_of(entry: Entry) -> Scenario:
    return complete({**entry.scenario, "name": entry.name})


def poses_path(entry: Entry, work: Path, model: str) -> Path:
    return work / "poses" / model / f"{entry.name}.npz"


def save(poses: list[Pose], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npz")
    columns: dict[str, Any] = packed_poses(poses)
    np.savez_compressed(part, **columns)
    part.replace(path)


def packed_poses(poses: list[Pose]) -> dict[str, np.ndarray]:
    times = np.array([round(pose.timestamp_s * 1e6) for pose in poses])
    seen = np.array([pose.seen for pose in poses])[:, None]
    visibility = np.where(seen, [pose.visibility[list(KEPT)] for pose in poses], np.nan)
    return {
        "t_us": np.diff(times, prepend=0).astype(np.int32),
        "xy": quantised(np.array([pose.xy[list(KEPT)] for pose in poses]), PX),
        "visibility": quantised(visibility, VISIBILITY),
        "world": quantised(np.array([pose.world[list(WORLD_KEPT)] for pose in poses]), METRE),
    }


def truth_of(scenario: Scenario, work: Path) -> dict[str, Any]:
    """The truth, kept in WORK for as long as neither the scenario nor the studio changes."""
    sources = sorted(Path(studio.__path__[0]).glob("*.py")) + [DATA]
    content = b"".join(path.read_bytes() for path in sources) + json.dumps(scenario).encode()
    path = work / "truth" / f"{scenario['name']}-{hashlib.sha256(content).hexdigest()[:16]}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document(scenario)), encoding="utf-8")
    return json.loads(path.read_text(encoding="utf-8"))


def pack(wanted: list[Entry], work: Path, model: str, out: Path) -> None:
    index: list[dict[str, Any]] = []
    columns: dict[str, list[np.ndarray]] = {}
    done = [entry for entry in wanted if poses_path(entry, work, model).exists()]
    for entry in sorted(done, key=lambda e: e.name):
        scenario = scenario_of(entry)
        truth = truth_of(scenario, work)
        with np.load(poses_path(entry, work, model)) as file:
            packed = {key: file[key] for key in file.files}
        frames = len(truth["t"])
        if len(packed["t_us"]) != frames:
            raise SystemExit(f"{entry.name}: the clip is not of this scenario (try: delete it and its poses)")
        angles = np.array([truth.pop(name) for name in ANGLES]).T
        packed["angles"] = quantised(angles, 0.1)
        del truth["pixels"]
        for key, values in packed.items():
            columns.setdefault(key, []).append(values)
        size = {key: scenario["video"][key] for key in ("width", "height")}
        index.append(
            {
                "name": entry.name,
                "split": entry.split,
                "scenario": scenario,
                "truth": truth,
                **size,
                "frames": frames,
            }
        )
    gathered: dict[str, Any] = {key: smallest(np.concatenate(values)) for key, values in columns.items()}
    text = np.frombuffer(json.dumps(index, separators=(",", ":")).encode(), np.uint8)
    part = out.with_suffix(".part.npz")
    np.savez_compressed(part, index=text, **gathered)
    part.replace(out)
    print(
        f"{out}: {len(index)} clips, {sum(e['frames'] for e in index)} frames, {out.stat().st_size / 1e6:.1f} MB"
    )


def smallest(values: np.ndarray) -> np.ndarray:
    """The same whole numbers in as few bytes as hold them."""
    small = np.abs(values).max() <= 2**15
    return values.astype(np.int16 if small else np.int32)
