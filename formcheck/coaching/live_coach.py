"""What a coach says during a set: events and moments in, lines to say and show out.

Pure and clock-free: times are those of the poses.  A coach who talks all the
time is switched off, so: a cue comes right after the repetition it concerns,
at most one per repetition, the worst first, the same one at most twice running;
a corrected fault is praised; otherwise there is only the count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from formcheck.choices import AUTO
from formcheck.coaching.verdict import verdict
from formcheck.coaching.wording import counted
from formcheck.exercises import EXERCISES
from formcheck.exercises.common import HOLD
from formcheck.exercises.rule_name import RuleName
from formcheck.exercises.rules import Fault
from formcheck.pose import Side
from formcheck.report.set_report import SetReport
from formcheck.reps.events import Attempted, Event, Moment, RepCounted
from formcheck.reps.phases import Phase
from formcheck.reps.reasons import Reason
from formcheck.reps.rep import Rep

MOST_RUNNING = 2  # times that the same cue is given one after the other
HOLDING_S = 0.25  # at the top for this long, the leg is being held and not swung through
SHOWN_FROM_S = 0.12  # when the ring begins to fill
LONGER_S = 0.1  # past the target hold before "and down": the words are heard at once, the leg obeys late
WORTH_HOLDING_DEG = 20.0  # a lift below this is not yet near its top
WORTH_HOLDING = 0.6  # of the best range so far, once there is one


class Kind(Enum):
    """What a line is about: its colour on screen, its tone where there is no speech."""

    COUNT = "count"
    CUE = "cue"
    NOT_COUNTED = "not-counted"
    PRAISE = "praise"
    HOLD = "hold"
    DOWN = "down"
    INSTRUCTION = "instruction"
    SUMMARY = "summary"


@dataclass(frozen=True)
class Line:
    """Something to say, to show, or both; an empty string is neither."""

    kind: Kind
    spoken: str
    shown: str = ""


class Coach:
    """Coaches one set."""

    def __init__(self, exercise: str = AUTO) -> None:
        self.exercise = exercise  # what was chosen, later what the last repetition was
        self._best_deg = 0.0
        self._hold_said: Kind | None = None
        self._last_cue, self._running = "", 0
        self._to_correct: dict[Side, Fault] = {}  # the last cue of each leg

    def update(self, events: Iterable[Event], moment: Moment) -> list[Line]:
        """What to say about these events and this moment, most often nothing."""
        lines = []
        for event in events:
            if isinstance(event, RepCounted):
                self._hold_said = None
                lines.append(self._after(event.rep))
            elif isinstance(event, Attempted):
                self._hold_said = None
                lines += self._not_counted(event)
        return lines + self._during(moment)

    @property
    def target_hold_s(self) -> float:
        """How long the top is to be held."""
        rules = EXERCISES[self.exercise].rules if self.exercise in EXERCISES else (HOLD,)
        return next((rule.low for rule in rules if rule.name is RuleName.HOLD and rule.low), HOLD.low or 0.0)

    def hold_share(self, moment: Moment) -> float | None:
        """How much of the target hold is done, 0..1; None unless the leg is at the top."""
        if not self._near_top(moment) or moment.hold_s < SHOWN_FROM_S:
            return None
        return min(moment.hold_s / self.target_hold_s, 1.0)

    def _after(self, rep: Rep) -> Line:
        self.exercise = rep.exercise
        self._best_deg = max(self._best_deg, rep.hip_range_deg)
        fault = next((f for f in rep.faults if not self._worn_out(f.cue)), None)
        if fault is not None:
            self._to_correct[rep.side] = fault
            self._note(fault.cue)
            return Line(Kind.CUE, f"{rep.number}. {fault.cue}", fault.cue)
        corrected = self._to_correct.get(rep.side)
        if corrected is not None and corrected.rule not in {f.rule for f in rep.faults}:
            del self._to_correct[rep.side]
            self._note("")
            praise = RuleName(corrected.rule).praise
            return Line(Kind.PRAISE, f"{rep.number}. {praise}", praise)
        return Line(Kind.COUNT, str(rep.number))

    def _not_counted(self, event: Attempted) -> list[Line]:
        reason = event.attempt.reason
        shown = f"Not counted: {reason}"
        if reason != Reason.TOO_SMALL or self._worn_out(shown):
            return [Line(Kind.NOT_COUNTED, "", shown)]
        self._note(shown)
        return [Line(Kind.NOT_COUNTED, f"Not counted, {reason}.", shown)]

    def _worn_out(self, cue: str) -> bool:
        return cue == self._last_cue and self._running >= MOST_RUNNING

    def _note(self, cue: str) -> None:
        self._running = self._running + 1 if cue == self._last_cue else 1
        self._last_cue = cue

    def _during(self, moment: Moment) -> list[Line]:
        """The hold, while it happens; once per lift."""
        if moment.side is None:
            self._hold_said = None
            return []
        if not self._near_top(moment):
            return []
        if self._hold_said is None and moment.hold_s >= HOLDING_S:
            self._hold_said = Kind.HOLD
            return [Line(Kind.HOLD, "hold")]
        if self._hold_said is Kind.HOLD and moment.hold_s >= self.target_hold_s + LONGER_S:
            self._hold_said = Kind.DOWN
            return [Line(Kind.DOWN, "and down")]
        return []

    def _near_top(self, moment: Moment) -> bool:
        worth_deg = max(WORTH_HOLDING_DEG, WORTH_HOLDING * self._best_deg)
        return moment.side is not None and moment.phase is Phase.LIFT and moment.rise_deg >= worth_deg


def set_in_words(report: SetReport) -> tuple[str, ...]:
    """A finished set in a line or two: how many, and what to work on; first, why some may be missing."""
    reps, clean = report.summary.reps, report.summary.clean_reps
    work_on = verdict(report).work_on
    if report.seen and report.seen.doubts:
        doubt = report.seen.doubts[0]
        return (doubt.said, f"Next time: {work_on.cue if work_on else doubt.advice}")
    if reps == 0:
        return ("No repetition counted.",)
    cleanly = "all clean" if clean == reps else f"{clean} clean"
    advice = "Well done." if work_on is None else f"Next time: {work_on.cue}"
    return (f"{counted(reps, 'repetition')}, {cleanly}.", advice)
