"""Is an excursion of a leg a repetition?  If not, the reason, in the lifter's words.

A kickback is one thigh swinging back in the body's sagittal plane while the
trunk, the other leg and the arms stay where they are.  Each check below looks
at one way of not being that.  Where what it looks at was not seen, it passes.
The limits are formcheck's own, set between kickbacks and their look-alikes on
the accuracy corpus.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from formcheck.exercises.posture import Posture
from formcheck.kinematics.joint_angles import elevation, knee_angle, length, middle, true_hip_extension, trunk
from formcheck.pose import LIMBS, SIDES, Floats, Side, other
from formcheck.reps.swing import Swing

SMALLEST_RANGE_DEG = {Posture.ALL_FOURS: 24.0, Posture.STANDING: 12.0}
NOISE = 3.5  # times the landmarks' own tremor: a smaller swing may be nothing but tremor
OTHER_LEG = 0.6  # of the working leg's own range: more, and both legs move together
# Degrees inwards (-) and outwards (+) for each degree of hip range.
SIDEWAYS = {Posture.ALL_FOURS: (-0.35, 0.65), Posture.STANDING: (-0.60, 0.58)}
DOUBTFUL, SEEN_DEEP = 0.30, 0.65
TRUNK_TURNS_DEG = 42.0
HIPS_TRAVEL = 0.28  # trunk lengths, from rest to the top or to the end
ARMS_SWING_DEG = 8.0
ARM_LIFTS_DEG = 25.0
BEHIND_DEG = {Posture.ALL_FOURS: 12.0, Posture.STANDING: 7.0}
KNEE_ALONE = 2.5  # times the hip range: a knee that bends this much more is a curl
SHORTEST_S = 0.5


def posture(swing: Swing) -> Posture | None:
    """How the body was held when the lift began; None if neither on all fours nor standing."""
    limb = LIMBS[other(swing.side)]
    shank = swing.sequence.xy[:, limb.knee] - swing.sequence.xy[:, limb.ankle]
    upright = abs(swing.at_rest(elevation(shank)))
    knee = swing.at_rest(knee_angle(swing.sequence.xy, other(swing.side), swing.view.plane))
    lean = swing.at_rest(elevation(trunk(swing.sequence.xy)))
    if upright > 50 and knee > 125 and lean > 5:
        return Posture.STANDING
    if upright < 50 and knee < 140 and abs(lean) < 50:
        return Posture.ALL_FOURS
    return None


def _changes_position(swing: Swing) -> bool:
    xy = swing.sequence.xy
    line = trunk(xy)
    pitch = np.degrees(np.unwrap(np.arctan2(line[:, 0], -line[:, 1])))
    moved = [swing.change(pitch), swing.at_end(pitch) - swing.at_rest(pitch)]
    return any(abs(m) > TRUNK_TURNS_DEG for m in moved) or posture(swing) is None


def _both_legs(swing: Swing) -> bool:
    """The supporting thigh turns too; against the floor, because a trunk that leans is a fault of another name."""
    limb = LIMBS[other(swing.side)]
    thigh = swing.sequence.xy[:, limb.knee] - swing.sequence.xy[:, limb.hip]
    turned = swing.change(np.degrees(np.unwrap(np.arctan2(thigh[:, 0], thigh[:, 1]))))
    return abs(turned) > max(OTHER_LEG * swing.range_deg, 12.0)


def _hips_travel(swing: Swing) -> bool:
    """Squats, lunges and steps carry the hips away from the foot that stands; a kickback hardly moves them.

    A squat's hips are back at the end, a walker's are further away then.
    """
    if posture(swing) is not Posture.STANDING:
        return False
    foot = swing.sequence.xy[:, LIMBS[other(swing.side)].ankle]
    across, down = (middle(swing.sequence.xy, "hip") - foot).T
    at_top = math.hypot(swing.change(across), swing.change(down))
    at_end = math.hypot(*(swing.at_end(way) - swing.at_rest(way) for way in (across, down)))
    return max(at_top, at_end) > HIPS_TRAVEL * swing.at_rest(length(trunk(swing.sequence.xy)))


def _walks(swing: Swing) -> bool:
    """The arms swing against each other: who steps on the spot moves the hips no more than in a kickback."""
    left, right = (swing.change(_arm_direction(swing, side)) for side in SIDES)
    return (
        posture(swing) is Posture.STANDING
        and left * right < 0
        and min(abs(left), abs(right)) > ARMS_SWING_DEG
    )


def _sideways(swing: Swing) -> bool:
    """The thigh leaves the sagittal plane: abduction, which at an angle looks like a swing.

    Only the model's own depth can show it, and makes it look small; where it is
    in doubt, the model must also see less of a swing than the picture shows.
    """
    held = posture(swing)
    if held is None:
        return False
    world = swing.sequence.world
    limb = LIMBS[swing.side]
    thigh = world[:, limb.knee] - world[:, limb.hip]
    across = np.degrees(np.arcsin(np.clip(thigh @ swing.view.plane.normal / length(thigh), -1, 1)))
    outward = swing.change(across) * (1 if swing.side == "right" else -1) / swing.range_deg
    inmost, outmost = SIDEWAYS[held]
    if not inmost < outward < outmost:
        return True
    if held is Posture.STANDING:  # here the model sees too little of any swing
        return False
    return outward > DOUBTFUL and _deep_range_deg(swing, thigh) < SEEN_DEEP * swing.range_deg


def _deep_range_deg(swing: Swing, thigh: Floats) -> float:
    """The swing of a thigh (N, 3) against the trunk in the model's own 3-D, degrees."""
    n = swing.view.plane.normal
    line = -trunk(swing.sequence.world)
    u, v = (vector - np.outer(vector @ n, n) for vector in (line, thigh))
    turned = np.arctan2(-(np.cross(u, v) @ n), (u * v).sum(1))
    return swing.change(np.degrees(np.unwrap(turned)))


def _arm_direction(swing: Swing, side: Side) -> Floats:
    limb = LIMBS[side]
    arm = swing.sequence.xy[:, limb.wrist] - swing.sequence.xy[:, limb.shoulder]
    return np.asarray(np.degrees(np.unwrap(np.arctan2(arm[:, 0], arm[:, 1]))))


def _arm_lifts(swing: Swing) -> bool:
    if posture(swing) is not Posture.ALL_FOURS:
        return False
    return any(abs(swing.change(_arm_direction(swing, side))) > ARM_LIFTS_DEG for side in SIDES)


def _not_behind(swing: Swing) -> bool:
    """At the top the thigh is no further back than the supporting one: a knee raise or a step, seen from its end."""
    held = posture(swing)
    support = swing.at_top(true_hip_extension(swing.sequence.xy, other(swing.side), swing.view.plane))
    return held is not None and swing.top_deg - support < BEHIND_DEG[held]


def _knee_alone(swing: Swing) -> bool:
    bends = -swing.change(knee_angle(swing.sequence.xy, swing.side, swing.view.plane))
    return bends > max(KNEE_ALONE * swing.range_deg, 40.0)


def _too_small(swing: Swing) -> bool:
    held = posture(swing)
    return held is not None and swing.range_deg < max(SMALLEST_RANGE_DEG[held], NOISE * swing.noise_deg)


CHANGING_POSITION = "changing position"
CHECKS: tuple[tuple[str, Callable[[Swing], bool]], ...] = (
    (CHANGING_POSITION, _changes_position),
    ("cannot be judged from this view", lambda swing: not swing.view.counted),
    ("too quick to be a repetition", lambda swing: swing.end_s - swing.start_s < SHORTEST_S),
    ("both legs moved", _both_legs),
    ("the hips moved, not the leg alone", _hips_travel),
    ("walking", _walks),
    ("opposite arm lifted", _arm_lifts),
    ("the leg went sideways", _sideways),
    ("the knee bent, the hip did not extend", _knee_alone),
    ("too small", _too_small),
    ("the leg did not go behind the other", _not_behind),
)


def reason_not_counted(swing: Swing) -> str | None:
    """Why the excursion is no repetition; None if it is one."""
    return next((reason for reason, check in CHECKS if check(swing)), None)
