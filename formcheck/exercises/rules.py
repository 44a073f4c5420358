"""A rule is a band on one measure; a fault is a measure outside it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from formcheck.exercises.measure import Measure
from formcheck.exercises.rule_name import RuleName

OURS = "formcheck default"

# How much of its own error a measure must be beyond the line before it is
# called a fault: a cue for a fault that may not exist does not help.  A measure
# whose error is not known must be beyond it by more than rounding hides.
BEYOND = 0.4
NO_ERRORS: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True)
class Rule:
    """What a measure should be, what to say when it is not, and who says so."""

    name: RuleName
    measure: Measure
    low: float | None = None
    high: float | None = None
    too_low: str = ""
    too_high: str = ""
    source: str = OURS


@dataclass(frozen=True)
class Fault:
    """A rule that a repetition broke: measured against allowed, and the cue."""

    rule: str
    measured: float
    unit: str
    low: float | None
    high: float | None
    cue: str


def judge(
    rules: Sequence[Rule], values: Mapping[str, float], errors: Mapping[str, float] = NO_ERRORS
) -> tuple[list[Fault], list[str]]:
    """The faults, in the rules' order, and the names of the rules that could not be judged.

    `errors` are half-widths of a 90 % interval by the name of the measure, in
    its unit.  All measures are compared in one way: a fault is what lies beyond
    the line by more than 40 % of its error.
    """
    faults: list[Fault] = []
    not_judged: list[str] = []
    for rule in rules:
        measured = values.get(rule.measure.name, math.nan)
        error = errors.get(rule.measure.name)
        margin = rule.measure.unit.rounding if error is None else BEYOND * error
        if math.isnan(measured):
            not_judged.append(rule.name.value)
        elif rule.low is not None and measured < rule.low - margin:
            faults.append(_fault(rule, measured, rule.too_low))
        elif rule.high is not None and measured > rule.high + margin:
            faults.append(_fault(rule, measured, rule.too_high))
    return faults, not_judged


def _fault(rule: Rule, measured: float, cue: str) -> Fault:
    return Fault(rule.name.value, measured, rule.measure.unit.value, rule.low, rule.high, cue)
