"""A workout: getting ready, sets, rests.  Pure: poses in; events, lines and a scene out."""

from __future__ import annotations

import math

from formcheck.coaching.finished_set import FinishedSet, SourceSpan
from formcheck.coaching.live_coach import Coach, Kind, Line, set_in_words
from formcheck.coaching.plan import Plan, Stage, WorkoutStep
from formcheck.coaching.position_monitor import PositionMonitor
from formcheck.coaching.readiness import FrameInfo, Readiness
from formcheck.coaching.scene import Banner, Card, Meter, Scene, Tone
from formcheck.exercises.bands import range_target_deg
from formcheck.exercises.measure import HIP_RANGE
from formcheck.pose import Pose
from formcheck.report.seen import SeenTally
from formcheck.reps.events import Event, PersonFound, PersonLost, PhaseChanged, RepCounted
from formcheck.reps.phases import Phase
from formcheck.reps.rep_counter import RepCounter

TONES = {Kind.CUE: Tone.CUE, Kind.NOT_COUNTED: Tone.CUE, Kind.PRAISE: Tone.GOOD}
SHOWN_S = {Kind.CUE: 4.0, Kind.NOT_COUNTED: 4.0, Kind.PRAISE: 2.5, Kind.INSTRUCTION: 2.0}
BRIEFLY_S = 0.7  # into the next lift: what is not about a repetition makes room for it
WARN_S = 10  # before a rest ends

READY = "Ready. Start when you like."
LOST = "I cannot see you: the set waits."
GO_ON = "Go on."


class Workout:
    """Follows a person through the sets of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.set_number = 1
        self._rest_until_s = self._rest_seen_s = 0.0
        self._last_reps, self._last_words = 0, tuple[str, ...]()
        self._begin_set()

    def restart(self) -> None:
        """Restart the current set and forget its count.  A rest ends at once."""
        if self.stage is Stage.RESTING:
            self._rest_until_s = -math.inf
        else:
            self._begin_set()

    def _begin_set(self) -> None:
        self.stage = Stage.GETTING_READY
        exercise = self.plan.exercise
        self.counter, self._coach = RepCounter(exercise), Coach(exercise)
        self.span, self._seen = SourceSpan(), SeenTally()
        self._readiness, self._position_monitor = Readiness(exercise), PositionMonitor(exercise)
        self._instruction, self._lost = "", False
        self._shown, self._shown_until_s = Line(Kind.INSTRUCTION, ""), 0.0
        self._start_deg: float | None = None

    def update(self, pose: Pose, frame_info: FrameInfo) -> WorkoutStep:
        """Take the next pose; timestamps must increase."""
        if self.stage is Stage.DONE:
            return WorkoutStep()
        if self.stage is Stage.RESTING:
            return WorkoutStep(lines=self._rest(pose.timestamp_s))
        self.span.add(pose.timestamp_s, frame_info.width, frame_info.height)
        self._seen.update(pose, frame_info.brightness)
        step = WorkoutStep(self.counter.update(pose))
        if any(isinstance(event, RepCounted) for event in step.events):
            self.stage = Stage.WORKING  # a person who does repetitions is ready
        if self.stage is Stage.GETTING_READY:
            step.lines += self._get_ready(pose, frame_info)
        else:
            step.lines += self._work(step.events) + self._watch_over(pose, frame_info)
        self._remember(step, pose.timestamp_s)
        if self.plan.reps and len(self.counter.measured) >= self.plan.reps:
            self._end_set(step)
            self._go_on(step, pose.timestamp_s)
        return step

    def finish(self) -> WorkoutStep:
        """End the current set: the source has ended, or the user has stopped."""
        step = WorkoutStep()
        if self._in_a_set:
            self._end_set(step)
        self.stage = Stage.DONE
        return step

    @property
    def _in_a_set(self) -> bool:
        return self.stage in (Stage.GETTING_READY, Stage.WORKING)

    def _get_ready(self, pose: Pose, frame_info: FrameInfo) -> list[Line]:
        instruction = self._readiness.update(pose, frame_info)
        self._instruction = instruction.text
        if instruction.ready:
            self.stage = Stage.WORKING
            self._seen = SeenTally()  # the way into the picture is no part of the set
            return [Line(Kind.INSTRUCTION, READY, READY)]
        return [Line(Kind.INSTRUCTION, instruction.text)] if instruction.say else []

    def _work(self, events: list[Event]) -> list[Line]:
        lines = []
        for event in events:
            if isinstance(event, PersonLost):
                self._lost = True
                lines.append(Line(Kind.INSTRUCTION, LOST))
            elif isinstance(event, PersonFound) and self._lost:
                self._lost = False
                lines.append(Line(Kind.INSTRUCTION, GO_ON, GO_ON))
        return lines + self._coach.update(events, self.counter.moment)

    def _watch_over(self, pose: Pose, frame_info: FrameInfo) -> list[Line]:
        lifting = self.counter.moment.side is not None
        instruction = self._position_monitor.update(pose, frame_info, lifting=lifting)
        self._instruction = instruction.text
        return [Line(Kind.INSTRUCTION, instruction.text)] if instruction.say else []

    def _end_set(self, step: WorkoutStep) -> None:
        step.events += self.counter.finish()
        step.finished = FinishedSet(self.set_number, self.counter, self.span, self._seen)
        self._last_reps = len(self.counter.measured)
        self._last_words = set_in_words(step.finished.report("", ""))
        step.lines.append(Line(Kind.SUMMARY, " ".join(["Set over.", *self._last_words])))

    def _go_on(self, step: WorkoutStep, now_s: float) -> None:
        """After a set: rest, or be done."""
        if self.set_number >= self.plan.sets:
            self.stage = Stage.DONE
            return
        self.stage = Stage.RESTING
        self._rest_until_s = now_s + self.plan.rest_s
        self._rest_seen_s = self.plan.rest_s
        step.lines.append(Line(Kind.INSTRUCTION, f"Rest for {self.plan.rest_s:g} seconds."))

    def _rest(self, now_s: float) -> list[Line]:
        left_s = self._rest_until_s - now_s
        if left_s <= 0:
            self.set_number += 1
            self._begin_set()
            return [Line(Kind.INSTRUCTION, f"Set {self.set_number}.")]
        before, self._rest_seen_s = self._rest_seen_s, left_s
        return [Line(Kind.INSTRUCTION, f"{WARN_S} seconds.")] if left_s <= WARN_S < before else []

    def _remember(self, step: WorkoutStep, now_s: float) -> None:
        """Show what was said for a while; a bare count leaves the last cue standing."""
        for line in step.lines:
            if line.shown:
                self._shown, self._shown_until_s = line, now_s + SHOWN_S[line.kind]
        lift = any(isinstance(event, PhaseChanged) and event.phase is Phase.LIFT for event in step.events)
        if lift and self._shown.kind not in (Kind.CUE, Kind.PRAISE):
            self._shown_until_s = min(self._shown_until_s, now_s + BRIEFLY_S)

    def scene(self, now_s: float) -> Scene:
        """What is to be seen at this time."""
        moment = self.counter.moment
        sides = [m.side for m in self.counter.measured]
        working = self.stage is Stage.WORKING
        return Scene(
            moment=moment if self._in_a_set else None,
            left=sides.count("left"),
            right=sides.count("right"),
            goal=self.plan.reps,
            set_number=self.set_number,
            sets=self.plan.sets,
            meter=self._meter() if working else None,
            hold=self._coach.hold_share(moment) if working else None,
            banner=self._banner_at(now_s),
            card=self._card(now_s),
        )

    def _banner_at(self, now_s: float) -> Banner | None:
        if not self._in_a_set:
            return None
        if self._lost:
            return Banner(LOST)
        if self._instruction:
            return Banner(self._instruction)
        if now_s >= self._shown_until_s:
            return None
        return Banner(self._shown.shown, TONES.get(self._shown.kind, Tone.INFO))

    def _card(self, now_s: float) -> Card | None:
        if self.stage is Stage.RESTING:
            left_s = max(self._rest_until_s - now_s, 0.0)
            return Card(
                "Rest", f"{math.ceil(left_s)}", (*self._last_words, f"Then set {self.set_number + 1}.")
            )
        if self.stage is Stage.DONE:
            return Card("Set over", str(self._last_reps), self._last_words)
        return None

    def _meter(self) -> Meter | None:
        moment = self.counter.moment
        if moment.near_side is None or moment.hip_extension_deg != moment.hip_extension_deg:
            return None
        if moment.side is None or self._start_deg is None:
            self._start_deg = moment.hip_extension_deg - moment.range_deg
        measured = self.counter.measured
        ranges = [m.values[HIP_RANGE.name] for m in measured if moment.side in (None, m.side)]
        target = range_target_deg(self._coach.exercise, self._start_deg)
        return Meter(moment.range_deg, target, max(ranges, default=None))
