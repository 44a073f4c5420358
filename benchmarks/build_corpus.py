"""Make the corpus again: scenarios -> clips -> poses -> one file.

    python -m benchmarks.build_corpus WORK                    # all stages; takes about an hour on one core
    python -m benchmarks.build_corpus WORK --stage pack       # only gather again, with the truth made anew
    python -m benchmarks.build_corpus WORK --model heavy --every-test-view -o benchmarks/corpus_heavy.npz
    python -m benchmarks.build_corpus WORK --random           # random look-alikes and kickbacks, lookalikes.npz

WORK keeps the clips (those of --random are never written), the poses and the truth, so that a run that was broken off
goes on where it stopped.  Only finished clips are packed.  Set LP_NUM_THREADS=1 and OMP_NUM_THREADS=1 to render on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import random_scenarios
from benchmarks.corpus import ANGLES, CORPUS, KEPT, LOOK_ALIKES, METRE, PX, VISIBILITY, WORLD_KEPT, quantised
from benchmarks.corpus_scenarios import Entry, entries
from formcheck.landmarker import Landmarker
from formcheck.picture import Frame
from formcheck.pose import Pose
from formcheck.pose_model import MODELS
from formcheck.video import Video
from sample_videos import studio
from sample_videos.studio.outfit import DATA
from sample_videos.studio.scenario import Scenario, complete
from sample_videos.studio.take import Take
from sample_videos.studio.truth import document

STAGES = ("render", "detect", "pack")
PACK_EVERY = 60  # clips of the random corpus
VIEWS_OF_EACH = 8  # clips per exercise when only a sample of the test split is wanted


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("build_corpus", description=__doc__, formatter_class=form)
    parser.add_argument("work", type=Path, help="folder for clips and poses")
    parser.add_argument("-o", "--out", type=Path, help="by default the corpus's own file")
    parser.add_argument("--model", choices=MODELS, default="full")
    parser.add_argument("--stage", choices=STAGES, action="append", help="only this one; may be repeated")
    parser.add_argument(
        "--every-test-view", action="store_true", help="a sample of the test split over all views"
    )
    parser.add_argument("--random", action="store_true", help="the random scenarios in place of the grid")
    args = parser.parse_args()
    if args.random:
        build_random(random_scenarios.entries(), args)
        return
    wanted = every_test_view(entries()) if args.every_test_view else entries()
    stages = args.stage or STAGES
    if "render" in stages:
        render_all(wanted, args.work)
    if "detect" in stages:
        detect_all(wanted, args.work, args.model)
    if "pack" in stages:
        pack(wanted, args.work, args.model, args.out or CORPUS)


def build_random(wanted: list[Entry], args: argparse.Namespace) -> None:
    """Film and detect picture by picture, no video between; what is there is packed from time to time."""
    out = args.out or LOOK_ALIKES
    missing = [entry for entry in wanted if not poses_path(entry, args.work, args.model).exists()]
    if not {"render", "detect"}.isdisjoint(args.stage or STAGES):
        for number, entry in enumerate(missing, 1):
            start = time.monotonic()
            poses = seen_live(scenario_of(entry), args.model)
            save(poses, poses_path(entry, args.work, args.model))
            seen = np.mean([pose.seen for pose in poses])
            print(f"{number}/{len(missing)} {entry.name}: {len(poses)} frames, found in {seen:.0%}", end=" ")
            print(f"({time.monotonic() - start:.0f} s)", flush=True)
            if number % PACK_EVERY == 0:
                pack(wanted, args.work, args.model, out)
    if "pack" in (args.stage or STAGES):
        pack(wanted, args.work, args.model, out)


def seen_live(scenario: Scenario, model: str) -> list[Pose]:
    """What the landmarker finds in the pictures as they are drawn."""
    from sample_videos.studio.film import pictures

    take = Take(scenario)
    with Landmarker(model) as landmarker:
        frames = zip(take.frame_times, pictures(take), strict=True)
        return [landmarker.detect(Frame(float(t), picture)) for t, picture in frames]


def save(poses: list[Pose], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npz")
    np.savez_compressed(part, **packed_poses(poses))
    part.replace(path)


def every_test_view(all_entries: list[Entry]) -> list[Entry]:
    """Test scenarios of every kickback, as many different views as possible."""
    chosen: dict[str, list[Entry]] = {}
    tests = [e for e in all_entries if e.split == "test" and "rep" in e.scenario and e.name.count("kick")]
    for entry in sorted(tests, key=lambda e: e.name):
        chosen.setdefault(entry.scenario["exercise"], []).append(entry)
    return [entry for group in chosen.values() for entry in spaced(group)]


def spaced(group: list[Entry]) -> list[Entry]:
    """Evenly spaced over the angle of view."""
    group = sorted(group, key=lambda e: (e.scenario["camera"]["azimuth_deg"], e.name))
    return [group[i] for i in np.linspace(0, len(group) - 1, VIEWS_OF_EACH).round().astype(int)]


def scenario_of(entry: Entry) -> Scenario:
    return complete({**entry.scenario, "name": entry.name})


def clip_path(entry: Entry, work: Path) -> Path:
    return work / f"{entry.name}.mp4"


def poses_path(entry: Entry, work: Path, model: str) -> Path:
    return work / "poses" / model / f"{entry.name}.npz"


def render_all(wanted: list[Entry], work: Path) -> None:
    from sample_videos.studio.film import render  # needs OpenGL, which the other stages do without

    for entry in wanted:
        if not clip_path(entry, work).exists():
            print(entry.name, render(scenario_of(entry), clip_path(entry, work)), "frames", flush=True)


def detect_all(wanted: list[Entry], work: Path, model: str) -> None:
    for entry in wanted:
        path = poses_path(entry, work, model)
        if clip_path(entry, work).exists() and not path.exists():
            save(detect(clip_path(entry, work), model), path)


def detect(clip: Path, model: str) -> list[Pose]:
    with Video(clip) as video, Landmarker(model) as landmarker:
        return [landmarker.detect(frame) for frame in video]


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
    gathered = {key: smallest(np.concatenate(values)) for key, values in columns.items()}
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


if __name__ == "__main__":
    main()
