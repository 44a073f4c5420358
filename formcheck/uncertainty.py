"""How far off an angle may be in a given view: half-widths of a 90 % interval, degrees.

Fitted on the fit split of the accuracy corpus (see docs/accuracy.md), full
model; linear in between.
"""

from __future__ import annotations

import numpy as np

AZIMUTH_DEG = (0.0, 15.0, 30.0, 45.0, 60.0, 90.0)
KNEE_NEAR = (5.0, 7.0, 10.0, 15.0, 22.0, 60.0)
KNEE_FAR = (9.0, 11.0, 16.0, 22.0, 30.0, 60.0)
HIP_NEAR = (7.0, 7.0, 8.0, 11.0, 16.0, 60.0)
HIP_FAR = (10.0, 11.0, 13.0, 17.0, 24.0, 60.0)


def knee_error_deg(azimuth_deg: float, *, near: bool) -> float:
    """Of a knee angle at the top, for a camera `azimuth_deg` off the side."""
    return float(np.interp(abs(azimuth_deg), AZIMUTH_DEG, KNEE_NEAR if near else KNEE_FAR))


def hip_error_deg(azimuth_deg: float, *, near: bool) -> float:
    """Of a hip extension at the top, for a camera `azimuth_deg` off the side."""
    return float(np.interp(abs(azimuth_deg), AZIMUTH_DEG, HIP_NEAR if near else HIP_FAR))
