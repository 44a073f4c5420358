"""What a batch tells: a bar with the time left on a terminal, a line per video elsewhere; the sum at its end."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.cli.progress_bar import bar_with_time_left
from formcheck.errors import one_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from formcheck.batch.job import Outcome
    from formcheck.batch.ledger import Entry, Ledger
    from formcheck.batch.output_folder import OutputFolder
    from formcheck.batch.tables import Tabled


class Told:
    """Lines on stderr, and the bar above which they stand if there is one."""

    def __init__(self, total: int, bar: tuple[Progress, TaskID] | None) -> None:
        self._total = total
        self._bar = bar
        self._done = 0

    def done(self, entry: Entry, outcome: Outcome) -> None:
        """Tell what came of a video."""
        self._done += 1
        name = one_line(entry.work.video)
        if self._bar is not None:
            bar, task = self._bar
            bar.update(task, advance=entry.size, description=f"{self._done} of {self._total}")
        elif outcome.error is None:
            typer.echo(f"{self._done}/{self._total} {name}: {_found(outcome)}", err=True)
        if outcome.error is not None:
            number = "" if self._bar is not None else f"{self._done}/{self._total} "
            typer.echo(f"formcheck: {number}{outcome.error}", err=True)
        for warning in outcome.report["warnings"] if outcome.report else ():
            typer.echo(f"formcheck: {name}: {warning}", err=True)


def _found(outcome: Outcome) -> str:
    if outcome.report is None:
        return "content as before"
    return _number(len(outcome.report["reps"]), "repetition")


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


@contextmanager
def telling(sizes: list[int]) -> Iterator[Told]:
    """Tell of so many videos; their sizes in bytes are what the time left is reckoned by."""
    if not sys.stderr.isatty():
        yield Told(len(sizes), None)
        return
    # From the speed of the last hour: that of half a minute may be one video's.
    with bar_with_time_left(speed_of_s=3600.0) as bar:
        task = bar.add_task(f"0 of {len(sizes)}", total=sum(sizes))
        bar.advance(task, 0)  # rich measures the speed from the first advance on, which it leaves out
        yield Told(len(sizes), (bar, task))


def show(ledger: Ledger, tabled: dict[Path, Tabled], folder: OutputFolder) -> None:
    """Print the sum of it, and where the tables are."""
    states = ("analysed", "unchanged", "failed", "not reached")
    counts = ", ".join(f"{ledger.count(state)} {state}" for state in states if ledger.count(state))
    videos = _number(sum(map(ledger.count, states)), "video")
    typer.echo(f"{videos}: {counts}; {_number(_reps(tabled), 'repetition')}")
    typer.echo(f"{one_line(folder.csv)}  {one_line(folder.parquet)}")


def show_json(ledger: Ledger, tabled: dict[Path, Tabled], problems: list[str], folder: OutputFolder) -> None:
    """Print what came of every video, for a program."""
    document = {
        "reps": _reps(tabled),
        "csv": str(folder.csv),
        "parquet": str(folder.parquet),
        "problems": problems,
        "videos": ledger.to_dicts(tabled),
    }
    typer.echo(json.dumps(document, indent=1, ensure_ascii=False))


def _reps(tabled: dict[Path, Tabled]) -> int:
    return sum(video.reps for video in tabled.values())
