"""Standing kickback: upright, holding on, one leg swings back and up.

How to do it
- Stand on one leg with a soft knee, hold on to something, lean forward a little.
- Press the other leg back from the glute, nearly straight; the trunk stays still.
- Squeeze and hold for a full second; stop before the low back arches.
- Bring the leg back under control until the thighs are in line again.

Variations
- A band around the ankles or tied to a post: log the load to see progress.
- A low pulley with an ankle cuff: that is the cable-kickback.
"""

from formcheck.exercises import common, measure
from formcheck.exercises.exercise import Exercise
from formcheck.exercises.posture import Posture
from formcheck.exercises.rule_name import RuleName
from formcheck.exercises.rules import OURS, Rule

RULES = (
    Rule(
        RuleName.BACK_ARCH,
        measure.HIP_EXTENSION,
        high=32.0,
        too_high="Stop a little lower: your back may be arching. Brace your belly.",
        source="10 to 20 deg of hip extension is healthy (PMC4325283); sensor allowance: " + OURS,
    ),
    common.BACK_ARCH_BEYOND_USUAL,
    Rule(
        RuleName.TRUNK_LEAN,
        measure.TRUNK_LEAN,
        high=12.0,
        too_high="Keep the trunk still: don't tip forward to get the leg up.",
        source=OURS + "; momentum is named as a fault everywhere, without a number",
    ),
    Rule(
        RuleName.KNEE_ANGLE,
        measure.KNEE_ANGLE,
        low=145.0,
        too_low="Keep the working leg nearly straight.",
        source="coaching sites: slightly bent or straight; number: " + OURS,
    ),
    Rule(
        RuleName.RANGE,
        measure.HIP_RANGE,
        low=27.0,
        too_low="Press the leg further back.",
        source=OURS,
    ),
    *common.MOVEMENT,
    Rule(
        RuleName.SUPPORT_KNEE,
        measure.SUPPORT_BEND,
        high=14.0,
        too_high="Keep the standing knee soft but still.",
        source="coaching sites: soft standing knee; number: " + OURS,
    ),
    common.HEAD,
)

STANDING_KICKBACK = Exercise(
    name="standing-kickback",
    title="Standing kickback",
    posture=Posture.STANDING,
    knee_opens=True,
    page=__doc__,
    rules=RULES,
)
