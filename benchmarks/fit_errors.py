"""Fit how far off each number of a repetition may be, and check how often it holds.

    python -m benchmarks.fit_errors

The correction is trained anew for each third of the clips without them, so
that every error is one of a body not learned from.  Prints the table of
`formcheck/reps/measure_error.py`, and the share of true values within the
interval by group, each clip's by a table fitted without it.  Needs the extra
`train`; a few minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from scipy.optimize import linprog

from benchmarks import corpus
from benchmarks.corpus import Clip
from benchmarks.scoring import match
from benchmarks.train_correction import CORPORA, samples, train
from formcheck.exercises import EXERCISES
from formcheck.kinematics import angle_correction
from formcheck.pose_estimation.sampling import RATE, thinned
from formcheck.reps.measure_error import GROWS, Conditions
from formcheck.reps.rep_counter import RepCounter

FOLDS = 3
NETWORKS = 5  # of the 12 in use: their errors are a little larger
SHARE = 0.91  # of the fitted errors within the interval: on bodies not fitted to, some fall out

Record = tuple[str, Conditions, bool, dict[str, float]]  # clip, conditions, whether judged, errors


def records(clips: list[Clip]) -> list[Record]:
    """Every repetition that is in the truth and was counted."""
    found: list[Record] = []
    for clip in clips:
        counter = RepCounter()
        for pose in thinned(clip.poses, RATE):
            counter.update(pose)
        counter.finish()
        measured = sorted(counter.measured, key=lambda m: m.start_s)
        for true in clip.truth["reps"]:
            rep = match(true, counter.reps) if true["counts"] else None
            if rep is not None:
                m = measured[rep.number - 1]
                errors = {name: m.values[name] - true[name] for name in GROWS}
                found.append((clip.name, m.conditions, m.view.judges(m.side), errors))
    return found


def out_of_fold(clips: list[Clip]) -> list[Record]:
    """Records of all clips, none of which the correction in use had learned from."""
    found: list[Record] = []
    for fold in range(FOLDS):
        kept = [clip for i, clip in enumerate(clips) if i % FOLDS != fold]
        arrays = train(list(samples(kept)), NETWORKS)
        networks = angle_correction.Networks(**arrays)
        angle_correction.networks = cache(lambda networks=networks: networks)
        found += records(clips[fold::FOLDS])
        print(f"fold {fold + 1} of {FOLDS}: {len(found)} repetitions", flush=True)
    return found


def fit(found: list[Record], name: str) -> np.ndarray:
    """Coefficients, none below zero, under which SHARE of the errors are within (quantile regression)."""
    terms = np.array([conditions.terms(name) for _, conditions, _, _ in found])
    size = np.abs([errors[name] for *_, errors in found])
    count, width = terms.shape
    identity = np.eye(count)
    cost = np.concatenate([np.zeros(width), np.full(count, SHARE), np.full(count, 1 - SHARE)])
    solved = linprog(cost, A_eq=np.hstack([terms, identity, -identity]), b_eq=size, method="highs")
    return np.asarray(solved.x[:width])


def main() -> None:
    """Fit, print, check."""
    clips = [c for path in CORPORA for c in corpus.load(path=path) if c.truth["exercise"] in EXERCISES]
    found = [r for r in out_of_fold(clips) if r[2] and all(np.isfinite(list(r[3].values())))]
    for name in GROWS:
        print(f'"{name}": ({", ".join(f"{x:.3f}" for x in fit(found, name))}),')
    names = sorted({clip for clip, *_ in found})
    part = {clip: i % 5 for i, clip in enumerate(names)}
    for name in GROWS:
        tables = [fit([r for r in found if part[r[0]] != i], name) for i in range(5)]
        width = [float(np.dot(tables[part[clip]], conditions.terms(name))) for clip, conditions, *_ in found]
        print(name, "; ".join(covered(found, name, width)))


def covered(found: list[Record], name: str, width: list[float]) -> Iterator[str]:
    """By leg and view: the share of errors within the interval, of how many, and its usual half-width."""
    for near in (True, False):
        for low, high in ((0, 12), (12, 32), (32, 62)):
            group = [
                (abs(errors[name]) <= w, w)
                for (_, conditions, _, errors), w in zip(found, width, strict=True)
                if conditions.near == near and low <= abs(conditions.azimuth_deg) < high
            ]
            if group:
                within, widths = np.array(group).T
                leg = f"{'near' if near else 'far'} {low}-{high}"
                yield f"{leg}: {100 * within.mean():.0f} % of {len(group)}, ±{np.median(widths):.2f}"


if __name__ == "__main__":
    main()
