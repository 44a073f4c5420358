"""What can be measured of a repetition or a set: its name in reports, its unit and its words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Joint = Literal["knee", "hip"]


class Unit(StrEnum):
    """A unit by its name in reports, with what follows a value and what follows a target."""

    value_suffix: str
    target_suffix: str

    def __new__(cls, name: str, value_suffix: str = "", target_suffix: str | None = None) -> Unit:
        unit = str.__new__(cls, name)
        unit._value_ = name
        unit.value_suffix = value_suffix
        unit.target_suffix = value_suffix if target_suffix is None else target_suffix
        return unit

    DEGREES = "deg", "°"
    DEGREES_BEYOND_USUAL = "deg beyond your usual", "° beyond your usual"
    SECONDS = "s", " s"
    PERCENT = "%", " %"
    PERCENT_OF_BEST = "% of your best", " % of your best", " %"

    @property
    def digits(self) -> int:
        """As many decimals as the sensor can mean."""
        return 1 if self is Unit.SECONDS else 0

    @property
    def rounding(self) -> float:
        """The most that rounding to `digits` takes away."""
        return 0.5 if self.digits == 0 else 0.05

    def quantity(self, value: float | None, digits: int | None = None) -> str:
        """A value with its unit, e.g. "88°" or "1.1 s"; "?" where it was not seen."""
        if value is None or math.isnan(value):
            return "?"
        digits = self.digits if digits is None else digits
        rounded = round(value, digits) + 0.0  # adding zero takes the sign off a -0
        return f"{rounded:.{digits}f}{self.value_suffix}"

    def error(self, error: float) -> str:
        """A half-width to print behind a quantity, e.g. "±5" or "±0.1": rounded up where it would vanish."""
        return f"±{max(error, 10.0**-self.digits):.{self.digits}f}"

    def target(self, low: float | None, high: float | None) -> str:
        """A band, e.g. "70 to 110°", "0.8 s or more" or "at most 16 %"; empty without limits."""
        if low is not None and high == -low:
            return f"at most {high:g}{self.target_suffix} either way"
        if low is not None and high is not None:
            return f"{low:g} to {high:g}{self.target_suffix}"
        if low is not None:
            return f"{low:g}{self.target_suffix} or more"
        return "" if high is None else f"at most {high:g}{self.target_suffix}"


@dataclass(frozen=True)
class Measure:
    """One measure.  `name` is its key in a report, and in the values that rules are judged by."""

    name: str
    unit: Unit
    words: str  # before a value or a target: "hold" 0.4 s
    title: str = ""  # a short one, of a row in a table
    heading: str = ""  # what it is called where no value follows; without one, `words`
    joint: Joint | None = None  # the joint it is an angle of
    error: str = ""  # the key in a report of its error, the half-width of a 90 % interval; empty: not known
    positive: str = ""  # where the sign has words of its own: the sentence for a value above zero,
    negative: str = ""  # and for one below it; {} is the value without its sign
    zero: str = ""  # what zero means, if targets count from it

    @property
    def called(self) -> str:
        """Its name in a sentence or at the head of a chart, e.g. "hip at the top"."""
        return self.heading or self.words

    def in_words(self, value: float, digits: int | None = None) -> str:
        """A measured value, e.g. "hold 0.4 s" or "thigh 5° past the line of your back"."""
        if not self.positive:
            return f"{self.words} {self.unit.quantity(value, digits)}"
        sentence = self.positive if value > 0 else self.negative
        return sentence.format(self.unit.quantity(abs(value), digits))

    def target(self, low: float | None, high: float | None) -> str:
        """The requirement of a band, e.g. "0.8 s or more" or "at most 20° past"; empty without limits."""
        if not self.zero:
            return self.unit.target(low, high)
        if low is not None and high == -low:
            return f"within {high:g}{self.unit.target_suffix}"
        short = "" if low is None else f"{-low:g}{self.unit.target_suffix} short"
        past = "" if high is None else f"{high:g}{self.unit.target_suffix} past"
        limits = " or ".join(limit for limit in (short, past) if limit)
        return f"at most {limits}" if limits else ""

    def requirement(self, low: float | None, high: float | None) -> str:
        """A target that can stand alone, e.g. "thigh at most 20° past the line of your back"."""
        target = f"{self.words} {self.target(low, high)}"
        if not self.zero:
            return target
        return f"{target} {self.zero}" if target.endswith("past") else f"{target} of {self.zero}"


BACK = "the line of your back"

# Of every repetition in a report, in the order of its tables.
KNEE_ANGLE = Measure(
    "knee_angle_deg", Unit.DEGREES, "knee at the top", "Knee", joint="knee", error="knee_error_deg"
)
HIP_EXTENSION = Measure(
    "hip_extension_deg",
    Unit.DEGREES,
    "thigh",
    "Hip",
    "hip at the top",
    joint="hip",
    error="hip_error_deg",
    positive=f"thigh {{}} past {BACK}",
    negative=f"thigh {{}} short of {BACK}",
    zero=BACK,
)
HIP_RANGE = Measure("hip_range_deg", Unit.DEGREES, "range", "Range", joint="hip", error="hip_range_error_deg")
HOLD_TIME = Measure("hold_s", Unit.SECONDS, "hold", "Hold", error="hold_error_s")
LIFT_TIME = Measure("lift_s", Unit.SECONDS, "lift", "Lift", error="lift_error_s")
LOWER_TIME = Measure("lower_s", Unit.SECONDS, "lowering", "Lowering", error="lower_error_s")
OF_EVERY_REP = (KNEE_ANGLE, HIP_EXTENSION, HIP_RANGE, HOLD_TIME, LIFT_TIME, LOWER_TIME)

# Of a repetition too, for its rules only.
RETURN_LEFT = Measure("return_left", Unit.PERCENT, "still up by")
HEAD_DROP = Measure(
    "head_drop_deg",
    Unit.DEGREES,
    "head turned by",
    positive="head dropped by {}",
    negative="head thrown back by {}",
)
ELBOW_BEND = Measure("elbow_bend_deg", Unit.DEGREES, "elbow bent by")
TRUNK_LEAN = Measure("trunk_lean_deg", Unit.DEGREES, "trunk tipped by")
SUPPORT_BEND = Measure("support_bend_deg", Unit.DEGREES, "standing knee bent by")

# Of a repetition against the others of its set.
SHARE_OF_BEST = Measure("range_of_best", Unit.PERCENT_OF_BEST, "range")
BEYOND_USUAL = Measure("over_usual_deg", Unit.DEGREES_BEYOND_USUAL, "thigh")

# Of a set.
RANGE_FADE = Measure("range_fade_percent", Unit.PERCENT, "range fell by")
SIDE_GAP = Measure("left_right_percent", Unit.PERCENT, "difference between the sides")
COMPARED_BY_SIDE = (HIP_RANGE, HOLD_TIME)
