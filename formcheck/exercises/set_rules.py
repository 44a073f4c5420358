"""Rules for a whole set rather than for one repetition."""

from __future__ import annotations

from formcheck.exercises.rules import OURS, Rule

SET_RULES = (
    Rule(
        "range-fade",
        "range_fade_percent",
        "%",
        high=15.0,
        too_high="Your range faded: end the set here, or take less load.",
        source=OURS,
    ),
    Rule(
        "left-right",
        "left_right_percent",
        "%",
        high=15.0,
        too_high="One side does less: start the next set with it, and match the other to it.",
        source=OURS,
    ),
)
