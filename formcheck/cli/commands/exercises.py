"""`formcheck exercises`: how to do an exercise, how to film it, and what it is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from formcheck.cli.options import known_exercise

if TYPE_CHECKING:
    from formcheck.exercises import Exercise
    from formcheck.exercises.rules import Rule

EXAMPLES = """\b
Examples:
  formcheck exercises                 the list
  formcheck exercises donkey-kick     how to do it, its rules and their sources
"""


def exercises(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", show_default=False, help="An exercise of the list.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False,
) -> None:
    """List the exercises, or show one: how to do and film it, its rules and their sources."""
    from formcheck.exercises import EXERCISES

    shown = [EXERCISES[known_exercise(name)]] if name else list(EXERCISES.values())
    if as_json:
        from formcheck.report.json_values import json_document

        found = [_as_dict(exercise) for exercise in shown]
        typer.echo(json_document(found[0] if name else found), nl=False)
    elif name:
        typer.echo(_page(shown[0]))
    else:
        typer.echo("\n".join(_list_line(exercise) for exercise in shown))
        typer.echo("\nMore of one: formcheck exercises NAME")


def _list_line(exercise: Exercise) -> str:
    note = f"  (by name only: looks like {exercise.variant_of})" if exercise.variant_of else ""
    return f"{exercise.name:18}  {exercise.posture.value:9}  {_headline(exercise)}{note}"


def _headline(exercise: Exercise) -> str:
    """The first sentence of the page, without the title it begins with."""
    return exercise.page.partition("\n")[0].partition(": ")[2].rstrip(".")


def _page(exercise: Exercise) -> str:
    from formcheck.exercises import COACHING, FILMING

    rules = "\n".join(_rule_lines(rule) for rule in exercise.rules)
    return (
        f"{exercise.page.strip()}\n\nHow to film it\n{_list(FILMING)}\n\n"
        f"Rules, the most important first\n{rules}\n\nCoaching points\n{_list(COACHING)}"
    )


def _list(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _rule_lines(rule: Rule) -> str:
    cues = " / ".join(dict.fromkeys(cue for cue in (rule.too_low, rule.too_high) if cue))
    want = rule.measure.requirement(rule.low, rule.high)
    return f"- {rule.name}: {want}\n    {cues}\n    source: {rule.source}"


def _as_dict(exercise: Exercise) -> dict[str, Any]:
    from formcheck.exercises import COACHING, FILMING

    return {
        **vars(exercise),
        "posture": exercise.posture.value,
        "rules": [_rule_as_dict(rule) for rule in exercise.rules],
        "filming": _list(FILMING),
        "coaching": _list(COACHING),
    }


def _rule_as_dict(rule: Rule) -> dict[str, Any]:
    measure = rule.measure
    return {
        "name": rule.name,
        "measure": measure.name,
        "unit": measure.unit,
        **{name: value for name, value in vars(rule).items() if name not in ("name", "measure")},
        "joint": measure.joint,
    }
