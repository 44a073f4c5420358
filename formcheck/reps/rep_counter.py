"""Poses in, events out: one set, live or recorded.

The RepCounter knows no clock, camera, file or screen.  Times are those of the
poses.  Feed it every pose in order, `finish()` when the set has ended, then ask
for `reps` and `attempts`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from formcheck.exercises import AUTO, EXERCISES
from formcheck.kinematics.camera_view import View
from formcheck.kinematics.continuity import Continuity, in_same_place
from formcheck.kinematics.joint_angles import uncorrected_hip_extension
from formcheck.pose import Pose, other
from formcheck.reps.events import Attempted, Event, Moment, PersonFound, PersonLost, RepCounted
from formcheck.reps.judging import SetJudge
from formcheck.reps.leg_follower import LegFollower
from formcheck.reps.measured_rep import MeasuredRep
from formcheck.reps.phases import Phase
from formcheck.reps.reasons import Reason
from formcheck.reps.rep import Attempt, Rep
from formcheck.reps.set_consensus import Candidate, SetConsensus
from formcheck.reps.swing import Swing

LOST_S = 0.5  # unseen for longer than this, the person is lost
BACK_S = 2.0  # a person back in the same place within this time continues the repetition
DOWN_AGAIN = 0.8  # of the rise: a rep interrupted after this much of the way down still counts
BESIDE_DEG = (
    8.0  # of hip extension: nearer to the other leg, a leg is down, though it may have begun further in front
)
LAG_S = 0.06  # how late a pose model that smooths is on a leg that moves
CUT_OFF_START = 0.35  # s after the beginning: a lift that starts sooner may have begun before the first frame
HALF_SEEN = 0.7  # of the way down: a lift that was seen to rise less than this


class RepCounter:
    """One set.  `exercise` is a name from `formcheck.exercises` or "auto"."""

    def __init__(self, exercise: str = AUTO) -> None:
        if exercise != AUTO and exercise not in EXERCISES:
            raise ValueError(f"unknown exercise {exercise!r}; known: {', '.join(EXERCISES)}, {AUTO}")
        self.exercise = exercise
        self._judge = SetJudge(exercise)
        self._consensus = SetConsensus()
        self._counted: dict[Candidate, MeasuredRep] = {}
        self._follower = LegFollower()
        self._continuity = Continuity()
        self._present = False
        self._seen_s = -math.inf
        self._last = Pose.nobody(-math.inf)

    @property
    def view(self) -> View | None:
        """How the camera saw the person at the last swing; None before one."""
        return self._follower.view

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
        legs, near = self._follower.legs, self._follower.near_side
        up = {side: leg for side, leg in legs.items() if leg.phases.phase is not Phase.REST}
        side = max(up, key=lambda s: up[s].phases.rise_deg, default=None)
        leg = legs[side or near or "left"]
        return Moment(
            timestamp_s=self._seen_s,
            present=self._present,
            near_side=near,
            side=side,
            phase=leg.phases.phase,
            knee_angle_deg=180.0 - abs(180.0 - leg.knee.value),
            hip_extension_deg=leg.hip.value,
            range_deg=max(leg.hip.value - leg.low_deg, 0.0) if side else 0.0,
            rise_deg=leg.phases.rise_deg,
            hold_s=leg.phases.hold_s,
        )

    def update(self, pose: Pose) -> list[Event]:
        """Take the next pose; timestamps must increase.  Costs well under a millisecond."""
        if not pose.seen:
            return self._unseen(pose.timestamp_s)
        events: list[Event] = []
        away_s = pose.timestamp_s - self._seen_s
        if away_s > BACK_S or (away_s > LOST_S and not in_same_place(self._last, pose)):
            events += self._interrupt(Reason.PERSON_LOST, pose.timestamp_s)
        if not self._present:
            self._present = True
            events.append(PersonFound(pose.timestamp_s))
        self._seen_s, self._last = pose.timestamp_s, pose
        step = self._continuity.update(pose)
        if step.cut:
            events += self._interrupt(Reason.PICTURE_JUMPED, step.poses[0].timestamp_s)
        for believed in step.poses:
            for happened in self._follower.follow(believed):
                events += self._weigh(happened) if isinstance(happened, Swing) else [happened]
        return events

    def finish(self) -> list[Event]:
        """End the set, and any swing in progress."""
        reason = Reason.CUT_END if self._present else Reason.PERSON_LOST
        events = [event for swing in self._follower.finish() for event in self._weigh(swing, reason)]
        return [*events, *self._tell(self._consensus.finish())]

    def _unseen(self, timestamp_s: float) -> list[Event]:
        events: list[Event] = []
        if self._present and timestamp_s - self._seen_s > LOST_S:
            self._present = False
            self._continuity.forget()
            events.append(PersonLost(timestamp_s))
        if timestamp_s - self._seen_s > BACK_S:
            events += self._interrupt(Reason.PERSON_LOST, timestamp_s)
        return events

    def _interrupt(self, reason: Reason, since_s: float) -> list[Event]:
        events = [event for swing in self._follower.interrupt() for event in self._weigh(swing, reason)]
        self._follower.since_s = since_s
        return events

    def _weigh(self, swing: Swing, interrupted: Reason | None = None) -> list[Event]:
        """Decide what a swing was, and with it what those like it were."""
        cut = self._cut_off(swing, interrupted)
        rival_deg = self._follower.rise_deg(other(swing.side))
        return self._tell(self._consensus.add(Candidate.of(swing, cut, rival_deg)))

    def _cut_off(self, swing: Swing, interrupted: Reason | None) -> Reason | None:
        """What kept a swing from being seen whole."""
        lowering_s = max(swing.end_s - swing.top_end_s, LAG_S)
        down_deg = swing.fall_deg * (1 + LAG_S / lowering_s)
        down = down_deg >= DOWN_AGAIN * swing.range_deg or _ends_beside_the_other(swing)
        if interrupted is not None and not down:
            return interrupted
        late_start = swing.start_s - self._follower.since_s < CUT_OFF_START
        return Reason.CUT_START if late_start and swing.range_deg < HALF_SEEN * swing.fall_deg else None

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


def _ends_beside_the_other(swing: Swing) -> bool:
    """Whether the thigh came back to the supporting one: whoever begins with the knee in front may end standing."""
    support = swing.at_end(uncorrected_hip_extension(swing.sequence.xy, other(swing.side), swing.view.plane))
    return swing.fall_deg > 0 and swing.end_deg - support < BESIDE_DEG
