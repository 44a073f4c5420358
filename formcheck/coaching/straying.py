"""Between the lifts of a set: a lifter whom the camera does not see well any more is told so, quietly.

Pure: poses and what is known of their pictures in, advice out.
"""

from __future__ import annotations

from formcheck.coaching.readiness import POSITIONS, Advice, Readiness, Sight
from formcheck.pose import Pose

IDLE_S = 5.0  # without a lift before anything is told: most pauses within a set are shorter
LONGEST_LIFT_S = 10.0  # a leg that is up for longer is no lift: somebody has stood up
NOTHING = Advice("", say=False, ready=False)


class Straying:
    """Watches the pauses of one set: what is wrong is shown while it is, and said once in a pause."""

    def __init__(self, exercise: str = "auto") -> None:
        self._exercise = exercise
        self._readiness: Readiness | None = None
        self._down_s: float | None = None  # when both legs were last down
        self._busy_s: float | None = None  # when there was last something else to watch
        self._said: set[str] = set()

    def update(self, pose: Pose, sight: Sight, *, lifting: bool) -> Advice:
        """Take the next pose; `lifting`: whether a leg is up."""
        now = pose.timestamp_s
        if not lifting or self._down_s is None:
            self._down_s = now
        in_a_lift = lifting and now - self._down_s < LONGEST_LIFT_S
        # An empty picture is told of elsewhere.
        if in_a_lift or not pose.seen or self._busy_s is None:
            self._busy_s, self._readiness = now, None
            self._said.clear()
        if now - self._busy_s < IDLE_S:
            return NOTHING
        if self._readiness is None:
            self._readiness = Readiness(self._exercise)
        advice = self._readiness.update(pose, sight)
        if advice.text in POSITIONS:  # a rest may be taken in any
            return NOTHING
        say = advice.say and advice.text not in self._said
        if say:
            self._said.add(advice.text)
        return Advice(advice.text, say, ready=False)
