"""The command line: one file per command, one place where errors end.

Starting must be quick, so this module and the commands' own top levels import
typer and nothing larger; a command imports what it needs when it runs.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from formcheck.cli.commands import (
    analyze,
    batch,
    compare,
    count,
    doctor,
    exercises,
    history,
    live,
    log,
    serve,
)
from formcheck.cli.messages import print_message
from formcheck.cli.options import WrongUse
from formcheck.errors import FormcheckError
from formcheck.version import __version__

EXAMPLES = """\b
Examples:
  formcheck count set.mp4
  formcheck analyze set.mp4
  formcheck exercises donkey-kick
"""

# Without rich's markup help takes half the time; the reports use rich all the same.
app = typer.Typer(
    name="formcheck",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def formcheck(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Count and judge glute kickbacks in a video.  Nothing leaves this machine.

    Exit codes: 0 analysed (faults are results), 1 something you can fix, 2 wrong
    use, 130 stopped by Ctrl-C and 143 by SIGTERM (the result so far is printed).
    """


app.command(epilog=count.EXAMPLES)(count.count)
app.command(epilog=analyze.EXAMPLES)(analyze.analyze)
app.command(epilog=batch.EXAMPLES)(batch.batch)
app.command(epilog=live.EXAMPLES)(live.live)
app.command(epilog=serve.EXAMPLES)(serve.serve)
app.command(epilog=doctor.EXAMPLES)(doctor.doctor)
app.command(epilog=exercises.EXAMPLES)(exercises.exercises)
app.add_typer(history.app, name="history", epilog=history.EXAMPLES)
app.command(epilog=log.EXAMPLES)(log.log)
app.command(epilog=compare.EXAMPLES)(compare.compare)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line, or the `arguments` in its place; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name or sign that the terminal's encoding lacks must not end an analysis.
            stream.reconfigure(errors="backslashreplace")
    try:
        app(arguments, prog_name="formcheck")
    except SystemExit as done:  # typer always ends so
        return int(done.code or 0)
    except FormcheckError as error:
        print_message(error)
        return 2 if isinstance(error, WrongUse) else 1
    except OSError as error:  # errors of files are handled where they are read and written; this was stdout
        with suppress(OSError, ValueError):
            os.dup2(
                os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
            )  # what waits there would fail again
        reason = error.strerror or error
        print_message(f"the output cannot be written: {reason} (try: another place for it)")
        return 1
    return 0
