"""`formcheck doctor`: what works on this machine and what to do about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from formcheck.doctor import Check

EXAMPLES = """\b
Examples:
  formcheck doctor
  formcheck doctor --json | jq '.[] | select(.ok | not)'
"""


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list, an object per check.")] = False,
) -> None:
    """Check models, cameras, window and voice; say what to do for each thing that is missing.

    Exit code 0 if videos can be analysed, 1 if not: a camera, a window and a voice
    are needed by `formcheck live` alone.
    """
    from formcheck.doctor import run_checks

    made = []
    for check in run_checks():
        made.append(check)
        if not as_json:
            typer.echo("\n".join(_lines(check)))
    if as_json:
        from dataclasses import asdict

        from formcheck.report.json_values import json_document

        typer.echo(json_document([asdict(check) for check in made]), nl=False)
    raise typer.Exit(0 if all(check.ok for check in made if check.needed) else 1)


def _lines(check: Check) -> list[str]:
    lines = [f"{'ok' if check.ok else '--'}  {check.name:14} {check.found}"]
    if check.hint:
        lines.append(f"    {'':14} try: {check.hint}")
    return lines
