"""A report as the lifter reads it in a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text

from formcheck.coaching.verdict import Verdict, verdict
from formcheck.coaching.wording import counted, fault_in_words, legs, measure_of
from formcheck.errors import one_line
from formcheck.exercises.measure import HIP_RANGE, OF_EVERY_REP, Measure
from formcheck.report.doubts import in_words
from formcheck.report.set_report import SetReport, Summary
from formcheck.reps.rep import Attempt, Rep

TITLES = ("rep", "side", "knee", "hip", "range", "hold", "lift", "lower", "")
WIDTHS = (3, 5, 8, 8, 8, 10, 10, 10, 6)
LEGEND = "hip: + past the line of the back, - short of it; ±: 90 % interval"
HEADING, GOOD, BAD, QUIET = "bold", "green", "yellow", "dim"


def print_report(report: SetReport) -> None:
    """Print the report on stdout, in colour where that is a terminal."""
    console = Console(highlight=False, emoji=False, markup=False)
    _print(console, _headline(report))
    _print(console, _reps(report))
    _print(console, _attempts(report.attempts), "Not counted")
    _print(console, _camera(report), "Camera")
    for title, lines in _coaching(report, verdict(report)):
        _print(console, lines, title)


def _print(console: Console, lines: Iterable[Text], title: str = "") -> None:
    """A block with its title, a blank line after it; nothing if there are no lines."""
    lines = list(lines)
    if not lines:
        return
    if title:
        console.print(Text(title, HEADING))
    for line in lines:
        _wrapped(console, line, 2 if title else 0)
    console.print()


def _wrapped(console: Console, text: Text, indent: int) -> None:
    """Print a text of any length; what its first line is indented by, the others are too."""
    indent += len(text.plain) - len(text.plain.lstrip())
    text = text[len(text.plain) - len(text.plain.lstrip()) :]
    for line in text.wrap(console, max(console.width - indent, 20)):
        line.rstrip()
        console.print(Text(" " * indent) + line, soft_wrap=True)


def _headline(report: SetReport) -> Iterator[Text]:
    text = Text(counted(report.summary.reps, "repetition"), HEADING)
    if report.reps:
        text.append(f"  {', '.join(dict.fromkeys(rep.exercise for rep in report.reps))}")
        text.append(f"  ({legs(report.summary)})")
    yield text
    name = one_line(report.source.name)
    yield Text(f"{name}  {report.source.duration_s:.1f} s  {report.model} model", QUIET)


def _reps(report: SetReport) -> Iterator[Text]:
    if not report.reps:
        return
    yield _row(TITLES, [QUIET] * len(TITLES))
    blocks = [(exercise, list(reps)) for exercise, reps in groupby(report.reps, lambda rep: rep.exercise)]
    for exercise, reps in blocks:
        if len(blocks) > 1:
            yield Text(exercise, QUIET)
        for rep in reps:
            yield from _rep(rep)
    if len(report.reps) > 1:
        yield _row(_means(report.summary), [QUIET] * len(TITLES))
    yield Text(LEGEND, QUIET)


def _rep(rep: Rep) -> Iterator[Text]:
    broken = {measure_of(fault, rep.exercise).name for fault in rep.faults}
    cells = (
        str(rep.number),
        rep.side,
        *(_with_error(rep, measure) for measure in OF_EVERY_REP),
        "clean" if rep.clean else "" if rep.faults else "not judged",
    )
    styles = [
        "",
        "",
        *(BAD if measure.name in broken else "" for measure in OF_EVERY_REP),
        GOOD if rep.clean else QUIET,
    ]
    yield _row(cells, styles)
    for fault in rep.faults:
        cue = Text(" " * 6).append(fault.cue, BAD)
        yield cue.append(f"  ({fault_in_words(fault, rep.exercise)})", QUIET)


def _with_error(rep: Rep, measure: Measure) -> str:
    value: float = getattr(rep, measure.name)
    shown = measure.unit.quantity(value)
    return shown if math.isnan(value) else f"{shown} {measure.unit.error(rep.error(measure))}"


def _means(summary: Summary) -> tuple[str, ...]:
    means = (measure.unit.quantity(getattr(summary, measure.name)) for measure in OF_EVERY_REP)
    return ("mean", "", *means, "")


def _row(cells: tuple[str, ...], styles: list[str]) -> Text:
    text = Text()
    for i, (cell, width, style) in enumerate(zip(cells, WIDTHS, styles, strict=True)):
        padded = cell.rjust(width) if i == 0 else cell.ljust(width)
        text.append(padded, style).append(" ")
    text.rstrip()
    return text


def _attempts(attempts: tuple[Attempt, ...]) -> Iterator[Text]:
    for attempt in attempts:
        yield Text(
            f"{attempt.start_s:.1f} to {attempt.end_s:.1f} s  {attempt.side}: {attempt.reason}  "
            f"(range {HIP_RANGE.unit.quantity(attempt.hip_range_deg)})"
        )


def _camera(report: SetReport) -> Iterator[Text]:
    view = report.view
    if view is not None:
        end = "front" if view.azimuth_deg > 0 else "back"
        yield Text(
            f"{view.near_side} side nearest, {abs(view.azimuth_deg):.0f}° towards the {end}; "
            f"knee ±{view.knee_error_deg:.0f}°, hip ±{view.hip_error_deg:.0f}°"
        )
    if report.seen is not None:
        yield Text(in_words(report.seen))
    if view is not None and view.not_judged:
        yield Text(f"not judged from here: {', '.join(view.not_judged)}", QUIET)
    for line in view.advice if view is not None else ():
        yield Text(line, BAD)


def _coaching(report: SetReport, said: Verdict) -> Iterator[tuple[str, list[Text]]]:
    if not report.reps:
        return
    yield "Went well", [Text(line, GOOD) for line in said.went_well]
    yield "Also", [Text(line) for line in said.notes]
    if said.work_on is None:
        yield "Work on first", [Text("Nothing to correct in this set.", GOOD), Text(said.reminder, QUIET)]
        return
    lines = [Text(said.work_on.cue, f"bold {BAD}"), Text(said.work_on.evidence), Text(said.reminder, QUIET)]
    yield "Work on first", lines
