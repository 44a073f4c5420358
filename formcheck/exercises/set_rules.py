"""Rules for a whole set rather than for one repetition."""

from __future__ import annotations

from formcheck.exercises import measure
from formcheck.exercises.rule_name import RuleName
from formcheck.exercises.rules import OURS, Rule

SET_RULES = (
    Rule(
        RuleName.RANGE_FADE,
        measure.RANGE_FADE,
        high=15.0,
        too_high="Your range faded: end the set here, or take less load.",
        source=OURS,
    ),
    Rule(
        RuleName.LEFT_RIGHT,
        measure.SIDE_GAP,
        high=15.0,
        too_high="One side does less: start the next set with it, and match the other to it.",
        source=OURS,
    ),
)
