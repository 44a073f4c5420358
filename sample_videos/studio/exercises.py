"""What the studio can act: the three kickbacks, and movements that must never be counted as one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Movement:
    """How far the working leg goes at range 1, in degrees."""

    posture: str  # "all fours", "standing" or "lying"
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
    "hip-circle": Movement("all fours", 66.0, 92.0, 10.0, "the knee draws a circle to the side"),
    "knee-tuck": Movement(
        "all fours", 42.0, 62.0, 0.0, "the knee goes forward and no further back than the floor"
    ),
    "cat-cow": Movement("all fours", 0.0, 90.0, 0.0, "only the back moves"),
    "child-pose": Movement("all fours", 0.0, 90.0, 0.0, "the hips sit back"),
    "crawl": Movement("all fours", 0.0, 90.0, 0.0, "both knees take steps"),
    "bear-crawl": Movement("all fours", 0.0, 120.0, 0.0, "both feet take steps"),
    "mountain-climber": Movement("all fours", 0.0, 60.0, 0.0, "the knee comes to the chest from a plank"),
    "leg-swing": Movement("standing", 60.0, 168.0, 0.0, "the leg swings through to the front"),
    "leg-swing-side": Movement("standing", 50.0, 170.0, 0.0, "the leg swings from side to side"),
    "high-knees": Movement("standing", 82.0, 85.0, 0.0, "the knees come up in front"),
    "butt-kick": Movement("standing", 8.0, 50.0, 20.0, "only the knee moves"),
    "butt-kick-walk": Movement("standing", 0.0, 60.0, 0.0, "both legs take steps"),
    "single-leg-deadlift": Movement("standing", 68.0, 172.0, 10.0, "the trunk goes down with the leg"),
    "step-up": Movement("standing", 0.0, 90.0, 0.0, "the foot is set on a box"),
    "forward-lunge": Movement("standing", 0.0, 95.0, 0.0, "the foot is set down in front"),
    "split-squat": Movement("standing", 0.0, 95.0, 0.0, "both feet stay down"),
    "curtsy-lunge": Movement("standing", 0.0, 95.0, 0.0, "the foot is set down behind and across"),
    "good-morning": Movement("standing", 70.0, 165.0, 0.0, "the trunk bows over both feet"),
    "clamshell": Movement("lying", 48.0, 90.0, 0.0, "the knee opens to the side"),
    "side-lying-raise": Movement("lying", 45.0, 172.0, 0.0, "the leg goes sideways"),
    "superman": Movement("lying", 20.0, 172.0, 55.0, "both legs rise"),
    "prone-leg-raise": Movement("lying", 24.0, 172.0, 55.0, "lying on the belly"),
    "glute-bridge": Movement("lying", 0.0, 90.0, 0.0, "both hips move"),
}
KICKBACKS = tuple(name for name, movement in MOVEMENTS.items() if movement.not_counted is None)
LOOK_ALIKES = tuple(name for name in MOVEMENTS if name not in KICKBACKS)
