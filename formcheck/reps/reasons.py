"""Why a swing of a leg was not counted, in the lifter's words; docs/report.md explains each."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What an attempt gives as its reason."""

    BOTH_LEGS = "both legs moved"
    HIPS_MOVED = "the hips moved, not the leg alone"
    TRUNK_TURNED = "the trunk turned with the leg"
    POSTURE = "neither standing nor on all fours"
    VIEW = "cannot be judged from this view"
    NOT_BEHIND = "the leg did not go behind the other"
    SWUNG_THROUGH = "the leg swung through from the front"
    SIDEWAYS = "the leg went sideways"
    CIRCLE = "the leg went round in a circle"
    KNEE_ALONE = "the knee bent, the hip did not extend"
    ARM_LIFTED = "opposite arm lifted"
    WALKING = "walking"
    TOO_SMALL = "too small"
    TOO_QUICK = "too quick to be a repetition"
    UNSTEADY = "seen too unsteadily to be judged"
    CUT_START = "cut off by the start"
    CUT_END = "cut off by the end"
    PERSON_LOST = "person lost"
    PICTURE_JUMPED = "the picture jumped"
