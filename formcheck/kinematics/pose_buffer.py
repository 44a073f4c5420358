"""The recent past of a set: the poses of the last minutes as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.pose import LANDMARKS, Floats, Pose


@dataclass(frozen=True, eq=False)
class PoseSequence:
    """Consecutive poses in which a person was seen; rows are frames in order of time."""

    times: Floats  # (N,) s
    xy: Floats  # (N, 33, 2) px
    visibility: Floats  # (N, 33) 0..1
    world: Floats  # (N, 33, 3) m

    def __len__(self) -> int:
        return len(self.times)

    def between(self, start_s: float, end_s: float) -> PoseSequence:
        """The frames from `start_s` to `end_s`, both included."""
        first = int(np.searchsorted(self.times, start_s, "left"))
        last = int(np.searchsorted(self.times, end_s, "right"))
        rows = slice(first, last)
        return PoseSequence(self.times[rows], self.xy[rows], self.visibility[rows], self.world[rows])


class PoseBuffer:
    """Poses as they come, the oldest forgotten: memory stays flat however long the set is."""

    def __init__(self, keep_s: float = 60.0) -> None:
        self._keep_s = keep_s
        self._count = 0
        self._allocate(1024)

    def _allocate(self, rows: int) -> None:
        self._times = np.empty(rows)
        self._xy = np.empty((rows, LANDMARKS, 2))
        self._visibility = np.empty((rows, LANDMARKS))
        self._world = np.empty((rows, LANDMARKS, 3))

    def append(self, pose: Pose) -> None:
        """Append a pose in which a person was seen."""
        if self._count == len(self._times):
            self._make_room(pose.timestamp_s - self._keep_s)
        i = self._count
        self._times[i] = pose.timestamp_s
        self._xy[i], self._visibility[i], self._world[i] = pose.xy, pose.visibility, pose.world
        self._count += 1

    def _make_room(self, forget_before_s: float) -> None:
        kept = self.sequence().between(forget_before_s, np.inf)
        self._allocate(max(len(self._times), 2 * len(kept)))
        self._count = len(kept)
        self._times[: len(kept)], self._xy[: len(kept)] = kept.times, kept.xy
        self._visibility[: len(kept)], self._world[: len(kept)] = kept.visibility, kept.world

    def sequence(self) -> PoseSequence:
        """Everything remembered, as views: they change with the next `append`."""
        n = self._count
        return PoseSequence(self._times[:n], self._xy[:n], self._visibility[:n], self._world[:n])
