"""What weeks of sets say about the next one: when to add, when to ease off, which side to mind.

Every rule is data with its source, every piece of advice carries the numbers
that led to it.  No medical advice.  Angles differ by a few degrees from one
camera position to the next, so every rule compares at least two training days.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from formcheck.exercises.rules import OURS
from formcheck.history.entry import HistoryEntry, Lift
from formcheck.history.training_day import TrainingDay, training_days

DISCLAIMER = "From a camera's numbers, not medical advice: stop when it hurts, see a doctor if unsure."

ACSM = "ACSM position stand 2009, doi 10.1249/MSS.0b013e3181915670"
ORDER_SOURCE = f"{ACSM}: exercises of several joints before those of one"

COMPOUND = ("squat", "deadlift", "lunge", "hip thrust", "step-up", "step up", "leg press", "good morning",
            "clean", "snatch", "bench", "press", "row", "pull-up", "pull up", "chin-up", "dip", "swing")  # fmt: skip


@dataclass(frozen=True)
class ProgressRule:
    """One rule: how many training days it compares, its limit, and its source."""

    name: str
    days: int
    limit: float
    source: str
    check: Callable[[ProgressRule, Sequence[TrainingDay]], tuple[str, str] | None]
    same_load: bool = True  # compares only days with the load of the last set
    exclusive: bool = True  # at most one of these rules speaks: ease off or add, not both
    encouraging: bool = False  # says that all is well


@dataclass(frozen=True)
class Advice:
    """What to do, why, and by which rule."""

    exercise: str
    rule: str
    text: str
    evidence: str
    source: str
    encouraging: bool = False


ENOUGH_REPS = 12  # of one leg in a set
LONG_HOLD_S = 2.0


def _add(rule: ProgressRule, days: Sequence[TrainingDay]) -> tuple[str, str] | None:
    """Clean at the target in every one of the last sessions: more of something."""
    last = days[-rule.days :]
    if any(day.clean_share < rule.limit for day in last):
        return None
    evidence = "; ".join(f"{s.day}: {s.reps} a leg, {100 * s.clean_share:.0f} % clean" for s in last)
    if any(day.reps < ENOUGH_REPS for day in last):
        return f"Add one or two repetitions a leg, up to {ENOUGH_REPS}.", evidence
    held = last[-1].mean("hold_s")
    load = last[-1].sets[-1].load_kg
    if load:
        return f"Add load: from {load:g} kg to {load * 1.02:.1f} to {load * 1.1:.1f} kg.", evidence
    if held is not None and held < LONG_HOLD_S:
        return f"Hold longer: from {held:.1f} s to {LONG_HOLD_S:g} s, or take a little load.", evidence
    return "Add load: a band, a stronger band or an ankle weight.", evidence


def _range_falls(rule: ProgressRule, days: Sequence[TrainingDay]) -> tuple[str, str] | None:
    """The range of the last two sessions against those before."""
    known = [value for s in days[-rule.days :] if (value := s.mean("hip_range_deg")) is not None]
    if len(known) < rule.days:
        return None
    before, now = fmean(known[:-2]), fmean(known[-2:])
    fall = 100 * (1 - now / before)
    if fall < rule.limit:
        return None
    evidence = f"range {now:.0f}° in the last two sessions, {before:.0f}° in the {len(known) - 2} before"
    return "Ease off: less load or an easier day; full range comes first.", evidence


def _clean_falls(rule: ProgressRule, days: Sequence[TrainingDay]) -> tuple[str, str] | None:
    """The share of clean repetitions, in the same way."""
    shares = [100 * s.clean_share for s in days[-rule.days :]]
    before, now = fmean(shares[:-2]), fmean(shares[-2:])
    if before - now < rule.limit:
        return None
    evidence = f"{now:.0f} % clean in the last two sessions, {before:.0f} % in the {len(shares) - 2} before"
    return "Ease off: fewer repetitions or less load until they are clean again.", evidence


def _sides(rule: ProgressRule, days: Sequence[TrainingDay]) -> tuple[str, str] | None:
    """One side short of the other in each of the last sessions that had both."""
    pairs = [(s.day, s.mean("hip_range_left_deg"), s.mean("hip_range_right_deg")) for s in days]
    both = [(day, left, right) for day, left, right in pairs if left and right][-rule.days :]
    if len(both) < rule.days:
        return None
    gaps = [100 * (left - right) / max(left, right) for _, left, right in both]
    weaker = "right" if gaps[0] > 0 else "left"
    if any(abs(gap) < rule.limit or (gap > 0) != (gaps[0] > 0) for gap in gaps):
        return None
    evidence = "; ".join(f"{day}: left {left:.0f}°, right {right:.0f}°" for day, left, right in both)
    return f"Your {weaker} side has done less for weeks: start with it and let the other match it.", evidence


RULES = (
    ProgressRule(
        "range-falls", 5, 10.0, OURS + ": 10 % over two sessions is more than a camera's error", _range_falls
    ),
    ProgressRule("clean-falls", 5, 25.0, OURS, _clean_falls),
    ProgressRule(
        "sides",
        3,
        15.0,
        OURS + ": 15 %, as for one set; lasting three sessions",
        _sides,
        same_load=False,
        exclusive=False,
    ),
    ProgressRule(
        "add",
        2,
        0.9,
        f"{ACSM}: 8 to 12 repetitions, then 2 to 10 % more load; 90 % clean, two sessions, holding longer: {OURS}",
        _add,
        encouraging=True,
    ),
)


def advise_progress(sets: Sequence[HistoryEntry]) -> list[Advice]:
    """What the sets, in order of time, say about the next one; by exercise."""
    found = []
    for exercise in dict.fromkeys(s.exercise for s in sets):
        own = [s for s in sets if s.exercise == exercise]
        said = False
        for rule in RULES:
            days = list(training_days(own, same_load=rule.same_load))
            if len(days) < rule.days or (said and rule.exclusive):
                continue
            told = rule.check(rule, days)
            if told is not None:
                said = said or rule.exclusive
                found.append(Advice(exercise, rule.name, *told, rule.source, rule.encouraging))
    return found


def reminder(sets: Sequence[HistoryEntry], lifts: Sequence[Lift]) -> str | None:
    """A word about the order of the last day on which kickbacks came before compound lifts, if that is the last day."""
    if not sets:
        return None
    day = sets[-1].done_at.date()
    first = min(s.done_at for s in sets if s.done_at.date() == day)
    after = [x for x in lifts if x.done_at.date() == day and x.done_at > first and _compound(x.what)]
    if not after:
        return None
    return (
        f"On {day} kickbacks ({first:%H:%M}) came before {after[0].what} ({after[0].done_at:%H:%M}): "
        f"do them later in the workout, after compound lifts ({ORDER_SOURCE})."
    )


def _compound(what: str) -> bool:
    return any(word in what.lower() for word in COMPOUND)
