"""Getting ready: what keeps the camera from seeing a set well, one instruction at a time.

Pure: poses, the picture's size and its brightness in, an instruction out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.choices import AUTO
from formcheck.exercises import EXERCISES
from formcheck.exercises.posture import Posture
from formcheck.kinematics.camera_view import Facing, estimate_view
from formcheck.kinematics.joint_angles import elevation, trunk
from formcheck.kinematics.pose_buffer import PoseBuffer
from formcheck.pose import LIMBS, Landmark, Pose

# What must be in the picture: the head, and both sides down to the hands and feet.
BODY = [
    Landmark.NOSE,
    *(i for b in LIMBS.values() for i in (b.shoulder, b.wrist, b.hip, b.knee, b.ankle, b.toe)),
]
EDGE = 0.005  # of the picture: a landmark nearer to its border may be a guess about what lies outside
SMALLEST = 0.25  # of the picture's width or height that a body fills: smaller, and angles get rough
DARKEST = 35.0  # mean brightness, 0..255
SIDE_ON_DEG = 50.0  # further round than this numbers get rough; 65 is where measuring stops
LOOKED_AT_S = 1.0

SETTLE_S = 0.6  # how long something must be wrong before it is said
SHOWN_S = 1.8  # how long an instruction stays before another takes its place
READY_S = 1.0  # how long nothing may be wrong
SAY_EVERY_S = 3.5  # between two instructions
SAY_AGAIN_S = 8.0  # between two times the same one

STEP_IN = "Step into the picture."
STEP_BACK = "Step back a little."
TO_THE_MIDDLE = "Move to the middle of the picture."
NEARER = "Come a little nearer."
LIGHT = "More light, please: I can hardly see you."
SIDE_ON = "Turn so that I see your side."
GET_DOWN = "Get on your hands and knees."
STAND_UP = "Stand up and hold on to something."
EITHER = "Get on your hands and knees, or stand and hold on."
POSITIONS = (GET_DOWN, STAND_UP, EITHER)


@dataclass(frozen=True)
class FrameInfo:
    """What is known of a frame besides its pose."""

    width: int
    height: int
    brightness: float  # mean, 0..255


@dataclass(frozen=True)
class Instruction:
    """What the lifter is to do next; the text is empty while nothing is wrong."""

    text: str
    say: bool  # now, aloud
    ready: bool


class Readiness:
    """Watches a person come into position."""

    def __init__(self, exercise: str = AUTO) -> None:
        self._posture = EXERCISES[exercise].posture if exercise in EXERCISES else None
        self._facing, self._track = Facing(), PoseBuffer(keep_s=2 * LOOKED_AT_S)
        self._wrong: str | None = None
        self._wrong_s = self._shown_s = self._said_s = -np.inf
        self._shown = self._said = ""

    def update(self, pose: Pose, frame_info: FrameInfo) -> Instruction:
        """Take the next pose."""
        now = pose.timestamp_s
        wrong = self._what_is_wrong(pose, frame_info)
        if wrong != self._wrong or self._wrong_s == -np.inf:
            self._wrong, self._wrong_s = wrong, now
        if wrong is None and now - self._wrong_s >= READY_S:
            return Instruction("", say=False, ready=True)
        self._settle(now)
        return Instruction(self._shown, self._is_time_to_say(now), ready=False)

    def _settle(self, now: float) -> None:
        """Show what has been wrong for long enough, and let it stand long enough to be read."""
        new = self._wrong or ""
        if new == self._shown or now - self._wrong_s < SETTLE_S or now - self._shown_s < SHOWN_S:
            return
        self._shown, self._shown_s = new, now

    def _is_time_to_say(self, now: float) -> bool:
        pause = SAY_AGAIN_S if self._shown == self._said else SAY_EVERY_S
        if not self._shown or now - self._said_s < pause:
            return False
        self._said, self._said_s = self._shown, now
        return True

    def _what_is_wrong(self, pose: Pose, frame_info: FrameInfo) -> str | None:
        if not pose.seen:
            return LIGHT if frame_info.brightness < DARKEST else STEP_IN
        return (
            _out_of_the_picture(pose, frame_info)
            or (LIGHT if frame_info.brightness < DARKEST else None)
            or self._turned_away(pose)
            or self._out_of_position(pose)
        )

    def _turned_away(self, pose: Pose) -> str | None:
        direction = self._facing.update(pose)
        self._track.append(pose)
        if direction == 0:
            return SIDE_ON
        sequence = self._track.sequence().between(pose.timestamp_s - LOOKED_AT_S, pose.timestamp_s)
        return SIDE_ON if abs(estimate_view(sequence, direction).azimuth_deg) > SIDE_ON_DEG else None

    def _out_of_position(self, pose: Pose) -> str | None:
        held = held_posture(pose)
        if held is not None and self._posture in (None, held):
            return None
        return {Posture.ALL_FOURS: GET_DOWN, Posture.STANDING: STAND_UP, None: EITHER}[self._posture]


def _out_of_the_picture(pose: Pose, frame_info: FrameInfo) -> str | None:
    part = pose.xy[BODY] / [frame_info.width, frame_info.height]
    low, high = np.nanmin(part, axis=0), np.nanmax(part, axis=0)
    unseen = bool(np.isnan(part).any())
    before, after = low < EDGE, high > 1 - EDGE
    if (unseen and not (before | after).any()) or (before & after).any() or before[1] or after[1]:
        return STEP_BACK
    if before[0] or after[0]:
        return STEP_BACK if float(high[0] - low[0]) > 0.8 else TO_THE_MIDDLE
    return NEARER if float((high - low).max()) < SMALLEST else None


def held_posture(pose: Pose) -> Posture | None:
    """How one body is held: on all fours, standing, or neither."""
    shanks = [abs(float(elevation(pose.xy[b.knee] - pose.xy[b.ankle]))) for b in LIMBS.values()]
    lean = float(elevation(trunk(pose.xy)))
    if min(shanks) > 50 and lean > 30:
        return Posture.STANDING
    if min(shanks) < 50 and abs(lean) < 50:
        return Posture.ALL_FOURS
    return None
