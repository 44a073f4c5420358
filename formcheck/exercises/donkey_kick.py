"""Donkey kick: on all fours, the bent leg presses up, the knee stays at 90 degrees.

How to do it
- Hands under the shoulders, knees under the hips, back flat, neck long.
- Keep the knee at a right angle and press the sole towards the ceiling until
  the thigh is in line with the back.
- Squeeze the glute and hold for a full second; stop before the low back arches.
- Lower under control until both thighs are in line again.

Variations
- A band around the thighs, or an ankle weight: log the load to see progress.
- On the forearms, if the wrists complain.
- Straighten the leg instead and it is a glute-kickback.
"""

from formcheck.exercises import common, measure
from formcheck.exercises.exercise import Exercise
from formcheck.exercises.posture import Posture
from formcheck.exercises.rule_name import RuleName
from formcheck.exercises.rules import OURS, Rule

DONKEY_KICK = Exercise(
    name="donkey-kick",
    title="Donkey kick",
    posture=Posture.ALL_FOURS,
    page=__doc__,
    rules=(
        common.BACK_ARCH,
        common.BACK_ARCH_BEYOND_USUAL,
        Rule(
            RuleName.KNEE_ANGLE,
            measure.KNEE_ANGLE,
            low=70.0,
            high=110.0,
            too_low="Open the knee to a right angle.",
            too_high="Keep the knee bent at 90 degrees.",
            source="free-exercise-db Glute_Kickback: 90 deg; width: " + OURS,
        ),
        Rule(
            RuleName.RANGE,
            measure.HIP_EXTENSION,
            low=-20.0,
            too_low="Lift higher: bring the thigh in line with your back.",
            source="free-exercise-db Glute_Kickback: thigh in line with the back; width: " + OURS,
        ),
        *common.MOVEMENT,
        common.ELBOWS,
        common.HEAD,
    ),
)
