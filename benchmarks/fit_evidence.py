"""Fits the evidence of `formcheck.reps.evidence.table` to every clip at hand, and says how it does on clips left out.

    python -m benchmarks.fit_evidence [--corpus FILE ...] [--write]

The form of the evidence is a trainer's: `PRIOR` says of each feature from
where on it speaks against a kickback, and how strongly one would expect it to.
The clips then move the strengths, never the direction: each part of a line
may take trust or nothing.  Leaving out whole clips, ten parts in turn, tells
what to expect of clips that nobody has seen.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks import corpus, real
from formcheck.exercises.posture import Posture
from formcheck.pose import SIDES, Pose, Side
from formcheck.pose_estimation.sampling import RATE, thinned
from formcheck.reps.evidence import weighing
from formcheck.reps.reasons import Reason
from formcheck.reps.rep_counter import RepCounter
from formcheck.reps.set_consensus import Candidate, SetConsensus

TABLE = Path(weighing.__file__).with_name("table.py")
FOUR, STANDING = Posture.ALL_FOURS, Posture.STANDING
PARTS = 10
RIDGE = 10.0  # how much the prior weighs
REAL_WEIGHT = 2.0  # of a real clip against a rendered one
SAME_S = 0.5  # a lift begins within this of what was noted by eye
CLEAR_S = 0.3  # as of benchmarks.scoring
ONE_PERSON = {"r17": "r18", "r19": "r18"}  # r17 is r19 and r18 in one piece: left out together

# feature, reason, posture (None: both), values, what the way from one value to the next is expected to take.
# Values that fall: a small one speaks against.
PRIOR: tuple[tuple[str, Reason, Posture | None, tuple[float, ...], tuple[float, ...]], ...] = (
    ("support_turn", Reason.BOTH_LEGS, None, (15, 35, 70), (0.5, 1.5)),
    ("support_hip", Reason.BOTH_LEGS, None, (0.6, 0.95, 1.4), (1.3, 2.0)),
    ("hips_shift", Reason.HIPS_MOVED, None, (0.3, 0.6, 1.1), (0.7, 1.5)),
    ("hips_drop", Reason.HIPS_MOVED, None, (0.25, 0.45, 0.75), (0.7, 2.0)),
    ("trunk_turn", Reason.TRUNK_TURNED, FOUR, (10, 20, 40), (1.0, 1.5)),
    ("trunk_turn", Reason.TRUNK_TURNED, STANDING, (30, 50), (1.5,)),
    ("trunk_share", Reason.TRUNK_TURNED, None, (0.6, 0.75, 1.0), (1.5, 2.0)),
    ("trunk_left", Reason.TRUNK_TURNED, FOUR, (4, 10, 30), (1.0, 1.5)),
    ("trunk_left", Reason.TRUNK_TURNED, STANDING, (12, 40), (2.0,)),
    ("thigh_share", Reason.TRUNK_TURNED, None, (0.7, 0.45, 0.2), (0.5, 2.0)),
    ("support_tilt", Reason.POSTURE, FOUR, (25, 40, 60), (1.0, 3.0)),
    ("support_tilt", Reason.POSTURE, STANDING, (35, 50, 68), (1.0, 3.0)),
    ("azimuth", Reason.VIEW, None, (45, 60, 75), (0.5, 2.0)),
    ("behind", Reason.NOT_BEHIND, FOUR, (45, 20, 0, -20), (0.7, 1.3, 2.0)),
    ("behind", Reason.NOT_BEHIND, STANDING, (25, 10, 0), (0.5, 3.0)),
    ("between", Reason.NOT_BEHIND, FOUR, (40, 25, 10), (0.5, 1.0)),
    ("between", Reason.NOT_BEHIND, STANDING, (25, 10, 0), (0.5, 1.0)),
    ("thigh_at_top", Reason.NOT_BEHIND, STANDING, (30, 12, 3), (0.5, 2.0)),
    ("peak", Reason.NOT_BEHIND, FOUR, (-20, -50, -90), (1.0, 1.5)),
    ("foot_ahead", Reason.SWUNG_THROUGH, STANDING, (0.4, 0.7, 1.0), (1.5, 2.5)),
    ("outward", Reason.SIDEWAYS, FOUR, (0.18, 0.32, 0.55), (1.2, 2.3)),
    ("outward", Reason.SIDEWAYS, STANDING, (0.22, 0.33, 0.45), (1.5, 2.5)),
    ("outward_deg", Reason.SIDEWAYS, None, (18, 30, 50), (1.0, 2.0)),
    ("outward", Reason.SIDEWAYS, None, (-0.3, -0.6, -0.9), (1.0, 2.0)),
    ("seen_in_depth", Reason.SIDEWAYS, FOUR, (0.78, 0.65, 0.4), (1.5, 2.0)),
    ("seen_in_depth", Reason.SIDEWAYS, STANDING, (0.6, 0.4, 0.2), (1.0, 1.5)),
    ("knee_opens_flat", Reason.SIDEWAYS, FOUR, (12, 20, 32), (0.9, 1.5)),
    ("loop", Reason.CIRCLE, FOUR, (0.08, 0.14, 0.22), (1.5, 2.5)),
    ("loop", Reason.CIRCLE, STANDING, (0.1, 0.18, 0.28), (1.0, 2.0)),
    ("loop_sideways", Reason.CIRCLE, FOUR, (6, 12, 25), (1.0, 1.5)),
    ("loop_sideways", Reason.CIRCLE, STANDING, (10, 20, 35), (1.0, 1.5)),
    ("knee_alone", Reason.KNEE_ALONE, None, (0.9, 1.8, 3.0), (1.0, 3.0)),
    ("knee_at_top", Reason.KNEE_ALONE, None, (60, 40), (4.0,)),
    ("hands_shift", Reason.ARM_LIFTED, FOUR, (0.25, 0.4, 0.7), (1.0, 1.5)),
    ("hands_rise", Reason.ARM_LIFTED, FOUR, (0.14, 0.22, 0.4), (1.2, 3.0)),
    ("arms_opposed", Reason.WALKING, STANDING, (5, 10, 20), (1.3, 2.5)),
    ("hip_range", Reason.TOO_SMALL, FOUR, (40, 25, 12), (0.5, 2.5)),
    ("hip_range", Reason.TOO_SMALL, STANDING, (30, 18, 10), (0.3, 2.0)),
    ("duration", Reason.TOO_QUICK, None, (0.8, 0.5, 0.25), (0.5, 1.5)),
    ("tremor", Reason.UNSTEADY, None, (0.06, 0.2), (2.0,)),
)


@dataclass(eq=False)
class Example:
    """One clip's swings, and what is true of them."""

    data: str
    clip: str
    group: str  # clips of one group are left out together
    true: dict[Side, int]
    swings: list[Candidate]
    labels: list[float]  # 1: a repetition, 0: none, NaN: part of neither (cut, an echo)


def real_examples() -> list[Example]:
    """The real clips, at both rates."""
    return [_real(rate, clip) for rate in ("at12", "every") for clip in real.load(rate)]


def _real(rate: str, clip: real.RealClip) -> Example:
    swings = _swings(clip.poses)
    labels = [
        float(any(abs(c.rep.start_s - s) < SAME_S for s in clip.about["lifts_s"].get(c.side, ())))
        for c in swings
    ]
    if clip.about["reps"] or "cut" in clip.about["what"]:
        labels = [one or np.nan for one in labels]
    return Example(f"real {rate}", clip.name, ONE_PERSON.get(clip.name, clip.name), clip.true, swings, labels)


def rendered_examples(path: Path) -> list[Example]:
    """The clips of a corpus file."""
    return [_rendered(path.stem, clip) for clip in corpus.load(path=path)]


def _rendered(data: str, clip: corpus.Clip) -> Example:
    swings = _swings(thinned(clip.poses, RATE))
    kicks = clip.truth["exercise"].endswith(("kick", "kickback")) and clip.truth["exercise"] != "butt-kick"
    reps = [rep for rep in clip.truth["reps"] if kicks and rep["counts"]]
    labels = []
    for c in swings:
        same = any(
            rep["side_in_image"] == c.side
            and max(c.rep.top_start_s, rep["top_start_s"]) - min(c.rep.top_end_s, rep["top_end_s"]) < CLEAR_S
            for rep in reps
        )
        labels.append(1.0 if same else np.nan if kicks else 0.0)
    true: dict[Side, int] = {side: sum(rep["side_in_image"] == side for rep in reps) for side in SIDES}
    return Example(data, clip.name, data + clip.name, true, swings, labels)


def _swings(poses: Iterable[Pose]) -> list[Candidate]:
    counter = RepCounter()
    for pose in poses:
        counter.update(pose)
    counter.finish()
    return counter.swings


def design(features: Sequence[dict[str, float]]) -> np.ndarray:
    """(swings, parts of lines): how much of each part a swing has passed, 0 to -1."""
    columns = []
    standing = np.array([f["standing"] for f in features]) > 0
    for feature, _, posture, values, _ in PRIOR:
        x = np.array([f[feature] for f in features])
        here = np.isfinite(x) & ((posture is None) | (standing == (posture is STANDING)))
        for start, end in pairwise(values):
            columns.append(np.where(here, -np.clip((x - start) / (end - start), 0, 1), 0.0))
    return np.array(columns).T


def fit(examples: Sequence[Example]) -> np.ndarray:
    """What each part of each line takes: the prior, moved by the clips; never below 0."""
    prior = np.array([one for *_, taken in PRIOR for one in taken], float)
    features, label, weight = [], [], []
    for e in examples:
        known = [i for i, one in enumerate(e.labels) if one == one]
        sizes = Counter(e.labels[i] for i in known)
        for i in known:
            features.append(e.swings[i].features)
            label.append(e.labels[i])
            weight.append((REAL_WEIGHT if e.data.startswith("real") else 1.0) / np.sqrt(sizes[e.labels[i]]))
    x, y, w = design(features), np.array(label), np.array(weight)
    w[y == 1] *= w[y == 0].sum() / w[y == 1].sum()
    return _descend(x, 2 * y - 1, w / w.mean(), prior)


def _descend(x: np.ndarray, sign: np.ndarray, w: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Weighted logistic loss and ridge to the prior, by accelerated projected gradient."""
    step = 1.0 / (0.25 * np.linalg.norm(x * np.sqrt(w)[:, None], 2) ** 2 + 2 * RIDGE)
    taken = ahead = prior
    momentum = 1.0
    for _ in range(1500):
        left = sign * (weighing.TRUST + x @ ahead)
        gradient = x.T @ (-sign * w / (1 + np.exp(np.clip(left, -50, 50)))) + 2 * RIDGE * (ahead - prior)
        new = np.maximum(ahead - step * gradient, 0.0)
        faster = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = new + (momentum - 1) / faster * (new - taken)
        taken, momentum = new, faster
    return taken


def count(example: Example, taken: np.ndarray) -> dict[Side, int]:
    """The count of a clip with these lines, its swings settled by each other as they are in a session."""
    if not example.swings:
        return dict.fromkeys(SIDES, 0)
    passed = design([c.features for c in example.swings]) * taken
    consensus = SetConsensus()
    for candidate, parts in zip(example.swings, passed, strict=True):
        against: defaultdict[Reason, float] = defaultdict(float)
        for (_, reason, *_), part in zip(_parts(), parts, strict=True):
            against[reason] += part
        candidate.evidence, candidate.counted = dict(against), None
        consensus.add(candidate)
    consensus.finish()
    return {side: sum(bool(c.counted) for c in example.swings if c.side == side) for side in SIDES}


def _parts() -> list[tuple[str, Reason]]:
    return [(feature, reason) for feature, reason, _, values, _ in PRIOR for _ in values[1:]]


def left_out(examples: Sequence[Example], seed: int = 0) -> list[dict[Side, int]]:
    """The count of every clip by lines fitted without its group."""
    groups = sorted({e.group for e in examples})
    np.random.default_rng(seed).shuffle(groups)
    part = {group: i % PARTS for i, group in enumerate(groups)}
    counts: list[dict[Side, int]] = [{}] * len(examples)
    for number in range(PARTS):
        taken = fit([e for e in examples if part[e.group] != number])
        for i, e in enumerate(examples):
            if part[e.group] == number:
                counts[i] = count(e, taken)
    return counts


def show(title: str, examples: Sequence[Example], counts: Sequence[dict[Side, int]]) -> None:
    """Exact clips by data set, and which real ones are wrong."""
    print(title)
    for data in dict.fromkeys(e.data for e in examples):
        mine = [(e, c) for e, c in zip(examples, counts, strict=True) if e.data == data]
        kicks = [e.true == c for e, c in mine if any(e.true.values())]
        others = [e.true == c for e, c in mine if not any(e.true.values())]
        print(f"  {data:16} kickbacks {sum(kicks)} of {len(kicks)}, others {sum(others)} of {len(others)}")
        wrong = [
            f"{e.clip} {e.true['left']} {e.true['right']}: {c['left']} {c['right']}"
            for e, c in mine
            if e.true != c
        ]
        if data.startswith("real") or not kicks:
            print("    wrong:", ", ".join(wrong) or "none")


def write(taken: np.ndarray) -> None:
    """Write the table."""
    lines = [HEAD]
    rest = list(taken)
    for feature, reason, posture, values, expected in PRIOR:
        sums = -np.cumsum([0.0, *(rest.pop(0) for _ in expected)])
        points = sorted((float(v), round(float(s), 2) + 0.0) for v, s in zip(values, sums, strict=True))
        if any(s for _, s in points):
            held = f", Posture.{posture.name}" if posture else ""
            line = ", ".join(f"({v:g}, {s:g})" for v, s in points)
            lines.append(f'    Criterion("{feature}", Reason.{reason.name}, ({line}){held}),')
    TABLE.write_text("\n".join([*lines, ")", ""]))


HEAD = '''"""The evidence against a swing, feature by feature: what `evidence` weighs.

Each line reads: at this value of the feature, this much trust is taken; in
between in proportion.  The features are explained in `swing_features`.

Fitted by `python -m benchmarks.fit_evidence --write`: change the prior there.
"""

from formcheck.exercises.posture import Posture
from formcheck.reps.evidence.criterion import Criterion
from formcheck.reps.reasons import Reason

CRITERIA: tuple[Criterion, ...] = ('''


def main(argv: list[str] | None = None) -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_evidence", description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="*", default=[corpus.CORPUS], help="corpus files")
    parser.add_argument("--cache", type=Path, help="keep the swings here between two runs")
    parser.add_argument("--write", action="store_true", help="write the table")
    args = parser.parse_args(argv)
    if args.cache and args.cache.exists():
        examples = pickle.loads(args.cache.read_bytes())
    else:
        examples = real_examples() + [e for path in args.corpus for e in rendered_examples(path)]
        if args.cache:
            args.cache.write_bytes(pickle.dumps(examples))
    show("whole clips left out:", examples, left_out(examples))
    taken = fit(examples)
    show("fitted to all:", examples, [count(e, taken) for e in examples])
    if args.write:
        write(taken)


if __name__ == "__main__":
    main()
