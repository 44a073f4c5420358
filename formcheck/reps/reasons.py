"""Why a movement of a leg was not counted, in the lifter's words: reports and scripts read these texts."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The reason of an attempt.  Texts are only ever added: reports of older versions hold them too."""

    # What the movement was instead of a repetition.
    CHANGING_POSITION = "changing position"
    BOTH_LEGS = "both legs moved"
    HIPS_MOVED = "the hips moved, not the leg alone"
    WALKING = "walking"
    ARM_LIFTED = "opposite arm lifted"
    SIDEWAYS = "the leg went sideways"
    KNEE_ALONE = "the knee bent, the hip did not extend"
    NOT_BEHIND = "the leg did not go behind the other"
    TOO_QUICK = "too quick to be a repetition"
    TOO_SMALL = "too small"  # the one attempt that a lifter means as a repetition
    # What kept it from being seen whole.
    VIEW = "cannot be judged from this view"
    PERSON_LOST = "person lost"
    PICTURE_JUMPED = "the picture jumped"
    CUT_OFF_BY_START = "cut off by the start"
    CUT_OFF_BY_END = "cut off by the end"
