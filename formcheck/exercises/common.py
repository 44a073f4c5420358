"""Rules that several exercises share."""

from __future__ import annotations

from formcheck.exercises import measure
from formcheck.exercises.rule_name import RuleName
from formcheck.exercises.rules import OURS, Rule

HOLD = Rule(
    RuleName.HOLD,
    measure.HOLD_TIME,
    low=0.8,
    too_low="Squeeze and hold the top for a full second.",
    source="free-exercise-db, kickbacks: hold 1 s; allowance: " + OURS,
)
LIFT_TEMPO = Rule(
    RuleName.LIFT_TEMPO,
    measure.LIFT_TIME,
    low=0.27,
    too_low="Lift more slowly: press, don't swing.",
    source=OURS + "; momentum is named as a fault everywhere, without a number",
)
LOWER_TEMPO = Rule(
    RuleName.LOWER_TEMPO,
    measure.LOWER_TIME,
    low=0.3,
    too_low="Lower more slowly, keep the tension.",
    source=OURS + "; NASM's tempo lowers for longer than it lifts",
)
RETURN = Rule(
    RuleName.RETURN,
    measure.RETURN_LEFT,
    high=16.0,
    too_high="Lower the leg all the way before the next lift.",
    source="coaching sites: thighs in line again; width: " + OURS,
)
RANGE_OF_BEST = Rule(
    RuleName.RANGE,
    measure.SHARE_OF_BEST,
    low=80.0,
    too_low="Use your full comfortable range, as in your best repetition.",
    source=OURS + ": against the person's own best of the set",
)
BACK_ARCH = Rule(
    RuleName.BACK_ARCH,
    measure.HIP_EXTENSION,
    high=20.0,
    too_high="Stop a little lower: your back may be arching. Brace your belly.",
    source="ACE 270: stop before the low back arches; 10 to 20 deg of hip extension is healthy (PMC4325283)",
)
BACK_ARCH_BEYOND_USUAL = Rule(
    RuleName.BACK_ARCH,
    measure.BEYOND_USUAL,
    high=9.5,
    too_high="Stop where your other repetitions stopped: your back may be arching.",
    source=OURS + ": against the person's own repetitions",
)
HEAD = Rule(
    RuleName.HEAD,
    measure.HEAD_DROP,
    low=-15.0,
    high=15.0,
    too_low="Keep your neck long: don't throw the head back.",
    too_high="Keep your neck long: don't let the head drop.",
    source=OURS + "; named as a fault everywhere, without a number",
)
ELBOWS = Rule(
    RuleName.ELBOWS,
    measure.ELBOW_BEND,
    high=12.0,
    too_high="Keep your arms straight while the leg lifts.",
    source=OURS + "; named as a fault everywhere, without a number",
)
# How every kickback should move, the most important first.
MOVEMENT = (RANGE_OF_BEST, HOLD, RETURN, LIFT_TEMPO, LOWER_TEMPO)
