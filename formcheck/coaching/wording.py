"""Faults and numbers in the lifter's words."""

from __future__ import annotations

from dataclasses import replace

from formcheck.exercises import EXERCISES
from formcheck.exercises.measure import Measure, Unit
from formcheck.exercises.rules import Fault, Rule
from formcheck.exercises.set_rules import SET_RULES
from formcheck.report.set_report import Summary


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 repetition", "2 repetitions"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def legs(summary: Summary) -> str:
    """How many of each leg, e.g. "3 left, 4 right"."""
    found = [(summary.reps_left, "left"), (summary.reps_right, "right")]
    return ", ".join(f"{number} {side}" for number, side in found if number)


def fault_in_words(fault: Fault, exercise: str | None) -> str:
    """Measured value and target, e.g. "hold 0.4 s, target 0.8 s or more"."""
    measure = measure_of(fault, exercise)
    measured = measure.in_words(fault.measured, _digits_that_show_it(fault))
    return f"{measured}, target {measure.target(fault.low, fault.high)}"


def measure_of(fault: Fault, exercise: str | None) -> Measure:
    """The measure that a fault's rule judges, also for a fault of an older report whose limit has since changed."""
    rules: tuple[Rule, ...] = SET_RULES if exercise is None else EXERCISES[exercise].rules
    line = (fault.rule, fault.unit, fault.low, fault.high)

    def alike(rule: Rule) -> list[bool]:
        own = (rule.name, rule.measure.unit, rule.low, rule.high)
        return [a == b for a, b in zip(own, line, strict=True)]

    return replace(max(rules, key=alike).measure, unit=Unit(fault.unit))


def _digits_that_show_it(fault: Fault) -> int:
    """As few decimals as show that the value is outside: never "hold 0.8 s, target 0.8 s or more"."""
    usual = Unit(fault.unit).digits
    for digits in (usual, usual + 1):
        value = round(fault.measured, digits)
        if (fault.low is not None and value < fault.low) or (fault.high is not None and value > fault.high):
            return digits
    return usual + 2
