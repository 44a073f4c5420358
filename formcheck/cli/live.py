"""`formcheck live`: counted and coached during the set."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.options import Exercise, Model

EXAMPLES = """\b
Examples:
  formcheck live                                    the first camera
  formcheck live --reps 12 --sets 3 --rest 45       starts and ends every set by itself
  formcheck live --record set.mp4 --json set.json   to look at afterwards
  formcheck live --source set.mp4                   try it without a camera
  formcheck live --source set.mp4 --headless --json - | tail -1 | jq .summary
"""


def live(
    camera: Annotated[
        str, typer.Option("--camera", metavar="INDEX|URL", help="Which camera: 0 is the first.")
    ] = "0",
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="VIDEO", help="Play a video as if it were the camera."),
    ] = None,
    exercise: Exercise = "auto",
    model: Model = "full",
    reps: Annotated[
        int | None, typer.Option("--reps", min=1, help="End the set after so many repetitions.")
    ] = None,
    sets: Annotated[int, typer.Option("--sets", min=1, help="How many sets (with --reps).")] = 1,
    rest: Annotated[float, typer.Option("--rest", metavar="SECONDS", min=1, help="Between two sets.")] = 60.0,
    json: Annotated[
        str | None,
        typer.Option("--json", metavar="FILE|-", help="Write the report as JSON, several sets as a list."),
    ] = None,
    record: Annotated[
        str | None, typer.Option("--record", metavar="FILE.mp4", help="Record what the camera sees.")
    ] = None,
    record_overlay: Annotated[
        bool, typer.Option("--record-overlay", help="Record it with what is drawn over it.")
    ] = False,
    headless: Annotated[
        bool, typer.Option("--headless", help="No window: a JSON line per event on stdout.")
    ] = False,
    mute: Annotated[bool, typer.Option("--mute", help="No voice, no tones.")] = False,
    no_mirror: Annotated[
        bool, typer.Option("--no-mirror", help="Show the picture as the camera sees it.")
    ] = False,
    fullscreen: Annotated[bool, typer.Option("--fullscreen", help="Fill the screen.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Count and coach a set while it is done, with voice and picture.

    Put the camera to your side, two metres away; it says what is missing and starts by
    itself.  Ctrl-C, q or closing the window end the set: its summary is printed and
    --json written.

    With --headless stdout carries JSON lines: person-found, person-lost, phase, rep,
    attempt, say, set.  --json - adds the report as the last line, one line per set.
    """
    from formcheck.cli.live_set import Asked, coach

    asked = Asked(
        camera=camera,
        source=source,
        exercise=exercise,
        model=model,
        reps=reps,
        sets=sets,
        rest_s=rest,
        json=json,
        record=record,
        record_overlay=record_overlay,
        headless=headless,
        mute=mute,
        mirrored=not no_mirror,
        full_screen=fullscreen,
        force=force,
    )
    raise typer.Exit(coach(asked))
