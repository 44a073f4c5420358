"""The track remembers the last minutes and no more."""

from formcheck.kinematics.pose_buffer import PoseBuffer
from tests.support.stick_figure import ALL_FOURS, seen


def test_memory_stays_flat_and_the_recent_is_kept() -> None:
    track = PoseBuffer(keep_s=10.0)
    for i in range(5000):
        track.append(seen(ALL_FOURS, i / 30))
    assert len(track._times) <= 1024
    kept = track.sequence()
    assert kept.times[-1] == 4999 / 30
    assert kept.times[-1] - kept.times[0] >= 10.0
    assert (kept.times[1:] > kept.times[:-1]).all()


def test_between_includes_both_ends() -> None:
    track = PoseBuffer()
    for i in range(10):
        track.append(seen(ALL_FOURS, float(i)))
    assert list(track.sequence().between(2.0, 4.0).times) == [2.0, 3.0, 4.0]
