"""What tells a kickback from what looks like one: numbers of a swing, each with a meaning in the body.

A kickback is one thigh turning back in the sagittal plane, and returning the
same way, while the trunk, the other leg and the hands stay where they are.
`evidence` weighs these numbers; none decides alone.  NaN: not seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from formcheck.kinematics.joint_angles import knee_angle, length, trunk
from formcheck.pose import LIMBS, SIDES, Floats, Side
from formcheck.reps.swing_body import SwingBody

LEAST_RANGE_DEG = 30.0  # what a bend of the knee or a way outwards is held against at least
OBLIQUE_FROM_DEG, UNSEEN_DEPTH = 20.0, 0.008  # of `seen_in_depth`, for each degree beyond; rendered kickbacks
STRAIGHT_FROM_DEG, STRAIGHT_DEG = 115.0, 145.0  # a knee begins to count as straight, is straight
SEEMING_NEAR, SEEMING_FAR = 0.008, 0.006  # of `outward`, for each degree of azimuth; rendered kickbacks
SEEMING_UP_TO_DEG = 30.0
FORE_S = 0.35  # before the lift: where the leg swung from

Feature = Callable[[SwingBody], float]


def standing(body: SwingBody) -> float:
    """How the body is held before the lift: about +5 standing, -5 on all fours, from supporting shank, trunk and foot.

    A standing shank is upright, even with the knee bent to a right angle; on
    all fours it lies.  The trunk of somebody who bends over a bench is level too.
    """
    swing = body.swing
    shank = np.clip((65.0 - abs(swing.at_rest(body.support_shank))) / 15.0, -2.0, 2.0)
    lean = np.clip((58.0 - swing.at_rest(body.trunk)) / 15.0, -1.5, 1.5)
    height = swing.at_rest(body.point(body.supporting.ankle)[:, 1])
    return float(np.nansum([shank, lean, np.clip((height - 1.1) / 0.2, -1.5, 1.5)]))


def hip_range(body: SwingBody) -> float:
    """Hip range, degrees."""
    return body.swing.range_deg


def peak(body: SwingBody) -> float:
    """Highest hip extension, degrees."""
    return body.swing.peak_deg


def duration(body: SwingBody) -> float:
    """From start to end, seconds."""
    return body.swing.end_s - body.swing.start_s


def tremor(body: SwingBody) -> float:
    """Noise of the hip angle as a share of its range."""
    return body.swing.noise_deg / body.swing.range_deg


def azimuth(body: SwingBody) -> float:
    """How far off the side the camera stands, degrees, without sign."""
    return abs(body.swing.view.azimuth_deg)


def support_tilt(body: SwingBody) -> float:
    """How far the supporting thigh is from upright before the lift, degrees; it is upright in both postures."""
    return abs(_within_half_turn(body.swing.at_rest(body.support_thigh)))


def support_turn(body: SwingBody) -> float:
    """How far the supporting thigh turned, degrees."""
    return body.farthest(body.support_thigh)


def support_hip(body: SwingBody) -> float:
    """How far the supporting hip flexed or extended, as a share of the working hip's range."""
    return body.farthest(body.support_extension) / body.swing.range_deg


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
    """How far the trunk turned as a share of the hip range."""
    return body.farthest(body.trunk) / body.swing.range_deg


def trunk_left(body: SwingBody) -> float:
    """How far the trunk is from where it was when the leg is back, degrees."""
    return abs(body.swing.at_end(body.trunk) - body.swing.at_rest(body.trunk))


def behind(body: SwingBody) -> float:
    """How far the working thigh is behind the supporting one at the top, degrees."""
    return body.swing.top_deg - body.swing.at_top(body.support_extension)


def between(body: SwingBody) -> float:
    """Angle between the thighs at the top as the pose model sees them in depth, degrees."""
    thighs = [body.world[:, limb.knee] - body.world[:, limb.hip] for limb in (body.working, body.supporting)]
    return body.swing.at_top(_angle(*thighs))


def thigh_at_top(body: SwingBody) -> float:
    """Where the working thigh points at the top, degrees behind straight down."""
    return _within_half_turn(body.swing.at_rest(body.thigh)) + body.swing.change(body.thigh)


def thigh_share(body: SwingBody) -> float:
    """How much of the hip range the thigh turned against the floor: the rest is the trunk's."""
    return body.swing.change(body.thigh) / body.swing.range_deg


def foot_ahead(body: SwingBody) -> float:
    """How far the straight leg's foot was in front of the standing foot before the lift, trunk lengths.

    A bent knee may come forward between kicks; a leg that swings to and fro is straight.
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


def hands_shift(body: SwingBody) -> float:
    """How far the hand that moved most went, trunk lengths from the hips."""
    return _larger(body.farthest(body.point(limb.wrist)) for limb in LIMBS.values())


def hands_rise(body: SwingBody) -> float:
    """How high the hand that rose most went, trunk lengths."""
    return _larger(body.highest(-body.point(limb.wrist)[:, 1]) for limb in LIMBS.values())


def arms_opposed(body: SwingBody) -> float:
    """How far the arms swung against each other, degrees; 0 when they went the same way."""
    one, two = (body.swing.change(_arm(body, side)) for side in SIDES)
    return min(abs(one), abs(two)) if one * two < 0 else 0.0


FEATURES: dict[str, Feature] = {
    feature.__name__: feature
    for feature in (
        standing,
        hip_range,
        peak,
        duration,
        tremor,
        azimuth,
        support_tilt,
        support_turn,
        support_hip,
        hips_shift,
        hips_drop,
        trunk_turn,
        trunk_share,
        trunk_left,
        behind,
        between,
        thigh_at_top,
        thigh_share,
        foot_ahead,
        outward,
        outward_deg,
        seen_in_depth,
        knee_opens_flat,
        loop,
        loop_sideways,
        knee_alone,
        knee_at_top,
        hands_shift,
        hands_rise,
        arms_opposed,
    )
}


def features_of(body: SwingBody) -> dict[str, float]:
    """Every feature by name."""
    return {name: feature(body) for name, feature in FEATURES.items()}


def _arm(body: SwingBody, side: Side) -> Floats:
    limb = LIMBS[side]
    arm = body.xy[:, limb.wrist] - body.xy[:, limb.shoulder]
    return np.asarray(np.degrees(np.unwrap(np.arctan2(arm[:, 0], arm[:, 1]))))


def _angle(a: Floats, b: Floats) -> Floats:
    """Angle between 3-D vectors (N, 3), degrees 0..180."""
    return np.asarray(np.degrees(np.arccos(np.clip((a * b).sum(1) / length(a) / length(b), -1, 1))))


def _within_half_turn(angle_deg: float) -> float:
    return (angle_deg + 180.0) % 360.0 - 180.0


def _larger(values: object) -> float:
    known = [v for v in values if v == v]  # type: ignore[attr-defined]
    return max(known, default=math.nan)
