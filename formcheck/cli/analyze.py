"""`formcheck analyze`: every repetition, what was wrong with it, and what to work on first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.options import Exercise, Model
from formcheck.cli.outputs import Outputs
from formcheck.cli.progress import progress_bar
from formcheck.cli.stopping import Stopping

if TYPE_CHECKING:
    from formcheck.pose import Pose

EXAMPLES = """\b
Examples:
  formcheck analyze set.mp4
  formcheck analyze set.mp4 --exercise donkey-kick --json set.json --csv set.csv
  formcheck analyze set.mp4 --json - | jq '.summary.faults'
  formcheck analyze set.mp4 --save-poses set.npz      to share a set without its picture
  formcheck analyze set.npz                           the same results again
"""


def analyze(
    video: Annotated[str, typer.Argument(metavar="VIDEO", help="A video or saved poses (.npz).")],
    json: Annotated[
        str | None, typer.Option("--json", metavar="FILE|-", help="Write the report as JSON; - is stdout.")
    ] = None,
    csv: Annotated[
        str | None, typer.Option("--csv", metavar="FILE|-", help="Write a row per repetition; - is stdout.")
    ] = None,
    save_poses: Annotated[
        str | None,
        typer.Option(
            "--save-poses",
            metavar="FILE.npz",
            help="Write the poses: they give the same results again, without the picture.",
        ),
    ] = None,
    exercise: Exercise = "auto",
    model: Model = "full",
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Print every repetition, what to work on first, what went well.

    With --json - or --csv - stdout carries only that.  Ctrl-C ends the analysis and
    reports what was seen by then.
    """
    outputs = Outputs(video, json=json, csv=csv, poses=save_poses, force=force)
    outputs.check()
    # Only now: MediaPipe and its like take a second, a mistake above should not.
    from formcheck.analysis import open_recording, watch

    poses: list[Pose] = []
    with Stopping() as stopping:
        with open_recording(video, model) as recording, progress_bar(video) as progress:
            keep = poses.append if save_poses else None
            report = watch(recording, exercise, on_pose=keep, progress=progress, stop=stopping)
        for warning in report.warnings:
            typer.echo(f"formcheck: {warning}", err=True)
        try:
            outputs.write(report, poses, recording)
        finally:  # a full disk must not cost the lifter the result
            if not outputs.to_stdout:
                from formcheck.cli.show import show

                show(report)
    raise typer.Exit(stopping.exit_code)
