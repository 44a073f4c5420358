"""A live set over a film that is played again and again; `benchmarks.soak` does it for ten minutes."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from benchmarks.live import over_and_over
from benchmarks.soak import soak
from formcheck.video.source import open_playback
from tests.support.paths import SAMPLES

pytestmark = pytest.mark.slow

ROUNDS, ROUND_S = 2, 17.6  # the clip's own length


def test_every_round_counts_the_same_and_neither_threads_nor_pictures_are_left_behind(tmp_path: Path) -> None:
    clip = SAMPLES / "donkey-kick-side.mp4"
    truth = json.loads(clip.with_suffix(".json").read_text())["reps_that_count"]
    film = over_and_over(clip, ROUNDS, tmp_path / "film.mp4")
    soaked = soak(lambda: open_playback(film, pace=math.inf), ROUNDS * truth, "lite", ROUND_S - 0.2)
    assert len(soaked.clock.memory) == ROUNDS
    assert soaked.clock.to_drawn
    # The pictures of a round are five hundred megabytes.
    assert soaked.faults(settled=1, most_growth_mb=40.0) == []
