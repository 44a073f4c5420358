"""Where a lift should reach on the range meter."""

from __future__ import annotations

from formcheck.exercises import EXERCISES


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
