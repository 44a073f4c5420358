"""`formcheck live`: counted and coached during the set."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.choices import AUTO
from formcheck.cli.options import Exercise, HistoryFile, Model

EXAMPLES = """\b
Examples:
  formcheck live                                    the first camera
  formcheck live --reps 12 --sets 3 --rest 45       starts and ends every set by itself
  formcheck live --record set.mp4 --json set.json   for later analysis
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
    exercise: Exercise = AUTO,
    model: Model = "full",
    reps: Annotated[
        int | None,
        typer.Option("--reps", metavar="N", min=1, help="End the set after this many repetitions."),
    ] = None,
    sets: Annotated[int, typer.Option("--sets", metavar="N", min=1, help="How many sets (with --reps).")] = 1,
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
    no_save: Annotated[
        bool, typer.Option("--no-save", help="Keep the sets out of the history; --source never goes there.")
    ] = False,
    history: HistoryFile = None,
    band: Annotated[bool, typer.Option("--band", help="Done with a band.")] = False,
    cable: Annotated[bool, typer.Option("--cable", help="Done at a cable.")] = False,
    load_kg: Annotated[
        float | None, typer.Option("--load-kg", metavar="KG", min=0, help="The load, in kilograms.")
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="A note to keep with it.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Count and coach a set while it is done, with voice and picture.

    Put the camera to your side, two metres away; it says what is missing and starts by
    itself.  Ctrl-C, q or closing the window end the set: its summary is printed,
    --json written, and the set goes to the history.

    With --headless stdout carries JSON lines: person-found, person-lost, phase, rep,
    attempt, say, set.  --json - adds the report as the last line, one line per set.
    """
    from formcheck.cli.live_setup import LiveOptions, run_live_workout
    from formcheck.cli.save_to_history import SaveToHistory

    asked = LiveOptions(
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
        # A file played for trying it is no set of today's, unless a history is named for it.
        saving=SaveToHistory(
            not no_save and (source is None or history is not None), history, band, cable, load_kg, note
        ),
    )
    raise typer.Exit(run_live_workout(asked))
