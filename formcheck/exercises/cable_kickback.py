"""Cable kickback: the standing kickback against a low pulley, with an ankle cuff.

How to do it
- Face the tower, cuff on the ankle, hold on, soft standing knee; lean forward,
  at most about 45 degrees.
- Press the leg back from the glute, nearly straight; the foot goes at most to
  hip height.
- Squeeze and hold for a full second; stop before the low back arches.
- Let the weight bring the leg back slowly, until the thighs are in line again.

Variations
- A band tied low does the same; without either it is the standing-kickback.
- A camera cannot see the load: choose this exercise by name and log it.
"""

from dataclasses import replace

from formcheck.exercises.standing_kickback import STANDING_KICKBACK

CABLE_KICKBACK = replace(
    STANDING_KICKBACK,
    name="cable-kickback",
    title="Cable kickback",
    page=__doc__,
    variant_of="standing-kickback",
)
