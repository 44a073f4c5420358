"""Where the working leg goes: back or sideways, straight or in a circle, from the hip or from the knee.

Each is a number of a swing for `evidence` to weigh; NaN: not seen.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.kinematics.joint_angles import knee_angle, length, trunk
from formcheck.pose import Floats
from formcheck.reps.evidence.swing_body import SwingBody, within_half_turn

LEAST_RANGE_DEG = 30.0  # what a bend of the knee or a way outwards is held against at least
STRAIGHT_FROM_DEG, STRAIGHT_DEG = 115.0, 145.0  # a knee begins to count as straight, is straight
SEEMING_NEAR, SEEMING_FAR = 0.008, 0.006  # of `outward`, for each degree of azimuth; rendered kickbacks
SEEMING_UP_TO_DEG = 30.0
OBLIQUE_FROM_DEG, UNSEEN_DEPTH = 20.0, 0.008  # of `seen_in_depth`, for each degree beyond; rendered kickbacks
FORE_S = 0.35  # before the lift: where the leg swung from


def behind(body: SwingBody) -> float:
    """How far the working thigh is behind the supporting one at the top, degrees."""
    return body.swing.top_deg - body.swing.at_top(body.support_extension)


def between(body: SwingBody) -> float:
    """Angle between the thighs at the top as the pose model sees them in depth, degrees."""
    thighs = [body.world[:, limb.knee] - body.world[:, limb.hip] for limb in (body.working, body.supporting)]
    return body.swing.at_top(_angle(*thighs))


def thigh_at_top(body: SwingBody) -> float:
    """Where the working thigh points at the top, degrees behind straight down."""
    return within_half_turn(body.swing.at_rest(body.thigh)) + body.swing.change(body.thigh)


def thigh_share(body: SwingBody) -> float:
    """How much of the hip range the thigh turned against the floor: the rest is the trunk's."""
    return body.swing.change(body.thigh) / body.swing.range_deg


def foot_ahead(body: SwingBody) -> float:
    """How far the straight leg's foot was in front of the standing foot before the lift, trunk lengths.

    A bent knee may come forward between kicks; a leg that swings forwards and back is straight.
    """
    swing = body.swing
    knee = knee_angle(body.xy, swing.side, swing.view.plane)
    straight = np.clip(
        (np.minimum(knee, 360 - knee) - STRAIGHT_FROM_DEG) / (STRAIGHT_DEG - STRAIGHT_FROM_DEG), 0, 1
    )
    ahead = (body.point(body.working.ankle) - body.point(body.supporting.ankle))[:, 0] * straight
    ahead /= max(math.cos(math.radians(swing.view.azimuth_deg)), 0.5)
    seen = ahead[(swing.sequence.times >= swing.start_s - FORE_S) & np.isfinite(ahead)]
    return float(np.sort(seen)[-2]) if len(seen) > 2 else math.nan


def outward(body: SwingBody) -> float:
    """How far the thigh went out to the side at the top, degrees for each degree of hip range; + = outwards.

    The model makes depth too small, so that a leg that swings straight towards
    or away from an oblique camera seems to go outwards: that much is taken off.
    """
    toward = body.swing.view.azimuth_deg * (1 if body.near else -1)
    seeming = (SEEMING_NEAR if body.near else SEEMING_FAR) * min(max(toward, 0.0), SEEMING_UP_TO_DEG)
    return body.swing.change(body.abduction) / max(body.swing.range_deg, LEAST_RANGE_DEG) - seeming


def outward_deg(body: SwingBody) -> float:
    """The same in degrees: a long swing may go further out than a short one, but not as far as an abduction."""
    return outward(body) * max(body.swing.range_deg, LEAST_RANGE_DEG)


def seen_in_depth(body: SwingBody) -> float:
    """The swing in the pose model's own depth as a share of the swing in the picture.

    From an oblique camera the model sees less of any swing: that is added.
    """
    oblique = max(abs(body.swing.view.azimuth_deg) - OBLIQUE_FROM_DEG, 0.0)
    normal = body.swing.view.plane.normal
    thigh = body.world[:, body.working.knee] - body.world[:, body.working.hip]
    u, v = (vector - np.outer(vector @ normal, normal) for vector in (-trunk(body.world), thigh))
    turned = np.arctan2(-(np.cross(u, v) @ normal), (u * v).sum(1))
    return body.swing.change(np.degrees(np.unwrap(turned))) / body.swing.range_deg + UNSEEN_DEPTH * oblique


def knee_opens_flat(body: SwingBody) -> float:
    """How much more the knee opens in the picture than in the model's depth, degrees.

    From the front diagonal a bent leg that is lifted out to the side looks as if
    its knee opened.  NaN from elsewhere, and for the far leg, of which the model
    guesses the depth.
    """
    if not body.near or body.swing.view.azimuth_deg < 0:
        return math.nan
    limb, swing = body.working, body.swing
    thigh = body.world[:, limb.knee] - body.world[:, limb.hip]
    deep = 180.0 - _angle(thigh, body.world[:, limb.ankle] - body.world[:, limb.knee])
    return min(swing.change(knee_angle(body.xy, swing.side, swing.view.plane)), 180.0) - swing.change(deep)


def loop(body: SwingBody) -> float:
    """How far the knee's way down is from its way up in the picture, trunk lengths: a circle, or there and back.

    NaN for a knee that was mostly hidden.
    """
    if body.guessed:
        return math.nan
    knee = body.point(body.working.knee) - body.point(body.working.hip)
    return math.hypot(body.apart(knee[:, 0]), body.apart(knee[:, 1]))


def loop_sideways(body: SwingBody) -> float:
    """How much further out the thigh is on one way than on the other, degrees; NaN for a hidden knee."""
    return math.nan if body.guessed else abs(body.apart(body.abduction))


def knee_alone(body: SwingBody) -> float:
    """How much the knee bends during the lift for each degree of hip range: a curl."""
    bends = -body.swing.change(knee_angle(body.xy, body.swing.side, body.swing.view.plane))
    return bends / max(body.swing.range_deg, LEAST_RANGE_DEG)


def knee_at_top(body: SwingBody) -> float:
    """Knee angle at the top, degrees: the heel at the seat is a stretch or a curl."""
    return body.swing.at_top(knee_angle(body.xy, body.swing.side, body.swing.view.plane))


def _angle(a: Floats, b: Floats) -> Floats:
    """Angle between 3-D vectors (N, 3), degrees 0..180."""
    return np.asarray(np.degrees(np.arccos(np.clip((a * b).sum(1) / length(a) / length(b), -1, 1))))
