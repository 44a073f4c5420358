"""The one loop of a batch: jobs go to an executor, outcomes come back, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from queue import Empty, SimpleQueue

from formcheck.batch.job import Job, JobOutcome, run_job
from formcheck.errors import FormcheckError

# Enough for hundreds of workers; a million at once would only fill the memory.
IN_FLIGHT = 1000
ASKED_EVERY_S = 0.2  # whether to stop


class ExecutorLost(Exception):
    """The executor gave its jobs back: there is nobody left to do it."""


def run_jobs(
    jobs: Iterable[Job], executor: Executor, stop: Callable[[], bool]
) -> Iterator[tuple[Job, JobOutcome]]:
    """What came of each job, as it comes; ends early when `stop` says so.  Raises ExecutorLost."""
    waiting = iter(jobs)
    running: dict[Future[JobOutcome], Job] = {}
    done: SimpleQueue[Future[JobOutcome]] = SimpleQueue()
    while not stop():
        for job in islice(waiting, IN_FLIGHT - len(running)):
            future = executor.submit(run_job, job)
            running[future] = job
            future.add_done_callback(done.put)
        if not running:
            return
        try:
            future = done.get(timeout=ASKED_EVERY_S)
        except Empty:
            continue
        job = running.pop(future)
        yield job, _outcome(future, job)


def _outcome(future: Future[JobOutcome], job: Job) -> JobOutcome:
    try:
        return future.result()
    except CancelledError as error:
        raise ExecutorLost from error
    except BrokenProcessPool:
        why, hint = "its process died twice, perhaps for lack of memory", "a lower --jobs"
    except Exception as error:  # one bad file must not stop the rest, whatever is wrong with it
        why, hint = f"{type(error).__name__}: {error}", "formcheck analyze with this file alone"
        if type(error).__name__ == "KilledWorker":  # Dask's; by its name, for Dask need not be installed
            why = "its workers died, or it waited behind a video whose workers did"
            hint = "the same command again"
    return JobOutcome(error=str(FormcheckError(job.video, why, hint)))
