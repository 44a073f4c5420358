"""One swing of a leg as it was noticed, before it is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Excursion:
    """Up from a low, over a peak, down to a low; filtered degrees, and seconds that are late by the filter's lag."""

    low_s: float
    low_deg: float
    peak_s: float
    peak_deg: float
    end_s: float
    end_deg: float
    complete: bool = True  # False: it was interrupted before the leg was down

    @property
    def rise_deg(self) -> float:
        """From the low before to the peak."""
        return self.peak_deg - self.low_deg
