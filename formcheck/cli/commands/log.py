"""`formcheck log`: what else was trained that day."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.options import HistoryFile, WrongUse

EXAMPLES = """\b
Examples:
  formcheck log "squat 3x10"
  formcheck log "deadlift 3x5 60 kg" --at 18:15
"""
LONGEST = 200


def log(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="In your own words, e.g. 'squat 3x10'.")],
    at: Annotated[
        str | None, typer.Option("--at", metavar="HH:MM", help="When today it was; default: now.")
    ] = None,
    file: HistoryFile = None,
) -> None:
    """Note another lift, so that `formcheck history` can mind the order of a workout.

    Kickbacks come after compound lifts; the history says so when they came before.
    """
    words = " ".join(what.split())
    if not words or len(words) > LONGEST:
        raise WrongUse(
            None, f"what was trained? In 1 to {LONGEST} characters, e.g. formcheck log 'squat 3x10'"
        )
    from datetime import datetime, time

    now = datetime.now().astimezone()
    done_at = now.replace(microsecond=0)
    if at is not None:
        try:
            done_at = datetime.combine(done_at.date(), time.fromisoformat(at)).astimezone()
        except ValueError as error:
            raise WrongUse(f"--at {at!r}", "not a time", "--at 18:30") from error
        if done_at > now:
            raise WrongUse(f"--at {at!r}", "that is still to come", "without --at, when it is done")
    from formcheck.history import Lift, open_history

    with open_history(file, create=True) as history:
        history.add([], [Lift(done_at, words)])
    typer.echo(f"logged: {words}, {done_at:%Y-%m-%d %H:%M}")
