"""A workout: getting ready, sets, rests.  Pure: poses in; events, lines and a scene out."""

from __future__ import annotations

import math

from formcheck.coaching import Coach, Kind, Line, set_in_words
from formcheck.drawing.scene import Banner, Card, Meter, Scene, Tone
from formcheck.events import Event, PersonFound, PersonLost, RepCounted
from formcheck.live.plan import Plan, Stage, Step
from formcheck.live.readiness import Readiness, Sight
from formcheck.live.sets import FinishedSet, Span
from formcheck.live.target import range_target_deg
from formcheck.pose import Pose
from formcheck.session import Session

TONES = {Kind.CUE: Tone.CUE, Kind.PRAISE: Tone.GOOD}
SHOWN_S = {Kind.CUE: 4.0, Kind.PRAISE: 2.5, Kind.INSTRUCTION: 2.0}
WARN_S = 10  # before a rest is over

READY = "Ready. Start when you like."
LOST = "I cannot see you: the set waits."
GO_ON = "Go on."


class Workout:
    """Follows a person through the sets of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.set_number = 1
        self._rest_until_s = self._rest_seen_s = 0.0
        self._last_reps = 0
        self._last_words: tuple[str, ...] = ()
        self.restart()

    def restart(self) -> None:
        """Begin the set under way again; what was counted in it is forgotten."""
        self.stage = Stage.GETTING_READY
        self.session = Session(self.plan.exercise)
        self.span = Span()
        self._coach = Coach(self.plan.exercise)
        self._readiness = Readiness(self.plan.exercise)
        self._instruction = ""
        self._lost = False
        self._banner: tuple[Banner, float] | None = None
        self._start_deg: float | None = None

    def update(self, pose: Pose, sight: Sight) -> Step:
        """Take the next pose; timestamps must increase."""
        if self.stage is Stage.DONE:
            return Step()
        if self.stage is Stage.RESTING:
            return Step(lines=self._rest(pose.timestamp_s))
        self.span.add(pose.timestamp_s, sight.width, sight.height)
        step = Step(self.session.update(pose))
        if any(isinstance(event, RepCounted) for event in step.events):
            self.stage = Stage.WORKING  # whoever does repetitions is ready
        if self.stage is Stage.GETTING_READY:
            step.lines += self._get_ready(pose, sight)
        else:
            step.lines += self._work(step.events)
        self._remember(step.lines, pose.timestamp_s)
        if self.plan.reps and len(self.session.measured) >= self.plan.reps:
            self._end_set(step)
            self._go_on(step, pose.timestamp_s)
        return step

    def finish(self) -> Step:
        """End the set under way: the source is over, or the lifter has had enough."""
        step = Step()
        if self.stage in (Stage.GETTING_READY, Stage.WORKING):
            self._end_set(step)
        self.stage = Stage.DONE
        return step

    def _get_ready(self, pose: Pose, sight: Sight) -> list[Line]:
        advice = self._readiness.update(pose, sight)
        self._instruction = advice.text
        if advice.ready:
            self.stage = Stage.WORKING
            return [Line(Kind.INSTRUCTION, READY, READY)]
        return [Line(Kind.INSTRUCTION, advice.text)] if advice.say else []

    def _work(self, events: list[Event]) -> list[Line]:
        lines = []
        for event in events:
            if isinstance(event, PersonLost):
                self._lost = True
                lines.append(Line(Kind.INSTRUCTION, LOST))
            elif isinstance(event, PersonFound) and self._lost:
                self._lost = False
                lines.append(Line(Kind.INSTRUCTION, GO_ON, GO_ON))
        return lines + self._coach.update(events, self.session.moment)

    def _end_set(self, step: Step) -> None:
        step.events += self.session.finish()
        step.finished = FinishedSet(self.set_number, self.session, self.span)
        self._last_reps = len(self.session.measured)
        self._last_words = set_in_words(step.finished.report("", "", self.plan.exercise))
        step.lines.append(Line(Kind.SUMMARY, " ".join(["Set over.", *self._last_words])))

    def _go_on(self, step: Step, now_s: float) -> None:
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
            self.restart()
            return [Line(Kind.INSTRUCTION, f"Set {self.set_number}.")]
        before, self._rest_seen_s = self._rest_seen_s, left_s
        return [Line(Kind.INSTRUCTION, f"{WARN_S} seconds.")] if left_s <= WARN_S < before else []

    def _remember(self, lines: list[Line], now_s: float) -> None:
        """Show what was said for a while; a bare count leaves the last cue standing."""
        for line in lines:
            if line.shown:
                tone = TONES.get(line.kind, Tone.INFO)
                self._banner = (Banner(line.shown, tone), now_s + SHOWN_S.get(line.kind, 3.0))

    def scene(self, now_s: float) -> Scene:
        """What is to be seen at this time."""
        moment = self.session.moment
        sides = [m.side for m in self.session.measured]
        working = self.stage is Stage.WORKING
        return Scene(
            moment=moment,
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
        if self.stage is Stage.GETTING_READY:
            return Banner(self._instruction) if self._instruction else None
        if self._lost:
            return Banner(LOST)
        if self._banner is None or now_s >= self._banner[1] or self.stage is not Stage.WORKING:
            return None
        return self._banner[0]

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
        moment = self.session.moment
        if moment.near_side is None or moment.hip_extension_deg != moment.hip_extension_deg:
            return None
        if moment.side is None or self._start_deg is None:
            self._start_deg = moment.hip_extension_deg - moment.range_deg
        measured = self.session.measured
        ranges = [m.values["hip_range_deg"] for m in measured if moment.side in (None, m.side)]
        target = range_target_deg(self._coach.exercise, self._start_deg)
        return Meter(moment.range_deg, target, max(ranges, default=None))
