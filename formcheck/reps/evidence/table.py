"""The evidence against a swing, feature by feature: what `evidence` weighs.

Each line reads: at this value of the feature, this much trust is taken; in
between in proportion.  The features are explained in `swing_features`.

Fitted by `python -m benchmarks.fit_evidence --write`: change the prior there.
"""

from formcheck.exercises.posture import Posture
from formcheck.reps.evidence.criterion import Criterion
from formcheck.reps.reasons import Reason

CRITERIA: tuple[Criterion, ...] = (
    Criterion("support_turn", Reason.BOTH_LEGS, ((15, 0), (35, 0), (70, -1.02))),
    Criterion("support_hip", Reason.BOTH_LEGS, ((0.6, 0), (0.95, -0.81), (1.4, -2.75))),
    Criterion("hips_shift", Reason.HIPS_MOVED, ((0.3, 0), (0.6, 0), (1.1, -1.06))),
    Criterion("hips_drop", Reason.HIPS_MOVED, ((0.25, 0), (0.45, -0.16), (0.75, -2.04))),
    Criterion("trunk_turn", Reason.TRUNK_TURNED, ((10, 0), (20, -1), (40, -2.5)), Posture.ALL_FOURS),
    Criterion("trunk_turn", Reason.TRUNK_TURNED, ((30, 0), (50, -1.4)), Posture.STANDING),
    Criterion("trunk_share", Reason.TRUNK_TURNED, ((0.6, 0), (0.75, -1.5), (1, -3.5))),
    Criterion("trunk_left", Reason.TRUNK_TURNED, ((4, 0), (10, -1.04), (30, -2.54)), Posture.ALL_FOURS),
    Criterion("trunk_left", Reason.TRUNK_TURNED, ((12, 0), (40, -2)), Posture.STANDING),
    Criterion("thigh_share", Reason.TRUNK_TURNED, ((0.2, -2.34), (0.45, -0.41), (0.7, 0))),
    Criterion("support_tilt", Reason.POSTURE, ((25, 0), (40, -0.84), (60, -3.72)), Posture.ALL_FOURS),
    Criterion("support_tilt", Reason.POSTURE, ((35, 0), (50, -0.8), (68, -3.8)), Posture.STANDING),
    Criterion("azimuth", Reason.VIEW, ((45, 0), (60, 0), (75, -1.7))),
    Criterion(
        "behind", Reason.NOT_BEHIND, ((-20, -3.72), (0, -1.76), (20, -0.41), (45, 0)), Posture.ALL_FOURS
    ),
    Criterion("behind", Reason.NOT_BEHIND, ((0, -3.68), (10, -0.7), (25, 0)), Posture.STANDING),
    Criterion("between", Reason.NOT_BEHIND, ((10, -0.86), (25, -0.18), (40, 0)), Posture.ALL_FOURS),
    Criterion("between", Reason.NOT_BEHIND, ((0, -1.27), (10, -0.31), (25, 0)), Posture.STANDING),
    Criterion("thigh_at_top", Reason.NOT_BEHIND, ((3, -2.55), (12, -0.51), (30, 0)), Posture.STANDING),
    Criterion("peak", Reason.NOT_BEHIND, ((-90, -2.4), (-50, -0.89), (-20, 0)), Posture.ALL_FOURS),
    Criterion("foot_ahead", Reason.SWUNG_THROUGH, ((0.4, 0), (0.7, -1.54), (1, -4)), Posture.STANDING),
    Criterion("outward", Reason.SIDEWAYS, ((0.18, 0), (0.32, -0.92), (0.55, -3.12)), Posture.ALL_FOURS),
    Criterion("outward", Reason.SIDEWAYS, ((0.22, 0), (0.33, -1.33), (0.45, -3.82)), Posture.STANDING),
    Criterion("outward_deg", Reason.SIDEWAYS, ((18, 0), (30, -0.65), (50, -2.58))),
    Criterion("outward", Reason.SIDEWAYS, ((-0.9, -2.18), (-0.6, -0.39), (-0.3, 0))),
    Criterion("seen_in_depth", Reason.SIDEWAYS, ((0.4, -3.05), (0.65, -1.16), (0.78, 0)), Posture.ALL_FOURS),
    Criterion("seen_in_depth", Reason.SIDEWAYS, ((0.2, -2.56), (0.4, -1.02), (0.6, 0)), Posture.STANDING),
    Criterion("knee_opens_flat", Reason.SIDEWAYS, ((12, 0), (20, -0.76), (32, -2.29)), Posture.ALL_FOURS),
    Criterion("loop", Reason.CIRCLE, ((0.08, 0), (0.14, -1.33), (0.22, -3.78)), Posture.ALL_FOURS),
    Criterion("loop", Reason.CIRCLE, ((0.1, 0), (0.18, -1.01), (0.28, -3.01)), Posture.STANDING),
    Criterion("loop_sideways", Reason.CIRCLE, ((6, 0), (12, -0.72), (25, -1.83)), Posture.ALL_FOURS),
    Criterion("loop_sideways", Reason.CIRCLE, ((10, 0), (20, -0.98), (35, -2.48)), Posture.STANDING),
    Criterion("knee_alone", Reason.KNEE_ALONE, ((0.9, 0), (1.8, -0.49), (3, -3.39))),
    Criterion("knee_at_top", Reason.KNEE_ALONE, ((40, -3.96), (60, 0))),
    Criterion("hands_shift", Reason.ARM_LIFTED, ((0.25, 0), (0.4, -0.91), (0.7, -2.46)), Posture.ALL_FOURS),
    Criterion("hands_rise", Reason.ARM_LIFTED, ((0.14, 0), (0.22, -1.29), (0.4, -4.32)), Posture.ALL_FOURS),
    Criterion("arms_opposed", Reason.WALKING, ((5, 0), (10, -1.28), (20, -3.79)), Posture.STANDING),
    Criterion("hip_range", Reason.TOO_SMALL, ((12, -2.69), (25, -0.27), (40, 0)), Posture.ALL_FOURS),
    Criterion("hip_range", Reason.TOO_SMALL, ((10, -1.9), (18, 0), (30, 0)), Posture.STANDING),
    Criterion("duration", Reason.TOO_QUICK, ((0.25, -1.78), (0.5, -0.37), (0.8, 0))),
    Criterion("tremor", Reason.UNSTEADY, ((0.06, 0), (0.2, -1.86))),
)
