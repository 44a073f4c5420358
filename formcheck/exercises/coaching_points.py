"""Advice for every kickback, and how to film one."""

from __future__ import annotations

SQUEEZE = "Drive with the glutes and squeeze at the top."
FULL_RANGE = "Use your full comfortable range; don't stop where it gets hard."
CLEANER_FIRST = "Progress over weeks: first cleaner, then more repetitions or a longer hold, then more load."

COACHING = (
    SQUEEZE,
    FULL_RANGE,
    "Do kickbacks later in the workout, after compound lifts.",
    CLEANER_FIRST,
    "Stop when it hurts; see a doctor if unsure.  formcheck gives no medical advice.",
)
FILMING = (
    "From the side, the working leg nearest the camera, the whole body in the picture at the top too.",
    "Camera level, 30 to 100 cm high, two to three metres away, standing still.",
    "30 degrees off the side still measures well, 45 with a wider error; not from the front or back.",
)
