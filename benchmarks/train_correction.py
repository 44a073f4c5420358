"""Train the correction of the angles on rendered bodies, whose joints are known.

    python -m benchmarks.train_correction [--check]

Writes `formcheck/kinematics/correction_weights.py`.  Training is seeded: the
same corpora give the same weights on the same machine.  Of the random bodies
every fourth is left out whole, of the grid its test split; the errors printed
are theirs.  Needs scikit-learn (the extra `train`).
"""

from __future__ import annotations

import argparse
import base64
import textwrap
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import corpus
from benchmarks.corpus import Clip
from benchmarks.scoring import near_side
from formcheck.exercises import EXERCISES
from formcheck.kinematics import angle_correction
from formcheck.kinematics.camera_view import estimate_view
from formcheck.kinematics.continuity import Continuity
from formcheck.kinematics.joint_angles import USUAL_BIAS_DEG
from formcheck.kinematics.pose_buffer import PoseSequence
from formcheck.pose import SIDES, Floats, other
from formcheck.pose_estimation.sampling import RATE, thinned

HERE = Path(__file__).parent
BODIES = HERE / "corpus_bodies.npz"  # random bodies, joints and views; every fourth is left out whole
CORPORA = (corpus.CORPUS, BODIES, corpus.LOOK_ALIKES)
WEIGHTS = HERE.parent / "formcheck" / "kinematics" / "correction_weights.py"
VERSION = "2026-11-full-1"

NETWORKS, UNITS, EPOCHS, SAMPLES = 12, 24, 40, 40_000
DECAY, JITTER = (
    3.0,
    0.1,
)  # of the weights; of the features, standard deviations: both hold for bodies not seen
UNIT_DEG = 8.0  # what the networks count in
UP_TO_DEG = 62.0  # of azimuth: beyond, angles are not judged
WIDEST_DEG = 30.0  # a greater shift is a lost landmark
STILL_DEG_S = 40.0  # faster than this the pose model lags behind, which is no offset of its points
RESTING_LEG = 0.15  # what a frame of the leg that does not work weighs


@dataclass(frozen=True, eq=False)
class Samples:
    """Frames of one leg over one repetition."""

    clip: Clip
    near: bool
    working: bool
    features: Floats  # (N, F)
    shift: Floats  # (N, 2) degrees, knee and hip: what is to be added to the angle between the points
    top: Floats  # (N,) whether the leg was at its top
    weight: Floats  # (N,)

    def added(self) -> Floats:
        """What the correction in use adds, (N, 2) degrees."""
        return angle_correction.shift_and_spread(self.features)[0]


def samples(clips: Iterable[Clip]) -> Iterator[Samples]:
    """Both legs of every repetition of the kickbacks among the clips, as `analyze` sees them."""
    for clip in clips:
        if clip.truth["exercise"] in EXERCISES:
            seen = _seen(clip)
            for rep in clip.truth["reps"] if len(seen) > 10 else ():
                yield from _of_rep(clip, seen, rep)


def _seen(clip: Clip) -> PoseSequence:
    continuity = Continuity()
    poses = [
        believed
        for pose in thinned(clip.poses, RATE)
        if pose.seen
        for believed in continuity.update(pose).poses
    ]
    return PoseSequence(
        np.array([p.timestamp_s for p in poses]),
        np.array([p.xy for p in poses]).reshape(-1, 33, 2),
        np.array([p.visibility for p in poses]).reshape(-1, 33),
        np.array([p.world for p in poses]).reshape(-1, 33, 3),
    )


def _of_rep(clip: Clip, seen: PoseSequence, rep: dict[str, Any]) -> Iterator[Samples]:
    around = seen.between(rep["start_s"] - 2.0, rep["end_s"] + 0.2)
    frames = seen.between(rep["start_s"] - 0.6, rep["end_s"] + 0.2)
    if len(frames) < 6:
        return
    view = estimate_view(around, 1 if near_side(clip) == "right" else -1, (clip.width, clip.height))
    if abs(view.azimuth_deg) > UP_TO_DEG:
        return
    rows = np.searchsorted([p.timestamp_s for p in clip.poses], frames.times)
    top = (frames.times >= rep["top_start_s"]) & (frames.times <= rep["top_end_s"])
    between = angle_correction.angles_between_points(frames.xy, view)
    features = angle_correction.features(frames.xy, view, between)
    for i, side in enumerate(SIDES):
        own = other(side) if clip.truth["video"].get("mirrored") else side
        truth = np.stack([clip.truth[f"{own}_{name}"][rows] for name in ("knee", "extension")], axis=1)
        shift = (truth - between[i] + 180) % 360 - 180
        speed = np.abs(np.gradient(truth[:, 1], frames.times))
        working = side == rep["side_in_image"]
        weight = (1 + 2 * top) / (1 + (speed / STILL_DEG_S) ** 2) * (1.0 if working else RESTING_LEG)
        found = features[i]
        usable = np.isfinite(found).all(1) & (np.abs(shift) < 2 * WIDEST_DEG).all(1)
        if usable.sum() > 3:
            yield Samples(
                clip,
                side == view.near_side,
                working,
                found[usable],
                shift[usable],
                top[usable],
                weight[usable],
            )


def train(taken: list[Samples], count: int = NETWORKS) -> dict[str, np.ndarray]:
    """The arrays of the networks."""
    from sklearn.neural_network import MLPRegressor

    features = np.concatenate([s.features for s in taken])
    shift = np.clip(np.concatenate([s.shift for s in taken]), -WIDEST_DEG, WIDEST_DEG)
    weight = np.concatenate([s.weight for s in taken])
    share = weight / weight.sum()
    mean, scale = features.mean(0), features.std(0)
    rng = np.random.default_rng(0)
    layers = []
    for seed in range(count):
        rows = rng.choice(len(features), SAMPLES, p=share)
        z = np.clip((features[rows] - mean) / scale, -angle_correction.FURTHEST, angle_correction.FURTHEST)
        network = MLPRegressor(
            hidden_layer_sizes=(UNITS, UNITS),
            activation="tanh",
            alpha=DECAY,
            learning_rate_init=1e-3,
            max_iter=EPOCHS,
            batch_size=512,
            random_state=seed,
            n_iter_no_change=EPOCHS,
        )
        network.fit(z + JITTER * rng.standard_normal(z.shape), shift[rows] / UNIT_DEG)
        layers.append((network.coefs_, network.intercepts_))
        print(f"network {seed + 1} of {count}: loss {network.loss_:.3f}", flush=True)
    return {
        "mean": mean,
        "scale": scale,
        "first": np.concatenate([w[0] for w, _ in layers], axis=1),
        "first_bias": np.concatenate([b[0] for _, b in layers]),
        "second": np.stack([w[1] for w, _ in layers]),
        "second_bias": np.stack([b[1][None] for _, b in layers]),
        "last": np.stack([w[2] for w, _ in layers]) * UNIT_DEG,
        "last_bias": np.stack([b[2][None] for _, b in layers]) * UNIT_DEG,
        "usual": np.array([0.0, -USUAL_BIAS_DEG]),
    }


def write(arrays: dict[str, np.ndarray], path: Path) -> None:
    """Pack the arrays as half-precision numbers into a module of constants."""
    shapes = "\n".join(f'    "{name}": {array.shape},' for name, array in arrays.items())
    packed = zlib.compress(b"".join(array.astype("<f2").tobytes() for array in arrays.values()), 9)
    lines = "\n".join(f'    "{line}"' for line in textwrap.wrap(base64.b64encode(packed).decode(), 300))
    path.write_text(
        f'''"""The numbers of `angle_correction`, written by `python -m benchmarks.train_correction`: do not edit."""

VERSION = "{VERSION}"
SHAPES: dict[str, tuple[int, ...]] = {{
{shapes}
}}
PACKED = (
{lines}
)
'''
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_correction", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, nargs="+", default=list(CORPORA), help="corpus files to learn from"
    )
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS, help="where to write the weights")
    args = parser.parse_args()
    clips = [clip for path in args.corpus for clip in corpus.load("fit", path)]
    taken = list(samples(clips))
    print(f"{len(taken)} legs of repetitions in {len({s.clip.name for s in taken})} clips")
    write(train(taken), args.output)


if __name__ == "__main__":
    main()
