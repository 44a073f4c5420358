"""`formcheck compare`: two sets side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.choices import AUTO
from formcheck.cli.options import Exercise, HistoryFile, Model

if TYPE_CHECKING:
    from formcheck.report.set_report import SetReport

EXAMPLES = """\b
Examples:
  formcheck compare monday.mp4 friday.mp4
  formcheck compare before.json after.json --html change.html
  formcheck compare 12 31                       sets of the history, by number
"""
SET = "A video, saved poses (.npz), a report (.json) or the number of a set in the history."


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help=SET)],
    b: Annotated[str, typer.Argument(metavar="B", help="The same; what changed from A to B is shown.")],
    html: Annotated[
        str | None, typer.Option("--html", metavar="FILE", help="Write it as a page as well.")
    ] = None,
    history: HistoryFile = None,
    exercise: Exercise = AUTO,
    model: Model = "full",
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Compare two sets: counts, angles, times and faults, with what is more than the error."""
    from formcheck.cli.outputs import Outputs, check_page, print_written

    check_page(html)
    for one in (a, b):
        Outputs(one, json=None, csv=None, poses=None, others=(html,), force=force).check()
    from formcheck.cli.printing.comparison import print_comparison

    reports = [_report(one, history, exercise, model) for one in (a, b)]
    print_comparison(reports[0], reports[1])
    if html is not None:
        from formcheck.files import write_whole
        from formcheck.html.compare_page import compare_page

        write_whole(html, compare_page(reports[0], reports[1]).encode(), force=force)
        print_written([html])


def _report(name: str, history: str | None, exercise: str, model: str) -> SetReport:
    if name.isdecimal() and not Path(name).exists():
        return _of_history(int(name), history)
    if name.lower().endswith(".json"):
        from formcheck.formats.report_file import load_report

        return load_report(name)
    from formcheck.analysis import analyze_recording, open_recording
    from formcheck.cli.progress_bar import progress_bar

    with open_recording(name, model) as recording, progress_bar(name) as progress:
        return analyze_recording(recording, exercise, progress=progress)


def _of_history(number: int, history: str | None) -> SetReport:
    from formcheck.errors import CannotOpen
    from formcheck.history import open_history

    with open_history(history) as opened:
        report = opened.report(number)
    if report is None:
        raise CannotOpen(
            None, f"set {number} came into the history as a table, without its report", "its video"
        )
    return report
