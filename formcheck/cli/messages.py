"""Messages for the user: on stderr, so that stdout holds results only."""

from __future__ import annotations

import typer


def print_message(text: object) -> None:
    """Print one line on stderr, with the program's name before it."""
    typer.echo(f"formcheck: {text}", err=True)
