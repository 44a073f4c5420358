"""A file is played as a camera would deliver it: at its own pace, which a clock that jumps does not hold up."""

from __future__ import annotations

import threading
from pathlib import Path

from formcheck.video.source import LONGEST_WAIT_S, open_playback
from tests.support.film import film


class Noting(threading.Event):
    """A stop that never comes and notes how long it was waited for, without waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.waits_s: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits_s.append(timeout or 0.0)
        return False


def played(path: Path) -> tuple[list[float], list[float]]:
    """The times of the frames, and how long each was waited for."""
    stop = Noting()
    with open_playback(path) as source:
        return [frame.timestamp_s for frame in source.frames(stop)], stop.waits_s


def test_a_jump_of_ten_minutes_is_not_waited_out_and_the_frames_keep_their_times(tmp_path: Path) -> None:
    ten_minutes = 600 * 250
    times, waits_s = played(film(tmp_path / "set.mkv", times=[0, 10, ten_minutes, ten_minutes + 10]))
    assert times == [0.0, 0.04, 600.0, 600.04]
    assert LONGEST_WAIT_S / 2 < waits_s[2] < LONGEST_WAIT_S + 0.04


def test_a_picture_that_is_shown_for_half_a_second_is_waited_out(tmp_path: Path) -> None:
    times, waits_s = played(film(tmp_path / "set.mkv", times=[0, 125]))
    assert times == [0.0, 0.5]
    assert 0.25 < waits_s[1] <= 0.5
