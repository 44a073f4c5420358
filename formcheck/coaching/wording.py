"""Measures in the lifter's words: what was measured, and what was wanted."""

from __future__ import annotations

import math

from formcheck.exercises import EXERCISES
from formcheck.exercises.rules import Fault, Rule
from formcheck.exercises.set_rules import SET_RULES

BACK = "the line of your back"
UNITS = {
    "deg": "°",
    "s": " s",
    "%": " %",
    "% of your best": " % of your best",
    "deg beyond your usual": "° beyond your usual",
}
WORDS = {
    "knee_angle_deg": "knee at the top",
    "over_usual_deg": "thigh",
    "hip_extension_deg": "thigh",
    "hip_range_deg": "range",
    "range_of_best": "range",
    "hold_s": "hold",
    "lift_s": "lift",
    "lower_s": "lowering",
    "return_left": "still up by",
    "head_drop_deg": "head turned by",
    "elbow_bend_deg": "elbow bent by",
    "trunk_lean_deg": "trunk tipped by",
    "support_bend_deg": "standing knee bent by",
    "pelvis_rotation_deg": "pelvis turned by",
    "range_fade_percent": "range fell by",
    "left_right_percent": "difference between the sides",
}


def quantity(value: float, unit: str, digits: int | None = None) -> str:
    """A number with its unit, e.g. "88°" or "1.1 s"; "?" where it was not seen."""
    if math.isnan(value):
        return "?"
    if digits is None:
        digits = 1 if unit == "s" else 0
    rounded = round(value, digits) + 0.0  # adding zero takes the sign off a -0
    return f"{rounded:.{digits}f}{UNITS[unit]}"


def band(low: float | None, high: float | None, unit: str) -> str:
    """What is wanted, e.g. "70 to 110°", "0.8 s or more" or "at most 16 %"."""
    suffix = UNITS[unit].removesuffix(" of your best")
    if low is not None and high == -low:
        return f"at most {high:g}{suffix} either way"
    if low is not None and high is not None:
        return f"{low:g} to {high:g}{suffix}"
    if low is not None:
        return f"{low:g}{suffix} or more"
    return f"at most {high:g}{suffix}"


def fault_in_words(fault: Fault, exercise: str | None) -> str:
    """Measured against wanted, e.g. "hold 0.4 s, wanted 0.8 s or more"."""
    measure = measure_of(fault, exercise)
    digits = _digits_that_show_it(fault)
    return f"{seen(measure, fault.measured, fault.unit, digits)}, wanted {wanted(measure, fault)}"


def measure_of(fault: Fault, exercise: str | None) -> str:
    """The measure that a fault's rule looks at; of an older report's rule, whose line has moved since, too."""
    rules: tuple[Rule, ...] = SET_RULES if exercise is None else EXERCISES[exercise].rules
    line = (fault.rule, fault.unit, fault.low, fault.high)

    def alike(rule: Rule) -> list[bool]:
        return [a == b for a, b in zip((rule.name, rule.unit, rule.low, rule.high), line, strict=True)]

    return max(rules, key=alike).measure


def seen(measure: str, value: float, unit: str, digits: int | None = None) -> str:
    """A measured value with its name."""
    if measure == "hip_extension_deg":
        side = "past" if value > 0 else "short of"
        return f"thigh {quantity(abs(value), unit, digits)} {side} {BACK}"
    if measure == "head_drop_deg":
        return f"head {'dropped' if value > 0 else 'thrown back'} by {quantity(abs(value), unit, digits)}"
    return f"{WORDS[measure]} {quantity(value, unit, digits)}"


def wanted(measure: str, line: Fault | Rule) -> str:
    """The band of a rule or a fault; hip extension counts from the line of the back."""
    if measure != "hip_extension_deg":
        return band(line.low, line.high, line.unit)
    if line.low is not None and line.high == -line.low:
        return f"within {line.high:g}° of it"
    short = None if line.low is None else f"{-line.low:g}° short"
    past = None if line.high is None else f"{line.high:g}° past"
    return "at most " + " or ".join(part for part in (short, past) if part)


def _digits_that_show_it(fault: Fault) -> int:
    """As few decimals as show that the value is outside: never "hold 0.8 s, wanted 0.8 s or more"."""
    usual = 1 if fault.unit == "s" else 0
    for digits in (usual, usual + 1):
        value = round(fault.measured, digits)
        if (fault.low is not None and value < fault.low) or (fault.high is not None and value > fault.high):
            return digits
    return usual + 2
