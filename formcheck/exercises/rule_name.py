"""The names of all rules, each with the words that go with it whatever exercise it is a rule of."""

from __future__ import annotations

from enum import StrEnum

from formcheck.exercises.coaching_points import CLEANER_FIRST, FULL_RANGE, SQUEEZE


class RuleName(StrEnum):
    """A rule's name as reports write it; scripts depend on it."""

    about: str  # what the rule judges
    praise: str  # said when its fault is gone; of a set: what went well
    reminder: str  # the coaching point to leave the person with while there is a fault

    def __new__(cls, name: str, about: str = "", praise: str = "", reminder: str = SQUEEZE) -> RuleName:
        rule = str.__new__(cls, name)
        rule._value_ = name
        rule.about, rule.praise, rule.reminder = about, praise, reminder
        return rule

    # Of a repetition.
    KNEE_ANGLE = "knee-angle", "the knee angle", "Good, that is the knee."
    RANGE = "range", "the range", "Good height.", FULL_RANGE
    HOLD = "hold", "the hold", "Good hold."
    LIFT_TEMPO = "lift-tempo", "the speed of the lift", "Good, nice and slow."
    LOWER_TEMPO = "lower-tempo", "the speed of the lowering", "Good, well controlled."
    RETURN = "return", "whether the leg came all the way back", "Good, all the way down.", FULL_RANGE
    BACK_ARCH = "back-arch", "whether the back arched", "Good, your back stayed flat."
    HEAD = "head", "the head", "Good, long neck."
    ELBOWS = "elbows", "the elbows", "Good, strong arms."
    TRUNK_LEAN = "trunk-lean", "whether the trunk stayed still", "Good, your trunk stayed still."
    SUPPORT_KNEE = "support-knee", "the standing knee", "Good, steady on the standing leg."

    # Of a whole set.
    RANGE_FADE = "range-fade", "range over the set", "your range held to the end of the set", CLEANER_FIRST
    LEFT_RIGHT = "left-right", "left against right", "left and right reach alike", FULL_RANGE
