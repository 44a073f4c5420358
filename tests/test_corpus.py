"""The benchmark corpus: its grid of scenarios, and how its poses are packed."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import corpus
from benchmarks.corpus_scenarios import LOOK_ALIKES, THEMES, entries


def test_grid_has_every_exercise_theme_and_view_in_both_splits() -> None:
    grid = entries()
    assert len({entry.name for entry in grid}) == len(grid)
    for split in ("fit", "test"):
        mine = [e.scenario for e in grid if e.split == split]
        assert {sc["exercise"] for sc in mine} >= set(THEMES)
        assert {abs(sc["camera"]["azimuth_deg"]) for sc in mine} == {0, 15, 30, 45, 60}
    assert {e.scenario["exercise"] for e in grid} >= set(LOOK_ALIKES)


def test_beginning_of_the_grid_is_a_fair_sample_of_it() -> None:
    first = [entry.scenario for entry in entries()[:40]]
    assert {sc["exercise"] for sc in first} >= set(THEMES)
    assert {abs(sc["camera"]["azimuth_deg"]) for sc in first} == {0, 15, 30, 45, 60}


def test_quantised_poses_come_back_within_half_a_unit() -> None:
    rng = np.random.default_rng(1)
    xy = rng.uniform(0, 640, (20, len(corpus.KEPT), 2))
    xy[5:8] = np.nan
    xy[10:12, 4] = np.nan
    back = corpus.spread(corpus.quantised(xy, corpus.PX), corpus.KEPT, corpus.PX)
    assert np.isnan(back[5:8]).all()
    assert np.isnan(back[0, 1]).all()  # a landmark that is not kept
    unseen = np.isnan(back[10]).all(axis=1)
    assert unseen[list(corpus.KEPT)].sum() == 1
    assert np.array_equal(np.isnan(back[:, corpus.KEPT]), np.isnan(xy))
    assert np.nanmax(np.abs(back[:, list(corpus.KEPT)] - xy)) <= corpus.PX / 2 + 1e-9


@pytest.mark.skipif(not corpus.CORPUS.exists(), reason="benchmarks/corpus.npz has not been built")
def test_corpus_loads_and_its_splits_are_apart() -> None:
    fit, test = corpus.load("fit"), corpus.load("test")
    assert fit
    assert test
    assert not {clip.name for clip in fit} & {clip.name for clip in test}
    for clips in (fit, test):
        assert {clip.scenario["exercise"] for clip in clips} >= set(THEMES)
        assert {abs(clip.scenario["camera"]["azimuth_deg"]) for clip in clips} >= {0, 15, 30, 45}
    clip = test[0]
    assert len(clip.poses) == len(clip.truth["t"]) == len(clip.truth["left_knee"])
    assert [pose.timestamp_s for pose in clip.poses] == pytest.approx(clip.truth["t"], abs=1e-3)
    assert any(pose.seen for pose in clip.poses)
