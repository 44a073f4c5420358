"""What one feature of a swing says against its being a repetition."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.exercises.posture import Posture
from formcheck.reps.reasons import Reason


@dataclass(frozen=True)
class Criterion:
    """One feature's evidence: a line through (value, evidence) points, level beyond its ends.

    With a posture it looks only at swings in that posture.
    """

    feature: str  # a name of swing_features.FEATURES
    reason: Reason
    points: tuple[tuple[float, float], ...]
    posture: Posture | None = None

    def weigh(self, features: Mapping[str, float]) -> float:
        """Evidence against, 0 or less; 0 where the feature was not seen."""
        value = features[self.feature]
        if math.isnan(value) or (
            self.posture is not None and self.posture is not posture_of(features["standing"])
        ):
            return 0.0
        before = self.points[0]
        if value <= before[0]:
            return before[1]
        for after in self.points[1:]:
            if value <= after[0]:
                return before[1] + (after[1] - before[1]) * (value - before[0]) / (after[0] - before[0])
            before = after
        return before[1]


def posture_of(standing: float) -> Posture:
    """The posture for a value of the feature `standing`."""
    return Posture.STANDING if standing > 0 else Posture.ALL_FOURS
