"""What an exercise is: data that a trainer can review."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.posture import Posture
from formcheck.exercises.rules import Rule


@dataclass(frozen=True)
class Exercise:
    """One exercise: how it is recognised, and the rules it is judged by, the most important first."""

    name: str
    title: str
    posture: Posture
    rules: tuple[Rule, ...]
    page: str  # the docstring of the exercise's module: what `formcheck exercises NAME` shows
    variant_of: str | None = None  # looks the same to a camera: chosen by name, never recognised
    knee_opens: bool = False  # the leg straightens during the lift


COACHING = """\
- Drive with the glutes and squeeze at the top.
- Use your full comfortable range; don't stop where it gets hard.
- Do kickbacks later in the workout, after compound lifts.
- Progress over weeks: first cleaner, then more repetitions or a longer hold, then more load.
- Stop when it hurts; see a doctor if unsure.  formcheck gives no medical advice."""

FILMING = """\
- From the side, the working leg nearest the camera, the whole body in the picture at the top too.
- Camera level, 30 to 100 cm high, two to three metres away, standing still.
- 30 degrees off the side still measures well, 45 with a wider error; not from the front or back."""
