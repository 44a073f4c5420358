"""What is wanted of a measure: the bands of an exercise's rules, put together."""

from __future__ import annotations

from dataclasses import replace

from formcheck.exercises import EXERCISES
from formcheck.exercises.rules import Rule


def wanted_band(exercise: str, measure: str) -> Rule | None:
    """One band out of all rules on a measure; None where no rule looks at it."""
    band: Rule | None = None
    for rule in EXERCISES[exercise].rules:
        if rule.measure != measure:
            continue
        if band is None:
            band = rule
            continue
        low = band.low if rule.low is None else rule.low
        high = band.high if rule.high is None else rule.high
        band = replace(band, low=low, high=high)
    return band


def range_target_deg(exercise: str, start_deg: float) -> float | None:
    """Degrees above a lift's start that the exercise's own range rule asks for; None while it is not known."""
    if exercise not in EXERCISES:
        return None
    for rule in EXERCISES[exercise].rules:
        if rule.name == "range" and rule.low is not None:
            if rule.measure == "hip_range_deg":
                return rule.low
            if rule.measure == "hip_extension_deg":
                return rule.low - start_deg
    return None
