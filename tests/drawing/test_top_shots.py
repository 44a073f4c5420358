"""What is set aside of the top of each repetition."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from formcheck.drawing.top_shots import shots_of_video
from formcheck.video.reader import open_video
from tests.support.film import film
from tests.support.stick_figure import check, donkey_kicks


@pytest.mark.parametrize(("pictures", "shots"), [(0, 0), (1000, 2)])
def test_a_stop_ends_the_way_through_a_video(pictures: int, shots: int, tmp_path: Path) -> None:
    kicks, seen = donkey_kicks(2), count()
    with open_video(film(tmp_path / "set.mp4", times=range(0, 2500, 50))) as video:
        found = shots_of_video(video, kicks.poses(), check(kicks), lambda: next(seen) >= pictures)
    assert len(found) == shots
