"""Two filters: a causal one for the screen and the count, a zero-lag one for measuring."""

from __future__ import annotations

import math
from collections import deque

import numpy as np
from numpy.typing import NDArray

from formcheck.pose import Floats


class Causal:
    """Median of three, then an exponential average: a spike of one frame leaves no trace.

    Works on irregular times; the lag is about `time_constant_s` plus a frame.
    """

    def __init__(self, time_constant_s: float = 0.05) -> None:
        self._time_constant_s = time_constant_s
        self._last: deque[float] = deque(maxlen=3)
        self._time_s = math.nan
        self.value = math.nan

    def update(self, timestamp_s: float, value: float) -> float:
        """Take one sample (finite) and return the filtered value."""
        self._last.append(value)
        median = sorted(self._last)[len(self._last) // 2]
        if math.isnan(self.value):
            self.value = median
        else:
            weight = 1 - math.exp(-(timestamp_s - self._time_s) / self._time_constant_s)
            self.value += weight * (median - self.value)
        self._time_s = timestamp_s
        return self.value


WIDTH_S = 0.05  # of the zero-lag filter: what a fast lift (0.3 s) can bear


def zero_lag(times: Floats, values: Floats, at: Floats, width_s: float | Floats = WIDTH_S) -> Floats:
    """Local quadratic fit of irregular samples, evaluated at the times `at`.

    Unlike a moving average it does not blunt peaks, so range and hold keep their
    size, and it interpolates between frames.  times (N,), values (N,) may hold
    NaN (left out); at (M,).  `width_s`, one for all or (M,), is the Gaussian
    weight's standard deviation; at low frame rates it widens to 0.8 of a frame.
    """
    known = np.isfinite(values)
    t, y = times[known], values[known]
    if len(t) < 3:
        return np.full(len(at), np.nan)
    width = np.maximum(width_s, 0.8 * float(np.median(np.diff(t)))) * np.ones(len(at))
    near = _nearest(t, at, 6 * width)
    d = (t[near] - at[:, None]) / width[:, None]
    weight = np.exp(-0.5 * d * d) + 1e-9  # the floor lets a gap be bridged by what surrounds it
    powers = [weight * d**k for k in range(5)]
    s0, s1, s2, s3, s4 = (p.sum(1) for p in powers)
    t0, t1, t2 = ((p * y[near]).sum(1) for p in powers[:3])
    det = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2)
    top = t0 * (s2 * s4 - s3 * s3) - t1 * (s1 * s4 - s2 * s3) + t2 * (s1 * s3 - s2 * s2)
    return np.asarray(top / det)


def _nearest(t: Floats, at: Floats, reach: Floats) -> NDArray[np.intp]:
    """For each time of `at` (M,) the rows of `t` around it: as many on each side as any has within its reach, or 3."""
    here = np.searchsorted(t, at)
    left = here - np.searchsorted(t, at - reach)
    right = np.searchsorted(t, at + reach, "right") - here
    side = max(int(left.max()), int(right.max()), 3)
    count = min(2 * side, len(t))
    first = np.clip(here - side, 0, len(t) - count)
    return np.asarray(first[:, None] + np.arange(count))
