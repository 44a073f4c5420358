"""Which pictures of a video are looked at."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from formcheck.pose_estimation.sampling import RATE, thinned
from formcheck.video.frame import RawFrame


def at(*times_s: float) -> Iterator[RawFrame]:
    return (RawFrame(time_s, None, (640, 360), (640, 360), 0) for time_s in times_s)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fps", "rate", "a_second"),
    [(30, RATE, 12), (29.97, RATE, 12), (24, RATE, 12), (25, RATE, 12), (60, RATE, 12), (12, RATE, 12),
     (10, RATE, 10), (16, RATE, 12), (240, RATE, 12), (30, 15, 15), (30, 1000, 30)],
)  # fmt: skip
def test_pictures_are_thinned_evenly(fps: float, rate: float, a_second: float) -> None:
    times = [round(i / fps, 3) for i in range(int(10 * fps))]  # rounded as a phone does
    kept = [picture.timestamp_s for picture in thinned(at(*times), rate)]
    assert kept[0] == 0.0
    assert len(kept) / 10 == pytest.approx(a_second, rel=0.05)
    gaps = np.diff(kept)
    assert gaps.max() - gaps.min() < 1.5 / fps + 0.01


def test_where_pictures_are_few_every_one_is_looked_at() -> None:
    times = [0.0, 0.5, 0.52, 1.5, 9.0]
    assert [picture.timestamp_s for picture in thinned(at(*times), RATE)] == [0.0, 0.5, 1.5, 9.0]
