"""Two sets side by side in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from formcheck.errors import one_line
from formcheck.report.comparison import ComparisonRow, compare_faults, compare_sets
from formcheck.report.set_report import SetReport

WIDTHS = (16, 8, 8, 9)


def print_comparison(a: SetReport, b: SetReport) -> None:
    """Print what both sets measured, and what changed by more than the error."""
    console = Console(highlight=False, emoji=False, markup=False)
    for letter, report in (("A", a), ("B", b)):
        name = one_line(report.source.name)
        console.print(Text(f"{letter}  {name}  {report.exercise or 'no repetition'}", "bold"), soft_wrap=True)
    console.print()
    console.print(Text(_cells("", "A", "B", "change"), "dim"))
    for row in compare_sets(a, b):
        line = Text(_cells(row.name, *row_in_words(row)))
        if row.unit and row.changed:
            line.append("  more than the error", "yellow")
        elif row.unit and row.difference == row.difference:
            line.append("  within the error", "dim")
        console.print(line)
    broken = compare_faults(a, b)
    if broken:
        console.print(Text("\nRepetitions with a fault", "bold"))
    for name, in_a, in_b in broken:
        console.print(Text(_cells(name, str(in_a), str(in_b), f"{in_b - in_a:+d}")))


def row_in_words(row: ComparisonRow) -> tuple[str, str, str]:
    """Both values and the difference with its sign; "?" where not seen."""
    if row.unit is None:
        return f"{row.a:.0f}", f"{row.b:.0f}", f"{row.difference:+.0f}"
    sign = "+" if row.difference > 0 else ""
    return row.unit.quantity(row.a), row.unit.quantity(row.b), sign + row.unit.quantity(row.difference)


def _cells(*cells: str) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
