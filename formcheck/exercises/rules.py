"""A rule is a band on one measure; a fault is a measure outside it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

OURS = "formcheck default"


Joint = Literal["knee", "hip"]


# How much of the stated error a measure must be beyond the line before it is
# called a fault: a cue for what the camera only imagined helps nobody.
BEYOND = 0.4
NO_ERRORS: Mapping[Joint, float] = MappingProxyType({})


@dataclass(frozen=True)
class Rule:
    """What a measure should be, what to say when it is not, and who says so."""

    name: str
    measure: str  # a key of measures.MEASURES, or of the numbers a set adds to them
    unit: str
    low: float | None = None
    high: float | None = None
    too_low: str = ""
    too_high: str = ""
    source: str = OURS
    joint: Joint | None = None  # whose error the measure has


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
    rules: Sequence[Rule], values: Mapping[str, float], errors: Mapping[Joint, float] = NO_ERRORS
) -> tuple[list[Fault], list[str]]:
    """The faults, in the rules' order, and the names of the rules that could not be judged.

    `errors` are half-widths of a 90 % interval: a measure within 40 % of its
    joint's error beyond the line is let pass.
    """
    faults: list[Fault] = []
    not_judged: list[str] = []
    for rule in rules:
        measured = values.get(rule.measure, math.nan)
        margin = BEYOND * errors.get(rule.joint, 0.0) if rule.joint else 0.0
        if math.isnan(measured):
            not_judged.append(rule.name)
        elif rule.low is not None and measured < rule.low - margin:
            faults.append(Fault(rule.name, measured, rule.unit, rule.low, rule.high, rule.too_low))
        elif rule.high is not None and measured > rule.high + margin:
            faults.append(Fault(rule.name, measured, rule.unit, rule.low, rule.high, rule.too_high))
    return faults, not_judged
