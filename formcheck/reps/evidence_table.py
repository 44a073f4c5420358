"""The evidence against a swing, feature by feature: what `evidence` weighs.

Each line reads: at this value of the feature, so much trust is taken; in
between in proportion.  The features are explained in `swing_features`.

Fitted by `python -m benchmarks.fit_evidence --write`: change the prior there.
"""

from formcheck.exercises.posture import Posture
from formcheck.reps.criterion import Criterion
from formcheck.reps.reasons import Reason

CRITERIA: tuple[Criterion, ...] = (
    Criterion("support_turn", Reason.BOTH_LEGS, ((12, 0), (30, 0), (60, -0.65))),
    Criterion("support_hip", Reason.BOTH_LEGS, ((0.5, 0), (0.8, -0.27), (1.1, -1.29))),
    Criterion("hips_shift", Reason.HIPS_MOVED, ((0.25, 0), (0.5, 0), (1, -0.68))),
    Criterion("hips_drop", Reason.HIPS_MOVED, ((0.2, 0), (0.4, -0.15), (0.7, -1.89))),
    Criterion("trunk_turn", Reason.TRUNK_TURNED, ((25, 0), (45, -1.03))),
    Criterion("trunk_share", Reason.TRUNK_TURNED, ((0.25, 0), (0.5, -0.51), (0.9, -2.26))),
    Criterion("trunk_left", Reason.TRUNK_TURNED, ((12, 0), (40, -1.99))),
    Criterion("support_tilt", Reason.POSTURE, ((25, 0), (40, -0.97), (60, -3.57))),
    Criterion("azimuth", Reason.VIEW, ((40, 0), (55, 0), (75, -1.33))),
    Criterion("behind", Reason.NOT_BEHIND, ((10, -1.73), (35, -0.16), (65, 0)), Posture.ALL_FOURS),
    Criterion("behind", Reason.NOT_BEHIND, ((0, -3.09), (10, -0.21), (30, 0)), Posture.STANDING),
    Criterion("between", Reason.NOT_BEHIND, ((15, -0.19), (35, 0), (60, 0)), Posture.ALL_FOURS),
    Criterion("between", Reason.NOT_BEHIND, ((0, -1.16), (10, -0.05), (30, 0)), Posture.STANDING),
    Criterion("thigh_at_top", Reason.NOT_BEHIND, ((3, -3.03), (12, -0.61), (30, 0)), Posture.STANDING),
    Criterion("peak", Reason.NOT_BEHIND, ((-50, -1.05), (-20, 0), (0, 0)), Posture.ALL_FOURS),
    Criterion("thigh_share", Reason.TRUNK_TURNED, ((0.2, -1.85), (0.5, -0.22), (0.8, 0))),
    Criterion("foot_ahead", Reason.SWUNG_THROUGH, ((0.5, 0), (0.8, -2.03), (1.2, -4.78)), Posture.STANDING),
    Criterion("outward", Reason.SIDEWAYS, ((0.15, 0), (0.3, -0.94), (0.6, -3.5)), Posture.ALL_FOURS),
    Criterion("outward", Reason.SIDEWAYS, ((0.2, 0), (0.45, -0.92), (0.8, -2.86)), Posture.STANDING),
    Criterion("outward_deg", Reason.SIDEWAYS, ((20, 0), (35, -0.31), (55, -1.84))),
    Criterion("outward", Reason.SIDEWAYS, ((-0.8, -1.01), (-0.5, 0), (-0.25, 0))),
    Criterion("seen_in_depth", Reason.SIDEWAYS, ((0.3, -1.24), (0.65, 0), (0.85, 0)), Posture.ALL_FOURS),
    Criterion("seen_in_depth", Reason.SIDEWAYS, ((0.1, -1.03), (0.4, 0)), Posture.STANDING),
    Criterion("knee_opens_flat", Reason.SIDEWAYS, ((12, 0), (22, -0.36), (35, -1.73)), Posture.ALL_FOURS),
    Criterion("loop", Reason.CIRCLE, ((0.09, 0), (0.16, -1.45), (0.25, -3.53))),
    Criterion("loop_sideways", Reason.CIRCLE, ((6, 0), (12, -0.33), (25, -1.02))),
    Criterion("knee_alone", Reason.KNEE_ALONE, ((0.7, 0), (1.5, 0), (3, -2.64))),
    Criterion("knee_at_top", Reason.KNEE_ALONE, ((40, -3.54), (65, 0))),
    Criterion("hands_shift", Reason.ARM_LIFTED, ((0.2, 0), (0.4, -1.03), (0.8, -2.33)), Posture.ALL_FOURS),
    Criterion("hands_rise", Reason.ARM_LIFTED, ((0.12, 0), (0.3, -1.02), (0.6, -3.94)), Posture.ALL_FOURS),
    Criterion("arms_opposed", Reason.WALKING, ((6, 0), (15, -1.18), (30, -3.21)), Posture.STANDING),
    Criterion("hip_range", Reason.TOO_SMALL, ((20, -1.35), (35, 0), (60, 0)), Posture.ALL_FOURS),
    Criterion("hip_range", Reason.TOO_SMALL, ((10, -1.46), (20, 0), (40, 0)), Posture.STANDING),
    Criterion("duration", Reason.TOO_QUICK, ((0.25, -1.88), (0.5, -0.55), (0.8, 0))),
    Criterion("tremor", Reason.UNSTEADY, ((0.06, 0), (0.2, -1.69))),
)
