"""Poses in, events out: one set, live or recorded.

The Session knows no clock, camera, file or screen.  Times are those of the
poses.  Feed it every pose in order, `finish()` when the set is over, then ask
for `reps` and `attempts`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from formcheck.exercises import AUTO, EXERCISES
from formcheck.kinematics.camera_view import Facing, View, estimate_view
from formcheck.kinematics.continuity import Continuity
from formcheck.kinematics.joint_angles import Plane, knee_angle, true_hip_extension
from formcheck.kinematics.pose_buffer import PoseBuffer
from formcheck.kinematics.smoothing import Causal
from formcheck.pose import SIDES, Pose, Side, other
from formcheck.reps.events import (
    Attempted,
    Event,
    Moment,
    PersonFound,
    PersonLost,
    PhaseChanged,
    RepCounted,
)
from formcheck.reps.excursion import Excursion
from formcheck.reps.judging import SetJudge
from formcheck.reps.measured_rep import MeasuredRep
from formcheck.reps.phases import LegPhases, Phase
from formcheck.reps.reasons import Reason
from formcheck.reps.rep import Attempt, Rep
from formcheck.reps.set_consensus import Candidate, SetConsensus
from formcheck.reps.swing import Swing, measure_swing

LOST_S = 0.5  # unseen for longer than this, the person is lost
VIEW_S = 2.0  # how long before the lift the view is looked at
LOOK_EVERY_S, TURNED_DEG = 1.0, 8.0
NOTICED_DEG = 10.0  # smaller excursions are fidgeting, not attempts
DOWN_AGAIN = 0.8  # of the rise: a rep interrupted after this much of the way down still counts
LAG_S = 0.06  # how late a pose model that smooths is on a leg that moves
CUT_OFF_START = 0.35  # s after the beginning: a lift that starts sooner may have begun before the picture


@dataclass
class _Leg:
    """What is followed of one leg."""

    phases: LegPhases = field(default_factory=LegPhases)
    extension: Causal = field(default_factory=Causal)
    knee: Causal = field(default_factory=Causal)
    done_s: float = -math.inf  # where the top of its last excursion ended
    last: Swing | None = None
    was_down: bool = False


class RepCounter:
    """One set.  `exercise` is a name from `formcheck.exercises` or "auto"."""

    def __init__(self, exercise: str = AUTO) -> None:
        if exercise != AUTO and exercise not in EXERCISES:
            raise ValueError(f"unknown exercise {exercise!r}; known: {', '.join(EXERCISES)}, {AUTO}")
        self.exercise = exercise
        self.view: View | None = None
        self._judge = SetJudge(exercise)
        self._consensus = SetConsensus()
        self._counted: dict[Candidate, MeasuredRep] = {}
        self._track = PoseBuffer()
        self._continuity = Continuity()
        self._present = False
        self._size: tuple[int, int] | None = None
        self._seen_s = self._since_s = -math.inf
        self._begin()

    def _begin(self) -> None:
        """Start following afresh: what comes next has nothing to do with what was."""
        self._facing = Facing()
        self._legs: dict[Side, _Leg] = {side: _Leg() for side in SIDES}
        self._followed: View | None = None
        self._looked_s = -math.inf

    @property
    def measured(self) -> list[MeasuredRep]:
        """The counted repetitions' measures, in order of time."""
        return self._judge.measured

    @property
    def reps(self) -> list[Rep]:
        """The counted repetitions, judged with everything known so far."""
        return self._judge.judge_all()

    @property
    def attempts(self) -> list[Attempt]:
        """What was not counted, in order of time; a leg that only went along with the other is left out."""
        return [c.attempt for c in self._consensus.candidates if self._consensus.is_attempt(c)]

    @property
    def swings(self) -> list[Candidate]:
        """Every swing of a leg, counted or not, in order of time."""
        return self._consensus.candidates

    @property
    def moment(self) -> Moment:
        """What is happening right now, for a screen."""
        direction = self._facing.direction
        near: Side | None = None if direction == 0 else "right" if direction > 0 else "left"
        up = {side: leg for side, leg in self._legs.items() if leg.phases.phase is not Phase.REST}
        side = max(up, key=lambda s: up[s].phases.rise_deg, default=None)
        leg = self._legs[side or near or "left"]
        return Moment(
            timestamp_s=self._seen_s,
            present=self._present,
            near_side=near,
            side=side,
            phase=leg.phases.phase,
            knee_angle_deg=180.0 - abs(180.0 - leg.knee.value),
            hip_extension_deg=leg.extension.value,
            range_deg=max(leg.extension.value - leg.phases.low_deg, 0.0) if side else 0.0,
            rise_deg=leg.phases.rise_deg,
            hold_s=leg.phases.hold_s,
        )

    def update(self, pose: Pose) -> list[Event]:
        """Take the next pose; timestamps must increase.  Costs well under a millisecond."""
        if not pose.seen:
            return self._unseen(pose.timestamp_s)
        events: list[Event] = []
        if not self._present:
            self._present, self._since_s = True, pose.timestamp_s
            events.append(PersonFound(pose.timestamp_s))
        elif pose.timestamp_s - self._seen_s > LOST_S:
            events += self._interrupt(Reason.PERSON_LOST)
            self._since_s = pose.timestamp_s
        self._seen_s, self._size = pose.timestamp_s, pose.size
        step = self._continuity.update(pose)
        if step.cut:
            events += self._interrupt(Reason.PICTURE_JUMPED)
            self._since_s = step.poses[0].timestamp_s
        for believed in step.poses:
            events += self._follow(believed)
        return events

    def finish(self) -> list[Event]:
        """End the set: what is under way is over."""
        direction, seen = self._facing.direction, self._track.sequence()
        events = [*self._interrupt(Reason.CUT_END), *self._tell(self._consensus.finish())]
        if self.view is None and direction and len(seen):
            self.view = estimate_view(seen, direction, self._size)  # for the advice, though nothing moved
        return events

    def _unseen(self, timestamp_s: float) -> list[Event]:
        if not self._present or timestamp_s - self._seen_s <= LOST_S:
            return []
        self._present = False
        self._continuity.forget()
        return [*self._interrupt(Reason.PERSON_LOST), PersonLost(timestamp_s)]

    def _interrupt(self, reason: Reason) -> list[Event]:
        events: list[Event] = []
        for side, leg in self._legs.items():
            excursion = leg.phases.interrupt()
            if excursion is not None:
                events += self._over(side, excursion, reason)
        self._begin()
        return events

    def _follow(self, pose: Pose) -> list[Event]:
        before = self._facing.direction
        direction = self._facing.update(pose)
        if direction != before and before != 0:
            self._legs = {side: _Leg() for side in SIDES}  # turned round: front is back now
        self._track.append(pose)
        if direction == 0:
            return []
        events: list[Event] = []
        plane = self._plane(direction, pose.timestamp_s)
        for side, leg in self._legs.items():
            knee = float(knee_angle(pose.xy, side, plane))
            if not math.isnan(knee):
                leg.knee.update(pose.timestamp_s, knee)
            extension = float(true_hip_extension(pose.xy, side, plane))
            if math.isnan(extension):
                continue
            phase = leg.phases.phase
            excursion = leg.phases.update(pose.timestamp_s, leg.extension.update(pose.timestamp_s, extension))
            if excursion is not None:
                events += self._over(side, excursion)
            if leg.phases.phase is not phase:
                events.append(PhaseChanged(side, leg.phases.phase, pose.timestamp_s))
        return events + self._drop_echoes(pose.timestamp_s)

    def _drop_echoes(self, timestamp_s: float) -> list[Event]:
        """Once a leg is down again, the other one begins anew.

        While one leg works, the pelvis turns and the landmarks of the resting leg go along: that is no lift of its
        own, and where it was then is not where it rests.
        """
        events: list[Event] = []
        for side, leg in self._legs.items():
            down, leg.was_down = leg.phases.down_again and not leg.was_down, leg.phases.down_again
            rival = self._legs[other(side)]
            if down and rival.phases.echoes(leg.phases):
                rival.phases.begin_anew(timestamp_s, rival.extension.value)
                events.append(PhaseChanged(other(side), Phase.REST, timestamp_s))
        return events

    def _plane(self, direction: int, timestamp_s: float) -> Plane:
        """The plane the legs are followed in: looked at again every second while both are at rest.

        Following begins afresh only when the view has really changed, so that
        a lift is seen in one plane from its beginning.
        """
        resting = all(leg.phases.phase is Phase.REST for leg in self._legs.values())
        if resting and timestamp_s - self._looked_s >= LOOK_EVERY_S:
            self._looked_s = timestamp_s
            recent = self._track.sequence().between(max(timestamp_s - VIEW_S, self._since_s), timestamp_s)
            view = estimate_view(recent, direction, self._size)
            if self._followed is None or abs(view.azimuth_deg - self._followed.azimuth_deg) > TURNED_DEG:
                self._followed = view
                self._legs = {
                    side: _Leg(done_s=leg.done_s, last=leg.last) for side, leg in self._legs.items()
                }
        near: Side = "right" if direction > 0 else "left"
        followed = self._followed
        if followed is None or followed.near_side != near or not followed.judges(near):
            return Plane.facing(direction)
        return followed.plane

    def _over(self, side: Side, excursion: Excursion, interrupted: Reason | None = None) -> list[Event]:
        """Decide what a finished excursion was."""
        leg = self._legs[side]
        not_before, leg.done_s = leg.done_s, excursion.peak_s
        if excursion.rise_deg < 0.5 * NOTICED_DEG:
            return []
        seen = self._track.sequence().between(max(excursion.low_s - VIEW_S, self._since_s), excursion.end_s)
        if len(seen) < 5:
            return []
        self.view = estimate_view(seen, self._facing.direction, self._size)
        swing = measure_swing(
            seen, side, self.view, excursion, not_before, self._other_done_s(excursion.rise_deg, side)
        )
        if swing is None or swing.range_deg < NOTICED_DEG:
            return []
        leg.last, leg.done_s = swing, swing.top_end_s
        cut = self._cut_off(excursion, swing, interrupted)
        rival_deg = self._legs[other(side)].phases.rise_deg
        return self._tell(self._consensus.add(Candidate.of(swing, cut, rival_deg)))

    def _other_done_s(self, swing_deg: float, side: Side) -> float:
        """When the other leg's last swing ended, if it was no mere echo of this leg's.

        While the other leg works, the pelvis and the landmarks of the resting leg go along a little.
        """
        last = self._legs[other(side)].last
        return -math.inf if last is None or last.range_deg < 0.5 * swing_deg else last.end_s

    def _cut_off(self, excursion: Excursion, swing: Swing, interrupted: Reason | None) -> Reason | None:
        lowering_s = max(swing.end_s - swing.top_end_s, LAG_S)
        down_deg = swing.fall_deg * (1 + LAG_S / lowering_s)
        if interrupted is not None and down_deg < DOWN_AGAIN * swing.range_deg:
            return interrupted
        late_start = excursion.low_s - self._since_s < CUT_OFF_START
        if late_start and swing.range_deg < 0.7 * swing.fall_deg:
            return Reason.CUT_START
        return None

    def _tell(self, changed: Iterable[Candidate]) -> list[Event]:
        """Bring the count up to date with what the set has settled."""
        events: list[Event] = []
        for candidate in changed:
            was = self._counted.pop(candidate, None)
            if was is not None:
                self._judge.remove(was)
            if candidate.counted:
                self._counted[candidate] = candidate.rep
                self._judge.add(candidate.rep)
                if was is None:
                    events.append(RepCounted(self._judge.judge(candidate.rep)))
            elif candidate.counted is False and self._consensus.is_attempt(candidate):
                events.append(Attempted(candidate.attempt))
        return events
