"""What a batch tells: a bar with the time left on a terminal, a line per video elsewhere; the sum at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.cli.messages import print_message
from formcheck.cli.progress_bar import bar_with_time_left
from formcheck.coaching.wording import counted
from formcheck.errors import FormcheckError, one_line
from formcheck.report.json_values import json_document

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from formcheck.batch.job import JobOutcome
    from formcheck.batch.ledger import Ledger, LedgerEntry
    from formcheck.batch.output_folder import OutputFolder
    from formcheck.batch.tables import TabledReport


class BatchProgress:
    """Lines on stderr, and the bar above which they stand if there is one."""

    def __init__(self, total: int, bar: tuple[Progress, TaskID] | None) -> None:
        self._total = total
        self._bar = bar
        self._done = 0

    def on_done(self, entry: LedgerEntry, outcome: JobOutcome) -> None:
        """Print the outcome of a video."""
        self._done += 1
        name = one_line(entry.job.video)
        if self._bar is not None:
            bar, task = self._bar
            bar.update(task, advance=entry.size, description=f"{self._done} of {self._total}")
        elif outcome.error is None:
            typer.echo(f"{self._done}/{self._total} {name}: {_found(outcome)}", err=True)
        if outcome.error is not None:
            number = "" if self._bar is not None else f"{self._done}/{self._total} "
            print_message(f"{number}{outcome.error}")
        for warning in outcome.report["warnings"] if outcome.report else ():
            print_message(f"{name}: {warning}")


def _found(outcome: JobOutcome) -> str:
    if outcome.report is None:
        return "content as before"
    return counted(len(outcome.report["reps"]), "repetition")


@contextmanager
def batch_progress(sizes: list[int]) -> Iterator[BatchProgress]:
    """Show progress over the videos; the time left is estimated from their sizes in bytes."""
    if not sys.stderr.isatty():
        yield BatchProgress(len(sizes), None)
        return
    # From the speed of the last hour: that of half a minute may be one video's.
    with bar_with_time_left(speed_of_s=3600.0) as bar:
        task = bar.add_task(f"0 of {len(sizes)}", total=sum(sizes))
        bar.advance(task, 0)  # rich measures the speed from the first advance on, which it leaves out
        yield BatchProgress(len(sizes), (bar, task))


def print_batch(ledger: Ledger, tabled: dict[Path, TabledReport], folder: OutputFolder) -> None:
    """Print the sum of it, and where the tables are."""
    states = ("analysed", "unchanged", "failed", "not reached")
    counts = ", ".join(f"{ledger.count(state)} {state}" for state in states if ledger.count(state))
    videos = counted(sum(map(ledger.count, states)), "video")
    typer.echo(f"{videos}: {counts}; {counted(_reps(tabled), 'repetition')}")
    typer.echo(f"{one_line(folder.csv)}  {one_line(folder.parquet)}")


def print_batch_json(
    ledger: Ledger, tabled: dict[Path, TabledReport], problems: list[FormcheckError], folder: OutputFolder
) -> None:
    """Print the outcome of every video as JSON."""
    document = {
        "reps": _reps(tabled),
        "csv": str(folder.csv),
        "parquet": str(folder.parquet),
        "problems": [str(problem) for problem in problems],
        "videos": ledger.to_dicts(tabled),
    }
    typer.echo(json_document(document), nl=False)


def _reps(tabled: dict[Path, TabledReport]) -> int:
    return sum(video.reps for video in tabled.values())
