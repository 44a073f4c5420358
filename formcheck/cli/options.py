"""Arguments and options that several commands share."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from formcheck.choices import AUTO
from formcheck.errors import FormcheckError

EXERCISE_HELP = f"What was done; '{AUTO}' recognises it. Names: formcheck exercises."
MODEL_HELP = "Pose model: lite, full, heavy or the path of a .task file. An .npz holds poses already."
LEAST_RATE = 10  # poses/s: with fewer, repetitions and faults are missed (docs/performance.md)


class WrongUse(FormcheckError):
    """The command line names something that does not exist; exit code 2."""


def known_exercise(name: str) -> str:
    """The name of an exercise; WrongUse with the nearest ones if there is none."""
    from formcheck.exercises import EXERCISES

    if name not in EXERCISES:
        raise WrongUse(None, f"unknown exercise {name!r} ({_nearest(name, list(EXERCISES))})")
    return name


def _known_or_auto(name: str) -> str:
    return name if name == AUTO else known_exercise(name)


def _known_model_or_file(name: str) -> str:
    """The name of a model, or of something that may be one: whether it is shows when it is loaded."""
    from formcheck.pose_estimation.model import MODELS, TRY_MODEL

    if name not in MODELS and not os.access(name, os.F_OK):
        raise WrongUse(name, "no such model", TRY_MODEL)
    return name


def _nearest(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower().replace(" ", "-").replace("_", "-"), known, n=2, cutoff=0.5)
    return "did you mean " + " or ".join(near) + "?" if near else "known: " + ", ".join(known)


Exercise = Annotated[
    str, typer.Option("--exercise", metavar=f"NAME|{AUTO}", callback=_known_or_auto, help=EXERCISE_HELP)
]
Model = Annotated[
    str,
    typer.Option("--model", metavar="lite|full|heavy|PATH", callback=_known_model_or_file, help=MODEL_HELP),
]
Rate = Annotated[
    float | None,
    typer.Option(
        "--rate",
        metavar="N",
        min=LEAST_RATE,
        max=1000,
        help="Poses a second to look for, at most.  [default: 12]",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        max=64,
        help="Pose models at work at once.  [default: one for every processor, at most 8]",
    ),
]
HistoryFile = Annotated[
    str | None,
    typer.Option("--history", metavar="FILE", help="Another history than the one in your data folder."),
]
