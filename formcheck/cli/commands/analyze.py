"""`formcheck analyze`: every repetition, what was wrong with it, and what to work on first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.choices import AUTO
from formcheck.cli.messages import print_message
from formcheck.cli.options import Exercise, HistoryFile, Jobs, Model, Rate
from formcheck.cli.outputs import Outputs, into_folder, run_tasks
from formcheck.cli.page_and_video import PageAndVideo
from formcheck.cli.progress_bar import progress_bar
from formcheck.cli.save_to_history import SaveToHistory, filmed_at
from formcheck.cli.signals import catch_signals
from formcheck.files import is_pose_file

if TYPE_CHECKING:
    from formcheck.pose import Pose

EXAMPLES = """\b
Examples:
  formcheck analyze set.mp4
  formcheck analyze set.mp4 --exercise donkey-kick --json set.json --csv set.csv
  formcheck analyze set.mp4 --json - | jq '.summary.faults'
  formcheck analyze set.mp4 --save-poses set.npz      to share a set without its picture
  formcheck analyze set.npz                           the same results again
  formcheck analyze set.mp4 --html set.html           a page that opens offline
  formcheck analyze set.mp4 -o set                    page, annotated video, JSON, CSV, poses
  formcheck analyze set.mp4 --save --load-kg 5        keep it: see formcheck history
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
    html: Annotated[
        str | None, typer.Option("--html", metavar="FILE", help="Write a page: one file that opens offline.")
    ] = None,
    annotated: Annotated[
        str | None,
        typer.Option("--video", metavar="FILE.mp4", help="Write the video with skeleton, angles and count."),
    ] = None,
    folder: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FOLDER", help="Write all of these into a folder."),
    ] = None,
    no_pictures: Annotated[
        bool, typer.Option("--no-pictures", help="Leave the person out of the page: stick figures only.")
    ] = False,
    save: Annotated[bool, typer.Option("--save", help="Keep the set in the history.")] = False,
    history: HistoryFile = None,
    band: Annotated[bool, typer.Option("--band", help="With --save: it was done with a band.")] = False,
    cable: Annotated[bool, typer.Option("--cable", help="With --save: it was done at a cable.")] = False,
    load_kg: Annotated[
        float | None, typer.Option("--load-kg", metavar="KG", min=0, max=1000, help="With --save: the load.")
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="With --save: whatever is worth noting.")
    ] = None,
    exercise: Exercise = AUTO,
    model: Model = "full",
    rate: Rate = None,
    jobs: Jobs = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Print every repetition, what to work on first, what went well.

    With --json - or --csv - stdout carries only that.  Ctrl-C ends the analysis and
    reports what was analysed so far.
    """
    if folder is not None:
        inside = into_folder(folder)
        json, csv, html = (
            json or inside("report.json"),
            csv or inside("reps.csv"),
            html or inside("report.html"),
        )
        save_poses = save_poses or inside("poses.npz")
        if not is_pose_file(video):  # poses alone make no video
            annotated = annotated or inside("annotated.mp4")
    shown = PageAndVideo(video, exercise, html=html, video=annotated, pictures=not no_pictures, force=force)
    shown.check()
    outputs = Outputs(video, json=json, csv=csv, poses=save_poses, others=(html, annotated), force=force)
    outputs.check()
    saving = SaveToHistory(save, history, band, cable, load_kg, note)
    saving.check()
    # Only now: MediaPipe and its like take a second, a mistake above should not.
    from formcheck.analysis import analyze_recording, open_recording

    poses: list[Pose] = []
    with catch_signals() as stopping:
        with (
            open_recording(video, model, rate=rate, jobs=jobs) as recording,
            progress_bar(video) as progress,
        ):
            report = analyze_recording(
                recording, exercise, on_pose=poses.append, progress=progress, stop=stopping
            )
        for warning in report.warnings:
            print_message(warning)
        try:
            run_tasks(
                lambda: shown.write_video(poses, stopping),
                lambda: shown.write_page(report, poses),
                *([lambda: saving.save_and_print(report, filmed_at(video))] if save else []),
                *outputs.writers(report, poses, recording),
            )
        finally:  # a full disk must not cost the lifter the result
            if not outputs.to_stdout:
                from formcheck.cli.printing.report import print_report

                print_report(report)
    raise typer.Exit(stopping.exit_code)
