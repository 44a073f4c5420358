"""The small print of the live picture: how fast it is, how far off its angles may be."""

from __future__ import annotations

import time
from collections import deque

from formcheck.exercises.measure import HIP_EXTENSION, KNEE_ANGLE
from formcheck.kinematics.camera_view import View
from formcheck.reps.measure_error import usual_errors

PACE_S = 2.0  # over which the frame rate is taken


class FrameRate:
    """Frames per second, of late."""

    def __init__(self) -> None:
        self._ticks: deque[float] = deque()

    def count_frame(self) -> str:
        """Count a frame and say how fast they come."""
        now = time.monotonic()
        self._ticks.append(now)
        while self._ticks[0] < now - PACE_S:
            self._ticks.popleft()
        span_s = now - self._ticks[0]
        return f"{(len(self._ticks) - 1) / span_s if span_s else 0.0:.0f} frames/s"


def view_error(view: View | None) -> tuple[str, ...]:
    """How far off knee and hip of the near leg may be; nothing before a leg has moved."""
    if view is None:
        return ()
    errors = usual_errors(view.azimuth_deg)
    knee, hip = errors[KNEE_ANGLE.name], errors[HIP_EXTENSION.name]
    return (f"knee ±{knee:.0f}°", f"hip ±{hip:.0f}°")
