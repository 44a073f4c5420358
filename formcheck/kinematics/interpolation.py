"""The pose between two poses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from formcheck.pose import Pose


def pose_at(timestamp_s: float, poses: Sequence[Pose]) -> Pose:
    """The body at a time, from poses in order of time; `Pose.nobody` where either neighbour is.

    Raises ValueError outside of the poses' times.
    """
    after = bisect_right(poses, timestamp_s, key=lambda pose: pose.timestamp_s)
    if after == 0 or not poses:
        raise ValueError(f"no poses at {timestamp_s} s")
    before = poses[after - 1]
    if after == len(poses) or before.timestamp_s == timestamp_s:
        return before
    behind, way = poses[after], poses[after].timestamp_s - before.timestamp_s
    share = (timestamp_s - before.timestamp_s) / way
    return Pose(
        timestamp_s,
        before.xy + share * (behind.xy - before.xy),
        before.visibility + share * (behind.visibility - before.visibility),
        before.world + share * (behind.world - before.world),
        before.size,
    )
