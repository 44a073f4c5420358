"""The target of a measure: the limits of all rules of an exercise on it."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises import EXERCISES
from formcheck.exercises.measure import HIP_EXTENSION, HIP_RANGE, Measure
from formcheck.exercises.rule_name import RuleName


@dataclass(frozen=True)
class Band:
    """What a measure should lie in; None where it has no limit."""

    low: float | None = None
    high: float | None = None

    def __contains__(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def target_band(exercise: str | None, measure: Measure) -> Band:
    """What every rule of the exercise on this measure allows; without limits where there is none."""
    rules = [rule for rule in EXERCISES[exercise].rules if rule.measure == measure] if exercise else []
    lows = [rule.low for rule in rules if rule.low is not None]
    highs = [rule.high for rule in rules if rule.high is not None]
    return Band(max(lows, default=None), min(highs, default=None))


def range_target_deg(exercise: str, start_deg: float) -> float | None:
    """Degrees above a lift's start that the range rule of the exercise requires; None while it is not known."""
    if exercise not in EXERCISES:
        return None
    for rule in EXERCISES[exercise].rules:
        if rule.name is RuleName.RANGE and rule.low is not None:
            if rule.measure == HIP_RANGE:
                return rule.low
            if rule.measure == HIP_EXTENSION:
                return rule.low - start_deg
    return None
