"""The times of a video's frames, made fit to measure with."""

from __future__ import annotations

from fractions import Fraction

USUAL_GAP_S = 0.04  # between frames, where a file does not say
REPEAT_STEP_S = 0.001  # a time that repeats is put this much after the one before
NEW_TIMELINE_S = 1.0  # a jump back of more than this restarts the file's clock; later times are shifted


class FrameClock:
    """Presentation times that strictly increase, corrected as little as possible."""

    def __init__(self, gap_s: float, *, missing_is_usual: bool) -> None:
        self._gap_s = gap_s  # the latest distance between frames
        self._missing_is_usual = missing_is_usual
        self._last_s: float | None = None
        self._shift_s = 0.0
        self._corrected = 0
        self._missing = 0

    def time(self, ticks: int | None, base: Fraction | None) -> float:
        """Seconds of the next frame, whose time is `ticks` of `base` seconds; None where it has none."""
        self._last_s = self._next(None if ticks is None or base is None else float(ticks * base))
        return self._last_s

    def _next(self, time_s: float | None) -> float:
        if time_s is None:
            self._missing += 1
            return 0.0 if self._last_s is None else self._last_s + self._gap_s
        shifted = time_s + self._shift_s
        if self._last_s is None:
            return shifted
        if shifted > self._last_s:
            self._gap_s = shifted - self._last_s
            return shifted
        self._corrected += 1
        if shifted > self._last_s - NEW_TIMELINE_S:
            return self._last_s + REPEAT_STEP_S
        self._shift_s += self._last_s + self._gap_s - shifted
        return self._last_s + self._gap_s

    def warnings(self) -> list[str]:
        found = []
        if self._corrected:
            found.append(f"{self._corrected} frames had a time that repeats or goes back; corrected")
        if self._missing and not self._missing_is_usual:
            found.append(f"{self._missing} frames had no time; given the usual distance")
        return found
