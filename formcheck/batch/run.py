"""The one loop of a batch: work goes to an executor, outcomes come back, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from queue import Empty, SimpleQueue

from formcheck.batch.job import Outcome, Work, look_at
from formcheck.errors import one_line

# Enough for hundreds of workers; a million at once would only fill the memory.
IN_FLIGHT = 1000
ASKED_EVERY_S = 0.2  # whether to stop


class ExecutorLost(Exception):
    """The executor gave its work back: there is nobody left to do it."""


def run(
    works: Iterable[Work], executor: Executor, stop: Callable[[], bool]
) -> Iterator[tuple[Work, Outcome]]:
    """What came of each work, as it comes; ends early when `stop` says so.  Raises ExecutorLost."""
    waiting = iter(works)
    running: dict[Future[Outcome], Work] = {}
    done: SimpleQueue[Future[Outcome]] = SimpleQueue()
    while not stop():
        for work in islice(waiting, IN_FLIGHT - len(running)):
            future = executor.submit(look_at, work)
            running[future] = work
            future.add_done_callback(done.put)
        if not running:
            return
        try:
            future = done.get(timeout=ASKED_EVERY_S)
        except Empty:
            continue
        work = running.pop(future)
        yield work, _outcome(future, work)


def _outcome(future: Future[Outcome], work: Work) -> Outcome:
    try:
        return future.result()
    except CancelledError as error:
        raise ExecutorLost from error
    except BrokenProcessPool:
        why = "the process that looked at it died twice, of too little memory perhaps (try: a lower --jobs)"
    except Exception as error:  # one bad file must not stop the rest, whatever is wrong with it
        why = f"{type(error).__name__}: {one_line(str(error))} (try: formcheck analyze with this file alone)"
        if type(error).__name__ == "KilledWorker":  # Dask's; by its name, for Dask need not be installed
            why = "its workers died, or it waited behind a video whose workers did (try: the same command again)"
    return Outcome(error=f"{one_line(work.video)}: {why}")
