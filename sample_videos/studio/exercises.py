"""What the studio can act: the three kickbacks, and movements that must never be counted as one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Movement:
    """How far the working leg goes at range 1, in degrees."""

    posture: str  # "all fours" or "standing"
    thigh_deg: float  # turn of the thigh from its planted direction
    knee_deg: float  # knee angle at the top, 180 = straight
    ankle_deg: float  # plantar flexion at the top
    not_counted: str | None = None  # why it is no kickback


MOVEMENTS = {
    "donkey-kick": Movement("all fours", 87.0, 92.0, 10.0),
    "glute-kickback": Movement("all fours", 84.0, 172.0, 25.0),
    "standing-kickback": Movement("standing", 38.0, 170.0, 18.0),
    "bird-dog": Movement("all fours", 84.0, 172.0, 25.0, "opposite arm lifted"),
    "fire-hydrant": Movement("all fours", 68.0, 95.0, 10.0, "the thigh goes sideways"),
    "plank": Movement("all fours", 0.0, 178.0, 0.0, "both legs stretched, held still"),
    "kneel-down": Movement("all fours", 0.0, 90.0, 0.0, "getting into position"),
    "hip-abduction": Movement("standing", 38.0, 172.0, 0.0, "the leg goes sideways"),
    "hamstring-curl": Movement("standing", 0.0, 85.0, 0.0, "only the knee moves"),
    "squat": Movement("standing", 0.0, 80.0, 0.0, "both hips move"),
    "lunge": Movement("standing", 0.0, 95.0, 0.0, "the foot is set down behind"),
    "walking": Movement("standing", 0.0, 170.0, 0.0, "both legs take steps"),
}
KICKBACKS = tuple(name for name, movement in MOVEMENTS.items() if movement.not_counted is None)
LOOK_ALIKES = tuple(name for name in MOVEMENTS if name not in KICKBACKS)
