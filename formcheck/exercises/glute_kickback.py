"""Glute kickback: on all fours, the leg presses back and straightens.

How to do it
- Hands under the shoulders, knees under the hips, back flat, neck long.
- Press the heel back and up until the leg is straight (a soft knee is fine)
  and in line with the back.
- Squeeze the glute and hold for a full second; stop before the low back arches.
- Bring the knee back under the hip under control, without resting on it.

Variations
- An ankle weight or a band around the foot: log the load to see progress.
- On the forearms, if the wrists complain.
- Keep the knee at 90 degrees instead and it is a donkey-kick.
"""

from formcheck.exercises import common, measure
from formcheck.exercises.exercise import Exercise
from formcheck.exercises.posture import Posture
from formcheck.exercises.rule_name import RuleName
from formcheck.exercises.rules import OURS, Rule

GLUTE_KICKBACK = Exercise(
    name="glute-kickback",
    title="Glute kickback",
    posture=Posture.ALL_FOURS,
    knee_opens=True,
    page=__doc__,
    rules=(
        common.BACK_ARCH,
        common.BACK_ARCH_BEYOND_USUAL,
        Rule(
            RuleName.KNEE_ANGLE,
            measure.KNEE_ANGLE,
            low=155.0,
            too_low="Straighten the leg as you press it back.",
            source="coaching sites: slightly bent or straight; number: " + OURS,
        ),
        Rule(
            RuleName.RANGE,
            measure.HIP_EXTENSION,
            low=-22.0,
            too_low="Press back higher: bring the leg in line with your back.",
            source="coaching sites: leg in line with the back; width: " + OURS,
        ),
        *common.MOVEMENT,
        common.ELBOWS,
        common.HEAD,
    ),
)
