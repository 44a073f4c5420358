"""Features that distinguish a kickback from its look-alikes, each with a meaning in the body.

A kickback is one thigh turning back in the sagittal plane, and returning the
same way, while the trunk, the other leg and the hands stay where they are.
`evidence` weighs these numbers; none decides alone.  NaN: not seen.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.reps.evidence import leg_features, support_features
from formcheck.reps.evidence.swing_body import SwingBody

Feature = Callable[[SwingBody], float]


def standing(body: SwingBody) -> float:
    """How the body is held before the lift: about +5 standing, -5 on all fours, from supporting shank, trunk and foot.

    A standing shank is upright, even with the knee bent to a right angle; on
    all fours it lies.  The trunk of a person who bends over a bench is level too.
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


FEATURES: dict[str, Feature] = {
    feature.__name__: feature
    for feature in (
        standing,
        hip_range,
        peak,
        duration,
        tremor,
        azimuth,
        support_features.support_tilt,
        support_features.support_turn,
        support_features.support_hip,
        support_features.hips_shift,
        support_features.hips_drop,
        support_features.trunk_turn,
        support_features.trunk_share,
        support_features.trunk_left,
        support_features.hands_shift,
        support_features.hands_rise,
        support_features.arms_opposed,
        leg_features.behind,
        leg_features.between,
        leg_features.thigh_at_top,
        leg_features.thigh_share,
        leg_features.foot_ahead,
        leg_features.outward,
        leg_features.outward_deg,
        leg_features.seen_in_depth,
        leg_features.knee_opens_flat,
        leg_features.loop,
        leg_features.loop_sideways,
        leg_features.knee_alone,
        leg_features.knee_at_top,
    )
}


def features_of(body: SwingBody) -> dict[str, float]:
    """Every feature by name."""
    return {name: feature(body) for name, feature in FEATURES.items()}
