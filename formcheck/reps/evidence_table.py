"""The evidence against a swing, feature by feature: what `evidence` weighs.

Each line reads: at this value of the feature, so much trust is taken; in
between in proportion.  The features are explained in `swing_features`.

Fitted by `python -m benchmarks.fit_evidence --write`: change the prior there.
"""

from formcheck.exercises.posture import Posture
from formcheck.reps.criterion import Criterion
from formcheck.reps.reasons import Reason

CRITERIA: tuple[Criterion, ...] = (
    Criterion("support_turn", Reason.BOTH_LEGS, ((15, 0), (35, 0), (70, -1.17))),
    Criterion("support_hip", Reason.BOTH_LEGS, ((0.6, 0), (1, -0.84), (1.5, -2.77))),
    Criterion("hips_shift", Reason.HIPS_MOVED, ((0.3, 0), (0.6, -0.05), (1.1, -1.19))),
    Criterion("hips_drop", Reason.HIPS_MOVED, ((0.25, 0), (0.45, -0.32), (0.75, -2.2))),
    Criterion("trunk_turn", Reason.TRUNK_TURNED, ((10, 0), (20, -1), (40, -2.5)), Posture.ALL_FOURS),
    Criterion("trunk_turn", Reason.TRUNK_TURNED, ((30, 0), (50, -1.42)), Posture.STANDING),
    Criterion("trunk_share", Reason.TRUNK_TURNED, ((0.5, 0), (0.9, -0.95), (1.5, -2.95))),
    Criterion("trunk_left", Reason.TRUNK_TURNED, ((4, 0), (10, -1.02), (30, -2.52)), Posture.ALL_FOURS),
    Criterion("trunk_left", Reason.TRUNK_TURNED, ((12, 0), (40, -2)), Posture.STANDING),
    Criterion("thigh_share", Reason.TRUNK_TURNED, ((0.2, -2.26), (0.45, -0.33), (0.7, 0))),
    Criterion("support_tilt", Reason.POSTURE, ((25, 0), (40, -0.9), (60, -3.77))),
    Criterion("azimuth", Reason.VIEW, ((45, 0), (60, 0), (75, -1.77))),
    Criterion(
        "behind", Reason.NOT_BEHIND, ((-20, -3.78), (0, -1.81), (20, -0.5), (45, 0)), Posture.ALL_FOURS
    ),
    Criterion("behind", Reason.NOT_BEHIND, ((0, -3.45), (10, -0.5), (25, 0)), Posture.STANDING),
    Criterion("between", Reason.NOT_BEHIND, ((10, -0.87), (25, -0.11), (40, 0)), Posture.ALL_FOURS),
    Criterion("between", Reason.NOT_BEHIND, ((0, -1.21), (10, -0.26), (25, 0)), Posture.STANDING),
    Criterion("thigh_at_top", Reason.NOT_BEHIND, ((3, -2.64), (12, -0.55), (30, 0)), Posture.STANDING),
    Criterion("peak", Reason.NOT_BEHIND, ((-90, -2.53), (-50, -0.91), (-20, 0)), Posture.ALL_FOURS),
    Criterion("foot_ahead", Reason.SWUNG_THROUGH, ((0.4, 0), (0.7, -1.52), (1, -4.05)), Posture.STANDING),
    Criterion("outward", Reason.SIDEWAYS, ((0.18, 0), (0.32, -1), (0.55, -3.21)), Posture.ALL_FOURS),
    Criterion("outward", Reason.SIDEWAYS, ((0.22, 0), (0.35, -1.16), (0.5, -3.19)), Posture.STANDING),
    Criterion("outward_deg", Reason.SIDEWAYS, ((18, 0), (30, -0.71), (50, -2.66))),
    Criterion("outward", Reason.SIDEWAYS, ((-0.9, -2.31), (-0.6, -0.48), (-0.3, 0))),
    Criterion("seen_in_depth", Reason.SIDEWAYS, ((0.4, -3.08), (0.65, -1.21), (0.78, 0)), Posture.ALL_FOURS),
    Criterion("seen_in_depth", Reason.SIDEWAYS, ((0.2, -2.53), (0.4, -1), (0.6, 0)), Posture.STANDING),
    Criterion("knee_opens_flat", Reason.SIDEWAYS, ((12, 0), (20, -0.81), (32, -2.35)), Posture.ALL_FOURS),
    Criterion("loop", Reason.CIRCLE, ((0.08, 0), (0.14, -1.36), (0.22, -3.85)), Posture.ALL_FOURS),
    Criterion("loop", Reason.CIRCLE, ((0.1, 0), (0.18, -1), (0.28, -3)), Posture.STANDING),
    Criterion("loop_sideways", Reason.CIRCLE, ((6, 0), (12, -0.65), (25, -1.83)), Posture.ALL_FOURS),
    Criterion("loop_sideways", Reason.CIRCLE, ((10, 0), (20, -0.99), (35, -2.49)), Posture.STANDING),
    Criterion("knee_alone", Reason.KNEE_ALONE, ((0.9, 0), (1.8, -0.6), (3, -3.52))),
    Criterion("knee_at_top", Reason.KNEE_ALONE, ((40, -3.97), (60, 0))),
    Criterion("hands_shift", Reason.ARM_LIFTED, ((0.25, 0), (0.4, -0.87), (0.7, -2.39)), Posture.ALL_FOURS),
    Criterion("hands_rise", Reason.ARM_LIFTED, ((0.14, 0), (0.22, -1.2), (0.4, -4.22)), Posture.ALL_FOURS),
    Criterion("arms_opposed", Reason.WALKING, ((6, 0), (14, -1.3), (28, -3.31)), Posture.STANDING),
    Criterion("hip_range", Reason.TOO_SMALL, ((12, -2.68), (25, -0.25), (40, 0)), Posture.ALL_FOURS),
    Criterion("hip_range", Reason.TOO_SMALL, ((10, -1.92), (18, 0), (30, 0)), Posture.STANDING),
    Criterion("duration", Reason.TOO_QUICK, ((0.25, -1.78), (0.5, -0.35), (0.8, 0))),
    Criterion("tremor", Reason.UNSTEADY, ((0.06, 0), (0.2, -1.89))),
)
