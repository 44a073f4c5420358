"""Make the corpus again: scenarios -> clips -> poses -> one file.

    python -m benchmarks.build_corpus WORK                    # all stages; takes about an hour on one core
    python -m benchmarks.build_corpus WORK --stage pack       # only gather again, with the truth made anew
    python -m benchmarks.build_corpus WORK --model heavy --every-test-view -o benchmarks/corpus_heavy.npz
    python -m benchmarks.build_corpus WORK --random           # random look-alikes and kickbacks, lookalikes.npz

WORK keeps the clips (those of --random are never written), the poses and the truth, so that a run that was broken off
goes on where it stopped.  Only finished clips are packed.
Set LP_NUM_THREADS=1 and OMP_NUM_THREADS=1 to render on one core.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from benchmarks import random_scenarios
from benchmarks.corpus import CORPUS, LOOK_ALIKES
from benchmarks.corpus_scenarios import Entry, entries
from benchmarks.packing import pack, poses_path, save, scenario_of
from formcheck.pose import Pose
from formcheck.pose_estimation.landmarker import open_landmarker
from formcheck.pose_estimation.model import MODELS
from formcheck.video.frame import Frame
from formcheck.video.reader import open_video
from sample_videos.studio.scenario import Scenario
from sample_videos.studio.take import Take

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
    with open_landmarker(model) as landmarker:
        frames = zip(take.frame_times, pictures(take), strict=True)
        return [landmarker.detect(Frame(float(t), picture)) for t, picture in frames]


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


def clip_path(entry: Entry, work: Path) -> Path:
    return work / f"{entry.name}.mp4"


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
    with open_video(clip) as video, open_landmarker(model) as landmarker:
        return [landmarker.detect(frame) for frame in video]


if __name__ == "__main__":
    main()
