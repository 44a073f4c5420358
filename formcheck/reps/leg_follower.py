"""Both legs followed from pose to pose: which phase each is in, and the swings it makes, measured."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from formcheck.kinematics.angle_correction import corrected_angles
from formcheck.kinematics.camera_view import Facing, View, estimate_view
from formcheck.kinematics.joint_angles import USUAL_BIAS_DEG
from formcheck.kinematics.pose_buffer import PoseBuffer
from formcheck.kinematics.smoothing import Causal
from formcheck.pose import SIDES, Pose, Side, other
from formcheck.reps.events import PhaseChanged
from formcheck.reps.excursion import Excursion
from formcheck.reps.phases import LegPhases, Phase
from formcheck.reps.swing import Swing, measure_swing

VIEW_S = 2.0  # how much time before the lift the view is estimated from
LOOK_EVERY_S, TURNED_DEG = 1.0, 8.0
NOTICED_DEG = 10.0  # smaller excursions are fidgeting, not attempts


@dataclass
class Leg:
    """What is followed of one leg."""

    phases: LegPhases = field(default_factory=LegPhases)
    extension: Causal = field(default_factory=Causal)  # uncorrected, as `phases` follows it
    hip: Causal = field(default_factory=Causal)  # corrected, for the screen
    knee: Causal = field(default_factory=Causal)
    low_s: float = math.nan  # when the excursion under way began
    low_deg: float = math.nan  # and where, corrected
    done_s: float = -math.inf  # where the top of its last excursion ended
    last: Swing | None = None
    was_down: bool = False


class LegFollower:
    """Follows both legs of one person whom nothing interrupts."""

    def __init__(self) -> None:
        self.view: View | None = None  # as it was at the last swing
        self.since_s = -math.inf  # nothing before this belongs to what is seen now
        self._track = PoseBuffer()
        self._size: tuple[int, int] | None = None
        self._begin()

    def _begin(self) -> None:
        """Start following afresh: what comes next has nothing to do with what was."""
        self._facing = Facing()
        self.legs: dict[Side, Leg] = {side: Leg() for side in SIDES}
        self._followed: View | None = None
        self._looked_s = -math.inf

    @property
    def near_side(self) -> Side | None:
        """The side that faces the camera; None while that was never clear."""
        direction = self._facing.direction
        return None if direction == 0 else "right" if direction > 0 else "left"

    def rise_deg(self, side: Side) -> float:
        """How far a leg has swung in what it is doing now."""
        return self.legs[side].phases.rise_deg

    def follow(self, pose: Pose) -> list[Swing | PhaseChanged]:
        """Take a pose; returns the swings that ended and the phases that began with it."""
        self._size = pose.size
        before = self._facing.direction
        direction = self._facing.update(pose)
        if direction != before and before != 0:
            self.legs = {side: Leg() for side in SIDES}  # turned round: front is back now
        self._track.append(pose)
        if direction == 0:
            return []
        happened: list[Swing | PhaseChanged] = []
        view = self._view(direction, pose.timestamp_s)
        corrected = corrected_angles(pose.xy[None], view)
        for side, leg in self.legs.items():
            angles = corrected[side]
            knee, hip = float(angles.knee_deg[0]), float(angles.hip_deg[0])
            if not math.isnan(knee):
                leg.knee.update(pose.timestamp_s, knee)
            extension = float(angles.hip_between_points_deg[0]) - USUAL_BIAS_DEG
            if math.isnan(extension):
                continue
            if not math.isnan(hip):
                leg.hip.update(pose.timestamp_s, hip)
            phase = leg.phases.phase
            excursion = leg.phases.update(pose.timestamp_s, leg.extension.update(pose.timestamp_s, extension))
            if leg.phases.low_s != leg.low_s:
                shift_deg = leg.hip.value - leg.extension.value
                leg.low_s, leg.low_deg = leg.phases.low_s, leg.phases.low_deg + shift_deg
            if excursion is not None:
                happened += self._measured(side, excursion)
            if leg.phases.phase is not phase:
                happened.append(PhaseChanged(side, leg.phases.phase, pose.timestamp_s))
        return happened + self._drop_echoes(pose.timestamp_s)

    def interrupt(self) -> list[Swing]:
        """End the swings in progress and start afresh; returns those swings."""
        swings: list[Swing] = []
        for side, leg in self.legs.items():
            excursion = leg.phases.interrupt()
            if excursion is not None:
                swings += self._measured(side, excursion)
        self._begin()
        return swings

    def finish(self) -> list[Swing]:
        """End the set; returns the swings that were under way."""
        direction, seen = self._facing.direction, self._track.sequence()
        swings = self.interrupt()
        if self.view is None and direction and len(seen):
            self.view = estimate_view(seen, direction, self._size)  # for the advice, though nothing moved
        return swings

    def _drop_echoes(self, timestamp_s: float) -> list[PhaseChanged]:
        """Once a leg is down again, the other one restarts.

        While one leg works, the pelvis turns and the landmarks of the resting leg go along: that is no lift of its
        own, and where it was then is not where it rests.
        """
        changes: list[PhaseChanged] = []
        for side, leg in self.legs.items():
            down, leg.was_down = leg.phases.down_again and not leg.was_down, leg.phases.down_again
            rival = self.legs[other(side)]
            if down and rival.phases.echoes(leg.phases):
                rival.phases.restart(timestamp_s, rival.extension.value)
                changes.append(PhaseChanged(other(side), Phase.REST, timestamp_s))
        return changes

    def _view(self, direction: int, timestamp_s: float) -> View:
        """The view in which the legs are followed, estimated again every second while both are at rest.

        Following begins afresh only when the view has really changed, so that
        a lift is seen in one plane from its beginning.
        """
        resting = all(leg.phases.phase is Phase.REST for leg in self.legs.values())
        if resting and timestamp_s - self._looked_s >= LOOK_EVERY_S:
            self._looked_s = timestamp_s
            recent = self._track.sequence().between(max(timestamp_s - VIEW_S, self.since_s), timestamp_s)
            view = estimate_view(recent, direction, self._size)
            if self._followed is None or abs(view.azimuth_deg - self._followed.azimuth_deg) > TURNED_DEG:
                self._followed = view
                self.legs = {side: Leg(done_s=leg.done_s, last=leg.last) for side, leg in self.legs.items()}
        near: Side = "right" if direction > 0 else "left"
        followed = self._followed
        if followed is None or followed.near_side != near or not followed.judges(near):
            return View.from_the_side(direction)
        return followed

    def _measured(self, side: Side, excursion: Excursion) -> list[Swing]:
        """The swing that an excursion was, if it was large enough and seen well enough."""
        leg = self.legs[side]
        not_before, leg.done_s = leg.done_s, excursion.peak_s
        if excursion.rise_deg < 0.5 * NOTICED_DEG:
            return []
        seen = self._track.sequence().between(max(excursion.low_s - VIEW_S, self.since_s), excursion.end_s)
        if len(seen) < 5:
            return []
        self.view = estimate_view(seen, self._facing.direction, self._size)
        other_done_s = self._other_done_s(excursion.rise_deg, side)
        swing = measure_swing(seen, side, self.view, excursion, not_before, other_done_s)
        if swing is None or swing.range_deg < NOTICED_DEG:
            return []
        leg.last, leg.done_s = swing, swing.top_end_s
        return [swing]

    def _other_done_s(self, swing_deg: float, side: Side) -> float:
        """When the other leg's last swing ended, if it was no mere echo of this leg's.

        While the other leg works, the pelvis and the landmarks of the resting leg go along a little.
        """
        last = self.legs[other(side)].last
        return -math.inf if last is None or last.range_deg < 0.5 * swing_deg else last.end_s
