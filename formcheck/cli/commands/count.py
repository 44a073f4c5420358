"""`formcheck count`: how many repetitions, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from formcheck.choices import AUTO
from formcheck.cli.messages import print_message
from formcheck.cli.options import Exercise, Jobs, Model, Rate
from formcheck.cli.progress_bar import progress_bar
from formcheck.cli.signals import StopRequest, catch_signals
from formcheck.errors import FormcheckError, one_line

if TYPE_CHECKING:
    from formcheck.report.set_report import SetReport

EXAMPLES = """\b
Examples:
  formcheck count set.mp4                     4
  formcheck count *.mp4                       a line per file: name, tab, number
  formcheck count --by-side set.mp4           left, tab, 1 / right, tab, 3
  formcheck count --json *.mp4 | jq '.[].reps'
"""


def count(
    videos: Annotated[
        list[str],
        typer.Argument(metavar="VIDEO...", show_default=False, help="Videos or saved poses (.npz)."),
    ],
    by_side: Annotated[
        bool, typer.Option("--by-side", help="Two lines per file: [name, tab,] left or right, tab, number.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list, an object per file.")] = False,
    exercise: Exercise = AUTO,
    model: Model = "full",
    rate: Rate = None,
    jobs: Jobs = None,
) -> None:
    """Print the number of repetitions in each VIDEO.

    A file that cannot be read is named on stderr, the others are counted all the
    same, and the exit code is 1.
    """
    failed = False
    counted: list[dict[str, Any]] = []
    with catch_signals() as stopping:
        for number, path in enumerate(videos, 1):
            try:
                report = _watch(path, exercise, model, rate, jobs, stopping)
            except FormcheckError as error:
                print_message(error)
                failed = True
                continue
            for warning in report.warnings:
                print_message(f"{one_line(path)}: {warning}")
            if as_json:
                counted.append(_as_dict(path, report))
            else:
                typer.echo("\n".join(_lines(path if len(videos) > 1 else None, report, by_side)))
            if stopping():
                _name_the_rest(videos[number:])
                break
    if as_json:
        from formcheck.report.json_values import json_document

        typer.echo(json_document(counted), nl=False)
    raise typer.Exit(stopping.exit_code or int(failed))


def _watch(
    path: str, exercise: str, model: str, rate: float | None, jobs: int | None, stopping: StopRequest
) -> SetReport:
    from formcheck.analysis import analyze_recording, open_recording

    with open_recording(path, model, rate=rate, jobs=jobs) as recording, progress_bar(path) as progress:
        return analyze_recording(recording, exercise, progress=progress, stop=stopping)


def _name_the_rest(paths: list[str]) -> None:
    if paths:
        print_message(f"not analysed: {', '.join(map(one_line, paths))}")


def _lines(path: str | None, report: SetReport, by_side: bool) -> list[str]:
    name = [] if path is None else [one_line(path)]
    summary = report.summary
    if not by_side:
        return ["\t".join([*name, str(summary.reps)])]
    sides = (("left", summary.reps_left), ("right", summary.reps_right))
    return ["\t".join([*name, side, str(reps)]) for side, reps in sides]


def _as_dict(path: str, report: SetReport) -> dict[str, Any]:
    whole = report.to_dict()
    return {
        "path": path,
        **{name: whole["summary"][name] for name in ("reps", "reps_left", "reps_right")},
        **{name: whole[name] for name in ("exercise", "attempts", "warnings")},
    }
