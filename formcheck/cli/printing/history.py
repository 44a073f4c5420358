"""The history as it is read in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from formcheck.exercises.measure import HIP_RANGE, HOLD_TIME
from formcheck.history import History, HistoryEntry
from formcheck.history.advice import DISCLAIMER, advise_progress, reminder

TITLES = ("set", "date", "exercise", "left", "right", "clean", "range", "hold", "load")
WIDTHS = (5, 16, 18, 4, 5, 5, 5, 6, 12)


def print_history(history: History, last: int) -> None:
    """The latest sets, and what all of them say."""
    console = Console(highlight=False, emoji=False, markup=False)
    sets = history.sets()
    if not sets:
        console.print("No set saved yet (try: formcheck analyze VIDEO --save).", soft_wrap=True)
        return
    console.print(Text(_row(TITLES), "dim"), soft_wrap=True)
    for entry in sets[-last:]:
        console.print(_line(entry), soft_wrap=True)
    if last < len(sets):
        console.print(Text(f"{len(sets)} sets in all", "dim"))
    _advice(console, sets, history)


def print_history_line(entry: HistoryEntry) -> None:
    """One set in a line."""
    console = Console(highlight=False, emoji=False, markup=False)
    console.print(Text(_row(TITLES), "dim"), soft_wrap=True)
    console.print(_line(entry), soft_wrap=True)
    console.print()


def _advice(console: Console, sets: list[HistoryEntry], history: History) -> None:
    said = advise_progress(sets)
    if said:
        console.print()
        console.print(Text("What they say", "bold"))
    for advice in said:
        console.print(Text(f"  {advice.exercise}: ").append(advice.text, "yellow"), soft_wrap=True)
        console.print(Text(f"    {advice.evidence}"), soft_wrap=True)
        console.print(Text(f"    source: {advice.source}", "dim"), soft_wrap=True)
    order = reminder(sets, history.lifts())
    if order:
        console.print()
        console.print(Text(order, "yellow"), soft_wrap=True)
    if said:
        console.print(Text(f"  {DISCLAIMER}", "dim"), soft_wrap=True)


def _line(entry: HistoryEntry) -> Text:
    text = Text(
        _row(
            (
                str(entry.number),
                f"{entry.done_at:%Y-%m-%d %H:%M}",
                entry.exercise,
                str(entry.reps_left),
                str(entry.reps_right),
                str(entry.clean_reps),
                HIP_RANGE.unit.quantity(entry.hip_range_deg),
                HOLD_TIME.unit.quantity(entry.hold_s),
                load_in_words(entry),
            )
        )
    )
    if entry.note:
        text.append(f"  {' '.join(entry.note.split())}", "dim")
    text.rstrip()
    return text


def load_in_words(entry: HistoryEntry) -> str:
    """What was worked against, e.g. "cable 12.5 kg"; empty for nothing."""
    weight = "" if entry.load_kg is None else f"{entry.load_kg:g} kg"
    return " ".join(part for part in (entry.equipment, weight) if part)


def _row(cells: tuple[str, ...]) -> str:
    first = cells[0].rjust(WIDTHS[0])
    return "  ".join(
        [first, *(cell.ljust(width) for cell, width in zip(cells[1:], WIDTHS[1:], strict=True))]
    ).rstrip()
