"""During a set, between two lifts: says when the camera does not see the lifter well any more.

Pure: poses and what is known of their frames in, instructions out.
"""

from __future__ import annotations

from formcheck.choices import AUTO
from formcheck.coaching.readiness import POSITIONS, FrameInfo, Instruction, Readiness
from formcheck.pose import Pose

IDLE_S = 5.0  # without a lift before an instruction is given: most pauses within a set are shorter
LONGEST_LIFT_S = 10.0  # a leg that is up for longer is no lift: the person has stood up
NOTHING = Instruction("", say=False, ready=False)


class PositionMonitor:
    """Watches the position during one set: between lifts, a problem is shown as long as it lasts and spoken once."""

    def __init__(self, exercise: str = AUTO) -> None:
        self._exercise = exercise
        self._readiness: Readiness | None = None
        self._down_s: float | None = None  # when both legs were last down
        self._busy_s: float | None = None  # when there was last something else to watch
        self._said: set[str] = set()

    def update(self, pose: Pose, frame_info: FrameInfo, *, lifting: bool) -> Instruction:
        """Take the next pose; `lifting`: whether a leg is up."""
        now = pose.timestamp_s
        if not lifting or self._down_s is None:
            self._down_s = now
        in_a_lift = lifting and now - self._down_s < LONGEST_LIFT_S
        # An empty picture is reported elsewhere.
        if in_a_lift or not pose.seen or self._busy_s is None:
            self._busy_s, self._readiness = now, None
            self._said.clear()
        if now - self._busy_s < IDLE_S:
            return NOTHING
        if self._readiness is None:
            self._readiness = Readiness(self._exercise)
        instruction = self._readiness.update(pose, frame_info)
        if instruction.text in POSITIONS:  # a rest may be taken in any
            return NOTHING
        say = instruction.say and instruction.text not in self._said
        if say:
            self._said.add(instruction.text)
        return Instruction(instruction.text, say, ready=False)
