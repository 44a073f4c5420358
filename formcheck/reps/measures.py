"""The numbers of one repetition, each a function of its swing.

NaN means that the landmarks needed were not seen, or that this view cannot
show it: the rule that wants the number is then listed as not judged.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from formcheck.exercises import measure
from formcheck.kinematics.joint_angles import elbow_angle, knee_angle, middle, trunk
from formcheck.pose import Floats, Landmark, other
from formcheck.reps.swing import Swing

HEAD_SEEN_UP_TO_DEG = 28.0
BLIND_S = 0.5  # without a pose: what went on meanwhile is not known


def hip_range_deg(swing: Swing) -> float:
    """Peak hip extension minus the extension when the lift begins, degrees."""
    return swing.range_deg + swing.change(swing.corrected.hip_shift_deg)


def hip_extension_deg(swing: Swing) -> float:
    """Mean signed hip extension over the top, degrees; 0 = thigh in line with the trunk, + = behind it."""
    return swing.mean_at_top(swing.corrected.hip_deg)


def knee_angle_deg(swing: Swing) -> float:
    """Mean knee angle over the top, degrees; 180 = straight, folded there because knees do not bend beyond."""
    angle = swing.mean_at_top(swing.corrected.knee_deg)
    return 180.0 - abs(180.0 - angle)


def hold_s(swing: Swing) -> float:
    """How long the leg stayed within 10 % of its peak, seconds."""
    return _seen_for(swing, swing.top_start_s, swing.top_end_s)


def lift_s(swing: Swing) -> float:
    """From 10 % to 90 % of the way up (concentric phase), seconds."""
    return _seen_for(swing, swing.start_s, swing.top_start_s)


def lower_s(swing: Swing) -> float:
    """From 90 % to 10 % of the way down (eccentric phase), seconds."""
    return _seen_for(swing, swing.top_end_s, swing.end_s)


def return_left(swing: Swing) -> float:
    """Share of the lift that was not lowered again, per cent; 0 = fully back."""
    shift = swing.corrected.hip_shift_deg
    left_deg = swing.end_deg - swing.rest_deg + swing.at_end(shift) - swing.at_rest(shift)
    return 100.0 * left_deg / hip_range_deg(swing)


def head_drop_deg(swing: Swing) -> float:
    """How far the head nodded down (+) or up (-) against the trunk between rest and top, degrees in the image.

    Two witnesses must agree, and the smaller one is believed: the face, which
    also turns when the person looks round, and the neck, which does half of a
    nod and does not.  NaN from well off the side, where both foreshorten.
    """
    if abs(swing.view.azimuth_deg) > HEAD_SEEN_UP_TO_DEG:
        return math.nan
    xy = swing.sequence.xy
    ears = middle(xy, "ear")
    face = _turn_against(swing, trunk(xy), xy[:, Landmark.NOSE] - ears)
    neck = 2.0 * _turn_against(swing, trunk(xy), ears - middle(xy, "shoulder"))
    if face * neck < 0:
        return 0.0
    return min(face, neck, key=abs)


def elbow_bend_deg(swing: Swing) -> float:
    """How much the straighter-seen (near) elbow bent between rest and top, degrees."""
    return -swing.change(elbow_angle(swing.sequence.xy, swing.view.near_side))


def trunk_lean_deg(swing: Swing) -> float:
    """How much further the trunk leaned forward at the top than at rest, degrees in the image."""
    line = trunk(swing.sequence.xy)
    forward = 1.0 if swing.view.near_side == "right" else -1.0
    return swing.change(np.degrees(np.arctan2(forward * line[:, 0], -line[:, 1])))


def support_bend_deg(swing: Swing) -> float:
    """How much the supporting knee bent between rest and top, degrees."""
    return -swing.change(knee_angle(swing.sequence.xy, other(swing.side), swing.view.plane))


def _seen_for(swing: Swing, start_s: float, end_s: float) -> float:
    """Seconds from start to end; NaN if the person was lost for part of it, so that one of the two is not known."""
    times = swing.sequence.times
    blind = np.diff(times) > BLIND_S
    return math.nan if (blind & (times[1:] > start_s) & (times[:-1] < end_s)).any() else end_s - start_s


def _turn_against(swing: Swing, reference: Floats, line: Floats) -> float:
    """Change of the direction of `line` against `reference`, + towards the body's front, degrees."""
    forward = 1.0 if swing.view.near_side == "right" else -1.0
    cross = reference[:, 0] * line[:, 1] - reference[:, 1] * line[:, 0]
    angle = np.unwrap(np.arctan2(forward * cross, (reference * line).sum(-1)))
    return swing.change(np.degrees(angle))


MEASURES: dict[str, Callable[[Swing], float]] = {
    measure.KNEE_ANGLE.name: knee_angle_deg,
    measure.HIP_EXTENSION.name: hip_extension_deg,
    measure.HIP_RANGE.name: hip_range_deg,
    measure.HOLD_TIME.name: hold_s,
    measure.LIFT_TIME.name: lift_s,
    measure.LOWER_TIME.name: lower_s,
    measure.RETURN_LEFT.name: return_left,
    measure.HEAD_DROP.name: head_drop_deg,
    measure.ELBOW_BEND.name: elbow_bend_deg,
    measure.TRUNK_LEAN.name: trunk_lean_deg,
    measure.SUPPORT_BEND.name: support_bend_deg,
}


def measure_all(swing: Swing) -> dict[str, float]:
    """Every number of `MEASURES` by name."""
    return {name: function(swing) for name, function in MEASURES.items()}
