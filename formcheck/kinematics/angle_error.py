"""How far off an angle may be in a given view: half-widths of a 90 % interval, degrees.

Fitted on the fit split of the accuracy corpus (see docs/accuracy.md), full
model; linear in between.  They are the 95th percentile of its errors rather
than the 90th, because its bodies are few and yours is not among them.
"""

from __future__ import annotations

import numpy as np

AZIMUTH_DEG = (0.0, 15.0, 30.0, 45.0, 60.0, 90.0)
KNEE_NEAR = (8.0, 8.0, 8.5, 16.0, 25.0, 60.0)
KNEE_FAR = (8.0, 9.0, 10.0, 16.0, 30.0, 60.0)
HIP_NEAR = (8.0, 8.0, 8.5, 12.0, 18.0, 60.0)
HIP_FAR = (8.0, 9.5, 9.5, 14.0, 24.0, 60.0)


def knee_error_deg(azimuth_deg: float, *, near: bool) -> float:
    """Of a knee angle at the top, for a camera `azimuth_deg` off the side."""
    return float(np.interp(abs(azimuth_deg), AZIMUTH_DEG, KNEE_NEAR if near else KNEE_FAR))


def hip_error_deg(azimuth_deg: float, *, near: bool) -> float:
    """Of a hip extension at the top, for a camera `azimuth_deg` off the side."""
    return float(np.interp(abs(azimuth_deg), AZIMUTH_DEG, HIP_NEAR if near else HIP_FAR))
