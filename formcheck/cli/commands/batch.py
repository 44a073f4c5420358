"""`formcheck batch`: folders of videos, on all cores of this machine or on a cluster."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.choices import AUTO
from formcheck.cli.messages import print_message
from formcheck.cli.options import Exercise, Model, Rate, WrongUse
from formcheck.cli.signals import StopRequest, catch_signals
from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from formcheck.batch.job import Settings
    from formcheck.batch.ledger import Ledger

EXAMPLES = """\b
Examples:
  formcheck batch videos -o results              every video below a folder
  formcheck batch 'videos/*/side-*.mp4' -o results
  formcheck batch videos -o results --json | jq '.videos[] | select(.status == "failed")'
  formcheck batch /share/videos -o results --cluster tcp://10.0.0.5:8786
"""


def batch(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", show_default=False, help="Videos, saved poses (.npz), folders or patterns."
        ),
    ],
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="FOLDER", show_default=False, help="Where the results go."),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the outcome of every video as one JSON object.")
    ] = False,
    exercise: Exercise = AUTO,
    model: Model = "full",
    rate: Rate = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", metavar="N", min=1, help="Videos at once, a process each; else one for every core."
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            metavar="ADDRESS",
            help="Let the workers of this Dask scheduler do it: tcp://HOST:PORT.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Analyse everything again, and replace tables that are there.")
    ] = False,
) -> None:
    """Analyse every video: a JSON report each, and one table of all repetitions.

    What was done before is skipped if neither the video nor exercise, model, rate
    and version of formcheck have changed; so the same command goes on after Ctrl-C or a
    crash.  The exit code is 1 if any video could not be analysed.
    """
    if cluster is not None and jobs is not None:
        raise WrongUse(None, "--jobs is for this machine, a cluster has the workers it has")
    settings = _settings(exercise, model, rate)
    from formcheck.batch.inputs import find_videos
    from formcheck.batch.ledger import Ledger
    from formcheck.batch.output_folder import OutputFolder
    from formcheck.batch.run import ExecutorLost
    from formcheck.batch.tables import write_tables
    from formcheck.cli.printing.batch import print_batch, print_batch_json

    folder = OutputFolder(output, force=force)
    found = find_videos(paths, folder)
    if not found.videos:  # a mistyped PATH must not empty the tables that are there
        for problem in found.problems[:-1]:
            print_message(problem)
        raise found.problems[-1]
    with catch_signals() as stopping, folder.locked():
        for problem in found.problems:
            print_message(problem)
        same = "the same command without --force" if force else "the same command"
        ledger = Ledger(folder, found.videos, settings, again=force)
        try:
            _work(ledger, _executor(cluster, jobs), stopping, again=force)
        except ExecutorLost:
            found.problems.append(FormcheckError(None, "the cluster is gone", f"{same} when it is back"))
            print_message(found.problems[-1])
        tabled = write_tables(folder, ledger.reports(print_message))
        if stopping() and (left := ledger.count("not reached")):
            print_message(f"stopped, {left} not reached; {same} goes on")
        if as_json:
            print_batch_json(ledger, tabled, found.problems, folder)
        else:
            print_batch(ledger, tabled, folder)
    raise typer.Exit(stopping.exit_code or int(bool(found.problems or ledger.count("failed"))))


def _settings(exercise: str, model: str, rate: float | None) -> Settings:
    """The settings of every worker; raises BadModel at once rather than for every video."""
    from pathlib import Path

    from formcheck.batch.job import Settings, sha256_of
    from formcheck.pose_estimation.landmarker import open_landmarker
    from formcheck.pose_estimation.model import MODELS, model_path
    from formcheck.version import __version__

    path = model_path(model)
    if model in MODELS:
        return Settings(__version__, exercise, model, None, rate)
    with open_landmarker(model):
        return Settings(__version__, exercise, str(Path(path).resolve()), sha256_of(path), rate)


def _executor(address: str | None, jobs: int | None) -> AbstractContextManager[Executor]:
    if address is not None:
        from formcheck.batch.dask_cluster import dask_executor

        return dask_executor(address, print_message)
    from formcheck.batch.process_pool import ProcessExecutor
    from formcheck.machine import processor_count

    return ProcessExecutor(jobs or processor_count())


def _work(
    ledger: Ledger, executor: AbstractContextManager[Executor], stopping: StopRequest, *, again: bool
) -> None:
    from formcheck.batch.run import run_jobs
    from formcheck.cli.printing.batch import batch_progress

    pending = ledger.pending()
    if not pending:
        return
    with executor as workers, batch_progress([entry.size for entry in pending]) as progress:
        if again:
            ledger.delete_pending_reports()
        for job, outcome in run_jobs((entry.job for entry in pending), workers, stopping):
            progress.on_done(ledger.record(job, outcome), outcome)
