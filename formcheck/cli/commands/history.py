"""`formcheck history`: the sets of weeks, what they say, and getting them in and out."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.options import HistoryFile, WrongUse
from formcheck.cli.outputs import check_page, print_written, write_text

EXAMPLES = """\b
Examples:
  formcheck history                          the latest sets and what they say
  formcheck history show 12                  one set again
  formcheck history remove 12                a set kept by mistake
  formcheck history plot progress.html       range, hold, clean repetitions and load over time
  formcheck history plot progress.png        the same as a picture (.png, .svg or .pdf)
  formcheck history export sets.csv          for a spreadsheet; .json has everything
  formcheck history import sets.json         what is there already stays as it is
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False, epilog=EXAMPLES)
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")]


@app.callback(invoke_without_command=True)
def history(
    context: typer.Context,
    file: HistoryFile = None,
    last: Annotated[int, typer.Option("--last", metavar="N", min=1, help="How many sets to list.")] = 20,
) -> None:
    """List the sets that were saved, with advice from them.

    Sets come in with `formcheck analyze --save` and from live coaching.
    """
    if context.invoked_subcommand is not None:
        context.obj = file
        return
    from formcheck.cli.printing.history import print_history
    from formcheck.history import open_history

    with open_history(file) as opened:
        print_history(opened, last)


def _file(context: typer.Context, file: str | None) -> str | None:
    """--history may stand before or behind the name of the sub-command."""
    before: str | None = context.obj
    return file or before


@app.command()
def show(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of a set in the list.")],
    file: HistoryFile = None,
    html: Annotated[str | None, typer.Option("--html", metavar="FILE", help="Write it as a page.")] = None,
    force: Force = False,
) -> None:
    """Show one set as `formcheck analyze` did."""
    check_page(html)
    from formcheck.cli.printing.history import print_history_line
    from formcheck.cli.printing.report import print_report
    from formcheck.history import open_history

    with open_history(_file(context, file)) as opened:
        entry, report = opened.entry(number), opened.report(number)
    print_history_line(entry)
    if report is None:
        typer.echo("Its report is not in the history: it came in as a table.")
        return
    if html is not None:
        from formcheck.files import write_whole
        from formcheck.html.report_page import report_page

        write_whole(html, report_page(report).encode(), force=force)
        print_written([html])
    print_report(report)


@app.command()
def remove(
    context: typer.Context,
    numbers: Annotated[list[int], typer.Argument(metavar="N...", help="Numbers of sets in the list.")],
    file: HistoryFile = None,
) -> None:
    """Remove sets, all of these or none; the others keep their numbers."""
    from formcheck.history import open_history

    with open_history(_file(context, file)) as opened:
        removed = opened.remove(numbers)
    for entry in removed:
        typer.echo(
            f"removed set {entry.number}, of {entry.done_at:%Y-%m-%d %H:%M}: "
            f"{entry.exercise}, {entry.reps_left} left, {entry.reps_right} right"
        )


@app.command()
def plot(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="A page (.html) or a picture (.png, .svg, .pdf).")
    ],
    file: HistoryFile = None,
    force: Force = False,
) -> None:
    """Draw range, hold, clean repetitions and load over time, left against right."""
    from formcheck.files import write_whole
    from formcheck.history import open_history

    kinds = [_kind(name, ("html", "png", "svg", "pdf")) for name in files]
    with open_history(_file(context, file)) as opened:
        sets = opened.sets()
        lifts = opened.lifts()
    if not sets:
        raise WrongUse(None, "there is no set in the history yet", "formcheck analyze VIDEO --save")
    for name, kind in zip(files, kinds, strict=True):
        if kind == "html":
            from formcheck.html.progress_page import progress_page

            data = progress_page(sets, lifts).encode()
        else:
            from formcheck.history.plot import plot_history

            data = plot_history(sets, kind)
        write_whole(name, data, force=force)
    print_written(files)


@app.command()
def export(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="FILE|-", help=".json: everything; .csv: a row per set.")],
    file: HistoryFile = None,
    force: Force = False,
) -> None:
    """Write the history to a file; - is JSON on stdout."""
    from formcheck.history import open_history
    from formcheck.history.import_export import to_csv, to_json

    kind = "json" if name == "-" else _kind(name, ("json", "csv"))
    with open_history(_file(context, file)) as opened:
        text = to_csv(opened) if kind == "csv" else to_json(opened)
    if write_text(name, text, force=force):
        print_written([name])


@app.command("import")
def import_(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="FILE", help="JSON or CSV, as export writes them.")],
    file: HistoryFile = None,
) -> None:
    """Take in the sets of a file; what is there already stays as it is."""
    from formcheck.history import open_history
    from formcheck.history.import_export import read_file

    sets, lifts = read_file(name)
    with open_history(_file(context, file), create=True) as opened:
        new = len(opened.add(sets, lifts))
    typer.echo(f"{new} new, {len(sets) - new} already there")


def _kind(name: str, kinds: tuple[str, ...]) -> str:
    kind = name.rpartition(".")[2].lower()
    if kind not in kinds:
        endings = ", ".join(f".{one}" for one in kinds)
        raise WrongUse(name, f"the name must end in one of {endings}")
    return kind
