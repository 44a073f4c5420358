"""Whether everything but the working leg stays where it is: the other leg, the hips, the trunk, the hands.

Each is a number of a swing for `evidence` to weigh; NaN: not seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from formcheck.kinematics.joint_angles import length
from formcheck.pose import LIMBS, SIDES, Floats, Side
from formcheck.reps.evidence.swing_body import SwingBody, within_half_turn


def support_tilt(body: SwingBody) -> float:
    """How far the supporting thigh is from upright before the lift, degrees; it is upright in both postures."""
    return abs(within_half_turn(body.swing.at_rest(body.support_thigh)))


def support_turn(body: SwingBody) -> float:
    """How far the supporting thigh turned, degrees."""
    return body.farthest(body.support_thigh)


def support_hip(body: SwingBody) -> float:
    """How far the supporting hip flexed or extended, as a share of the working thigh's way."""
    return body.farthest(body.support_extension) / body.way_deg


def hips_shift(body: SwingBody) -> float:
    """How far the hips moved against the supporting foot, trunk lengths."""
    return body.farthest(body.point(body.supporting.ankle))


def hips_drop(body: SwingBody) -> float:
    """How much nearer or farther the supporting foot came to the hips, trunk lengths: a squat, a step."""
    return body.farthest(length(body.point(body.supporting.ankle)))


def trunk_turn(body: SwingBody) -> float:
    """How far the trunk turned, degrees."""
    return body.farthest(body.trunk)


def trunk_share(body: SwingBody) -> float:
    """How far the trunk turned as a share of the working thigh's way."""
    return body.farthest(body.trunk) / body.way_deg


def trunk_left(body: SwingBody) -> float:
    """How far the trunk is from where it was when the leg is back, degrees."""
    return abs(body.swing.at_end(body.trunk) - body.swing.at_rest(body.trunk))


def hands_shift(body: SwingBody) -> float:
    """How far the hand that moved most went, trunk lengths from the hips."""
    return _largest(body.farthest(body.point(limb.wrist)) for limb in LIMBS.values())


def hands_rise(body: SwingBody) -> float:
    """How high the hand that rose most went, trunk lengths."""
    return _largest(body.highest(-body.point(limb.wrist)[:, 1]) for limb in LIMBS.values())


def arms_opposed(body: SwingBody) -> float:
    """How far the arms swung against each other, degrees; 0 when they went the same way."""
    one, two = (body.swing.change(_arm(body, side)) for side in SIDES)
    return min(abs(one), abs(two)) if one * two < 0 else 0.0


def _arm(body: SwingBody, side: Side) -> Floats:
    limb = LIMBS[side]
    arm = body.xy[:, limb.wrist] - body.xy[:, limb.shoulder]
    return np.asarray(np.degrees(np.unwrap(np.arctan2(arm[:, 0], arm[:, 1]))))


def _largest(values: Iterable[float]) -> float:
    return max((value for value in values if not math.isnan(value)), default=math.nan)
