"""`formcheck batch`: folders of videos, on all cores of this machine or on a cluster."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.options import Exercise, Model, Rate, WrongUse
from formcheck.cli.signals import Stopping

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
        bool, typer.Option("--json", help="Print what came of every video as one JSON object.")
    ] = False,
    exercise: Exercise = "auto",
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
        raise WrongUse("--jobs is for this machine, a cluster has the workers it has")
    settings = _settings(exercise, model, rate)
    from formcheck.batch.inputs import find
    from formcheck.batch.ledger import Ledger
    from formcheck.batch.output_folder import OutputFolder
    from formcheck.batch.run import ExecutorLost
    from formcheck.batch.tables import write_tables
    from formcheck.cli.printing.batch import show, show_json
    from formcheck.errors import CannotOpen

    folder = OutputFolder(output, force=force)
    found = find(paths, folder)
    if not found.videos:  # a mistyped PATH must not empty the tables that are there
        raise CannotOpen("; ".join(found.problems))
    with Stopping() as stopping, folder:
        for problem in found.problems:
            _tell(problem)
        same = "the same command without --force" if force else "the same command"
        ledger = Ledger(folder, found.videos, settings, again=force)
        try:
            _work(ledger, _executor(cluster, jobs), stopping, again=force)
        except ExecutorLost:
            found.problems.append(f"the cluster is gone (try: {same} when it is back)")
            _tell(found.problems[-1])
        tabled = write_tables(folder, ledger.reports(_tell))
        if stopping() and (left := ledger.count("not reached")):
            _tell(f"stopped, {left} not reached; {same} goes on")
        if as_json:
            show_json(ledger, tabled, found.problems, folder)
        else:
            show(ledger, tabled, folder)
    raise typer.Exit(stopping.exit_code or int(bool(found.problems or ledger.count("failed"))))


def _tell(problem: str) -> None:
    typer.echo(f"formcheck: {problem}", err=True)


def _settings(exercise: str, model: str, rate: float | None) -> Settings:
    """What every worker is to use; raises BadModel at once rather than for every video."""
    from pathlib import Path

    from formcheck.batch.job import Settings, sha256_of
    from formcheck.pose_estimation.landmarker import Landmarker
    from formcheck.pose_estimation.model import MODELS, model_path
    from formcheck.version import __version__

    path = model_path(model)
    if model in MODELS:
        return Settings(__version__, exercise, model, None, rate)
    with Landmarker(model):
        return Settings(__version__, exercise, str(Path(path).resolve()), sha256_of(path), rate)


def _executor(address: str | None, jobs: int | None) -> AbstractContextManager[Executor]:
    if address is not None:
        from formcheck.batch.dask_cluster import cluster

        return cluster(address, _tell)
    from formcheck.batch.process_pool import Processes
    from formcheck.machine import processors

    return Processes(jobs or processors())


def _work(
    ledger: Ledger, executor: AbstractContextManager[Executor], stopping: Stopping, *, again: bool
) -> None:
    from formcheck.batch.run import run
    from formcheck.cli.printing.batch import telling

    to_do = ledger.to_do()
    if not to_do:
        return
    with executor as workers, telling([entry.size for entry in to_do]) as told:
        if again:
            ledger.forget()
        for work, outcome in run((entry.work for entry in to_do), workers, stopping):
            told.done(ledger.note(work, outcome), outcome)
