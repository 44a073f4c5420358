"""The evidence against a swing, feature by feature: what `evidence` weighs.

Each line reads: at this value of the feature, so much trust is taken; in
between in proportion.  The features are explained in `swing_features`.

Fitted by `python -m benchmarks.fit_evidence --write`: change the prior there.
"""

from formcheck.exercises.posture import Posture
from formcheck.reps.criterion import Criterion
from formcheck.reps.reasons import Reason

CRITERIA: tuple[Criterion, ...] = (
    Criterion("support_turn", Reason.BOTH_LEGS, ((12, 0), (30, 0), (60, -0.79))),
    Criterion("support_hip", Reason.BOTH_LEGS, ((0.3, 0), (0.6, 0), (1, -0.65))),
    Criterion("hips_shift", Reason.HIPS_MOVED, ((0.25, 0), (0.5, 0), (1, -0.7))),
    Criterion("hips_drop", Reason.HIPS_MOVED, ((0.2, 0), (0.4, -0.26), (0.7, -2.01))),
    Criterion("trunk_turn", Reason.TRUNK_TURNED, ((25, 0), (45, -1.06))),
    Criterion("trunk_share", Reason.TRUNK_TURNED, ((0.25, 0), (0.5, -0.54), (0.9, -2.29))),
    Criterion("trunk_left", Reason.TRUNK_TURNED, ((12, 0), (40, -1.98))),
    Criterion("support_tilt", Reason.POSTURE, ((25, 0), (40, -1.03), (60, -3.59))),
    Criterion("azimuth", Reason.VIEW, ((40, 0), (55, 0), (75, -1.22))),
    Criterion("behind", Reason.NOT_BEHIND, ((10, -1.5), (35, -0.07), (65, 0)), Posture.ALL_FOURS),
    Criterion("behind", Reason.NOT_BEHIND, ((0, -3.03), (10, -0.15), (30, 0)), Posture.STANDING),
    Criterion("between", Reason.NOT_BEHIND, ((15, -0.23), (35, 0), (60, 0)), Posture.ALL_FOURS),
    Criterion("between", Reason.NOT_BEHIND, ((0, -1.11), (10, 0), (30, 0)), Posture.STANDING),
    Criterion("thigh_at_top", Reason.NOT_BEHIND, ((3, -3.03), (12, -0.6), (30, 0)), Posture.STANDING),
    Criterion("peak", Reason.NOT_BEHIND, ((-50, -1.05), (-20, 0), (0, 0)), Posture.ALL_FOURS),
    Criterion("thigh_share", Reason.TRUNK_TURNED, ((0.2, -1.85), (0.5, -0.19), (0.8, 0))),
    Criterion("foot_ahead", Reason.SWUNG_THROUGH, ((0.5, 0), (0.8, -1.89), (1.2, -4.67)), Posture.STANDING),
    Criterion("outward", Reason.SIDEWAYS, ((0.15, 0), (0.35, -0.12), (0.7, -2.81)), Posture.ALL_FOURS),
    Criterion("outward", Reason.SIDEWAYS, ((0.2, 0), (0.45, -0.4), (0.8, -2.64)), Posture.STANDING),
    Criterion("outward_deg", Reason.SIDEWAYS, ((20, 0), (35, 0), (55, -1.33))),
    Criterion("outward", Reason.SIDEWAYS, ((-0.8, -1.73), (-0.5, -0.01), (-0.25, 0))),
    Criterion("seen_in_depth", Reason.SIDEWAYS, ((0.3, -1.2), (0.65, 0), (0.85, 0)), Posture.ALL_FOURS),
    Criterion("seen_in_depth", Reason.SIDEWAYS, ((0.1, -1), (0.4, 0)), Posture.STANDING),
    Criterion("knee_opens_flat", Reason.SIDEWAYS, ((15, 0), (30, -0.54), (50, -1.56)), Posture.ALL_FOURS),
    Criterion("loop", Reason.CIRCLE, ((0.09, 0), (0.16, -1.21), (0.25, -3.26))),
    Criterion("loop_sideways", Reason.CIRCLE, ((6, 0), (12, -0.39), (25, -1.22))),
    Criterion("knee_alone", Reason.KNEE_ALONE, ((0.7, 0), (1.5, 0), (3, -2.67))),
    Criterion("knee_at_top", Reason.KNEE_ALONE, ((40, -3.56), (65, 0))),
    Criterion("hands_shift", Reason.ARM_LIFTED, ((0.2, 0), (0.4, -0.9), (0.8, -2.2)), Posture.ALL_FOURS),
    Criterion("hands_rise", Reason.ARM_LIFTED, ((0.12, 0), (0.3, -1.01), (0.6, -3.98)), Posture.ALL_FOURS),
    Criterion("arms_opposed", Reason.WALKING, ((6, 0), (15, -1.21), (30, -3.24)), Posture.STANDING),
    Criterion("hip_range", Reason.TOO_SMALL, ((20, -1.42), (35, 0), (60, 0)), Posture.ALL_FOURS),
    Criterion("hip_range", Reason.TOO_SMALL, ((10, -1.51), (20, 0), (40, 0)), Posture.STANDING),
    Criterion("duration", Reason.TOO_QUICK, ((0.25, -1.9), (0.5, -0.53), (0.8, 0))),
    Criterion("tremor", Reason.UNSTEADY, ((0.06, 0), (0.2, -1.72))),
)
