"""What to say about a finished set: one thing to work on, and what went well."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from formcheck.coaching.wording import fault_in_words, measure_of
from formcheck.exercises import EXERCISES
from formcheck.exercises.bands import target_band
from formcheck.exercises.coaching_points import CLEANER_FIRST, SQUEEZE
from formcheck.exercises.measure import HIP_RANGE, OF_EVERY_REP, Measure
from formcheck.exercises.rule_name import RuleName
from formcheck.exercises.rules import Fault
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

VIEW = "view"
FILM_FROM_THE_SIDE = "Film the next set from the side: this one could be counted, not judged."


@dataclass(frozen=True)
class WorkOn:
    """The one thing to change, and the evidence for it."""

    rule: str  # its name; VIEW where the camera could not show any rule
    cue: str
    evidence: str  # in how many repetitions, measured value and target
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
    return Verdict(work_on, tuple(_went_well(report)), tuple(_notes(report, work_on)), _reminder(work_on))


def _work_on(report: SetReport) -> WorkOn | None:
    if not any(rep.judged for rep in report.reps):
        seen_from = report.view.advice[0] if report.view and report.view.advice else "the leg was hidden"
        return WorkOn(VIEW, FILM_FROM_THE_SIDE, seen_from, ())
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
        doubt = report.seen.doubts[0] if report.seen and report.seen.doubts else None
        return WorkOn("view", doubt.advice, doubt.said, ()) if doubt else None
    numbers = tuple(rep.number for rep, _ in shown[first])
    return WorkOn(*first, _evidence(shown[first], len(report.reps)), numbers)


def _importance(fault: Fault, exercise: str) -> float:
    """From 1 for the exercise's first rule to LAST_RULE_WEIGHS for its last."""
    names: list[str] = list(dict.fromkeys(rule.name for rule in EXERCISES[exercise].rules))
    return 1.0 - (1.0 - LAST_RULE_WEIGHS) * names.index(fault.rule) / max(len(names) - 1, 1)


def _evidence(shown: Sequence[tuple[Rep, Fault]], total: int) -> str:
    """In how many repetitions and which; for the one furthest from its band, measured value and target."""
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


def _reminder(work_on: WorkOn | None) -> str:
    if work_on is None:
        return CLEANER_FIRST
    return SQUEEZE if work_on.rule == VIEW else RuleName(work_on.rule).reminder


def _went_well(report: SetReport) -> Iterator[str]:
    """Measures kept in most repetitions, with the mean of those; the most important first."""
    praise = []
    for measure in _judged_measures(report):
        band = target_band(report.exercise, measure)
        kept = [rep for rep in report.reps if rep.judged and not _breaks(rep, measure)]
        values = [value for rep in kept if math.isfinite(value := getattr(rep, measure.name))]
        if len(kept) < WELL_KEPT * len(report.reps) or not values or fmean(values) not in band:
            continue
        share = f"in {len(kept)} of {len(report.reps)}"
        words = f"{measure.in_words(fmean(values))} on average"
        praise.append((-len(kept), f"{words}, target {measure.target(band.low, band.high)}: {share}"))
    praise.sort(key=lambda item: item[0])
    yield from [words for _, words in praise[:MOST_PRAISE]]
    fade, gaps = report.summary.range_fade_percent, report.summary.left_right_percent
    if fade is not None and fade < ALIKE_PERCENT:
        yield RuleName.RANGE_FADE.praise
    if gaps and gaps[HIP_RANGE.name] < ALIKE_PERCENT:
        yield RuleName.LEFT_RIGHT.praise


def _judged_measures(report: SetReport) -> list[Measure]:
    """The measures that the rules of the exercise judge and a Rep carries, the most important first."""
    if report.exercise is None or len({rep.exercise for rep in report.reps}) > 1:
        return []
    judged = dict.fromkeys(rule.measure for rule in EXERCISES[report.exercise].rules)
    return [measure for measure in judged if measure in OF_EVERY_REP]


def _breaks(rep: Rep, measure: Measure) -> bool:
    return any(measure_of(fault, rep.exercise).name == measure.name for fault in rep.faults)


def _notes(report: SetReport, work_on: WorkOn | None) -> Iterator[str]:
    """Faults of the set as a whole that are not already the thing to work on."""
    for fault in report.summary.set_faults:
        if work_on is None or fault.rule != work_on.rule:
            yield f"{fault.cue}  ({fault_in_words(fault, None)})"
