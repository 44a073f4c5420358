"""The exercises formcheck knows, one file each.  A new exercise is a new file and a line here."""

from formcheck.choices import AUTO
from formcheck.exercises.cable_kickback import CABLE_KICKBACK
from formcheck.exercises.coaching_points import COACHING, FILMING
from formcheck.exercises.donkey_kick import DONKEY_KICK
from formcheck.exercises.exercise import Exercise
from formcheck.exercises.glute_kickback import GLUTE_KICKBACK
from formcheck.exercises.standing_kickback import STANDING_KICKBACK

EXERCISES: dict[str, Exercise] = {
    exercise.name: exercise for exercise in (DONKEY_KICK, GLUTE_KICKBACK, STANDING_KICKBACK, CABLE_KICKBACK)
}

__all__ = ["AUTO", "COACHING", "EXERCISES", "FILMING", "Exercise"]
