"""What to say about a finished set: one thing to work on, and what went well."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from formcheck.coaching.wording import fault_in_words, measure_of, seen, wanted
from formcheck.exercises import EXERCISES
from formcheck.exercises.rules import Fault, Rule
from formcheck.report.set_report import SetReport
from formcheck.reps.rep import Rep

# An exercise lists its rules with the most important first; a fault of the last
# one must turn up in about twice as many repetitions to come before the first.
LAST_RULE_WEIGHS = 0.5
# A fault of the whole set comes before faults that only few repetitions show.
SET_FAULT_WEIGHS = 0.3

WELL_KEPT = 0.75  # of the repetitions: what deserves praise
MOST_PRAISE = 3  # longer lists are not read
ALIKE_PERCENT = 5.0  # ranges that differ by less are the same to this sensor

FILM_FROM_THE_SIDE = "Film the next set from the side: this one could be counted, not judged."
SQUEEZE = "Drive with the glutes and squeeze at the top."
FULL_RANGE = "Use your full comfortable range; don't stop where it gets hard."
CLEANER_FIRST = "Progress over weeks: first cleaner, then more repetitions or a longer hold, then more load."
REMINDERS = {"range": FULL_RANGE, "return": FULL_RANGE, "left-right": FULL_RANGE, "range-fade": CLEANER_FIRST}


@dataclass(frozen=True)
class WorkOn:
    """The one thing to change, and the evidence for it."""

    rule: str
    cue: str
    evidence: str  # in how many repetitions, measured against wanted
    reps: tuple[int, ...]  # their numbers; empty for a fault of the set as a whole


@dataclass(frozen=True)
class Verdict:
    """A set in the words of a coach."""

    work_on: WorkOn | None  # None: nothing to correct, or no repetition
    went_well: tuple[str, ...]
    notes: tuple[str, ...]  # on tiredness and on left against right
    reminder: str  # a coaching point that fits; empty without a repetition


def verdict(report: SetReport) -> Verdict:
    """What to work on first and what went well.

    The first thing is the fault with the largest share of the repetitions,
    weighted by the order of the exercise's rules; of two that weigh the same,
    the earlier rule.
    """
    if not report.reps:
        return Verdict(None, (), (), "")
    work_on = _work_on(report)
    reminder = REMINDERS.get(work_on.rule, SQUEEZE) if work_on else CLEANER_FIRST
    return Verdict(work_on, tuple(_went_well(report)), tuple(_notes(report, work_on)), reminder)


def _work_on(report: SetReport) -> WorkOn | None:
    if not any(rep.judged for rep in report.reps):
        seen_from = report.view.advice[0] if report.view and report.view.advice else "the leg was hidden"
        return WorkOn("view", FILM_FROM_THE_SIDE, seen_from, ())
    weights: dict[tuple[str, str], float] = defaultdict(float)
    shown: dict[tuple[str, str], list[tuple[Rep, Fault]]] = defaultdict(list)
    for rep in report.reps:
        for fault in rep.faults:
            weights[fault.rule, fault.cue] += _importance(fault, rep.exercise) / len(report.reps)
            shown[fault.rule, fault.cue].append((rep, fault))
    first = max(weights, key=lambda key: weights[key], default=None)
    if report.summary.set_faults and (first is None or weights[first] < SET_FAULT_WEIGHS):
        fault = report.summary.set_faults[0]
        return WorkOn(fault.rule, fault.cue, f"over the set: {fault_in_words(fault, None)}", ())
    if first is None:
        return None
    numbers = tuple(rep.number for rep, _ in shown[first])
    return WorkOn(*first, _evidence(shown[first], len(report.reps)), numbers)


def _importance(fault: Fault, exercise: str) -> float:
    """From 1 for the exercise's first rule to LAST_RULE_WEIGHS for its last."""
    names = list(dict.fromkeys(rule.name for rule in EXERCISES[exercise].rules))
    return 1.0 - (1.0 - LAST_RULE_WEIGHS) * names.index(fault.rule) / max(len(names) - 1, 1)


def _evidence(shown: Sequence[tuple[Rep, Fault]], total: int) -> str:
    """In how many repetitions and which; of the one furthest from its band, measured against wanted."""
    rep, worst = max(shown, key=lambda pair: _beyond(pair[1]))
    numbers = ", ".join(str(one.number) for one, _ in shown)
    words = fault_in_words(worst, rep.exercise)
    most = f", most in {rep.number}" if len(shown) > 1 else ""
    return f"in {len(shown)} of {total} repetitions ({numbers}){most}: {words}"


def _beyond(fault: Fault) -> float:
    """How far outside its band, as a share of the line; only compared within one rule."""
    if fault.low is not None and fault.measured < fault.low:
        return (fault.low - fault.measured) / max(abs(fault.low), 1.0)
    return (fault.measured - (fault.high or 0.0)) / max(abs(fault.high or 0.0), 1.0)


def _went_well(report: SetReport) -> Iterator[str]:
    """Measures kept in most repetitions, with the mean of those; the most important first."""
    praise = []
    for line in _lines(report):
        kept = [rep for rep in report.reps if rep.judged and not _breaks(rep, line.measure)]
        values = [value for rep in kept if math.isfinite(value := getattr(rep, line.measure))]
        if len(kept) < WELL_KEPT * len(report.reps) or not values or not _inside(fmean(values), line):
            continue
        share = f"in {len(kept)} of {len(report.reps)}"
        words = f"{seen(line.measure, fmean(values), line.unit)} on average"
        praise.append((-len(kept), f"{words}, wanted {wanted(line.measure, line)}: {share}"))
    praise.sort(key=lambda item: item[0])
    yield from [words for _, words in praise[:MOST_PRAISE]]
    fade, gaps = report.summary.range_fade_percent, report.summary.left_right_percent
    if fade is not None and fade < ALIKE_PERCENT:
        yield "your range held to the end of the set"
    if gaps and gaps["hip_range_deg"] < ALIKE_PERCENT:
        yield "left and right reach alike"


def _lines(report: SetReport) -> list[Rule]:
    """One band for every measure of the set's exercise that a Rep carries, its rules put together."""
    if report.exercise is None or len({rep.exercise for rep in report.reps}) > 1:
        return []
    lines: dict[str, Rule] = {}
    for rule in EXERCISES[report.exercise].rules:
        if rule.measure not in Rep.__dataclass_fields__:
            continue
        known = lines.get(rule.measure, rule)
        low = rule.low if known.low is None else known.low
        high = rule.high if known.high is None else known.high
        lines[rule.measure] = Rule(known.name, rule.measure, rule.unit, low=low, high=high)
    return list(lines.values())


def _breaks(rep: Rep, measure: str) -> bool:
    return any(measure_of(fault, rep.exercise) == measure for fault in rep.faults)


def _inside(value: float, line: Rule) -> bool:
    return (line.low is None or value >= line.low) and (line.high is None or value <= line.high)


def _notes(report: SetReport, work_on: WorkOn | None) -> Iterator[str]:
    """Faults of the set as a whole that are not already the thing to work on."""
    for fault in report.summary.set_faults:
        if work_on is None or fault.rule != work_on.rule:
            yield f"{fault.cue}  ({fault_in_words(fault, None)})"
