"""The executor for this machine: so many processes at once, and one that dies takes nothing with it.

A ProcessPoolExecutor fails every call that it holds when one of its processes
dies, and does not tell whose fault it was.  So each thread here has such a
pool of a single process to itself.  Spawned, not forked: MediaPipe has threads.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Processes(Executor):
    """A call whose process dies, out of memory for one, is tried once more in a new process.

    The second time its future raises BrokenProcessPool.
    """

    def __init__(self, jobs: int) -> None:
        self._context = multiprocessing.get_context("spawn")
        # Nothing is ever sent: the processes end when this side is closed, be it by a crash.
        self._their_end, self._lifeline = self._context.Pipe(duplex=False)
        self._threads = ThreadPoolExecutor(jobs)
        self._pools: list[ProcessPoolExecutor] = []
        self._of_thread = threading.local()
        self._ending = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As any executor does."""
        return self._threads.submit(self._in_a_process, fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Always waits; with `cancel_futures` calls that run are ended, not waited for."""
        self._ending = cancel_futures
        if cancel_futures:
            self._lifeline.close()
        self._threads.shutdown(cancel_futures=cancel_futures)
        for pool in self._pools:
            pool.shutdown()
        self._lifeline.close()
        self._their_end.close()

    def _in_a_process(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return self._pool().submit(fn, *args, **kwargs).result()
        except BrokenProcessPool:
            self._of_thread.pool = None
            if self._ending:
                raise
        try:
            return self._pool().submit(fn, *args, **kwargs).result()
        except BrokenProcessPool:
            self._of_thread.pool = None
            raise

    def _pool(self) -> ProcessPoolExecutor:
        pool: ProcessPoolExecutor | None = getattr(self._of_thread, "pool", None)
        if pool is None:
            pool = ProcessPoolExecutor(
                1, mp_context=self._context, initializer=_begin, initargs=(self._their_end,)
            )
            self._of_thread.pool = pool
            self._pools.append(pool)
        return pool


@contextmanager
def processes(jobs: int) -> Iterator[Executor]:
    """So many processes; what runs when the block is left is ended."""
    executor = Processes(jobs)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _begin(lifeline: Connection) -> None:
    """What a process does first."""
    # Ctrl-C goes to everybody in the terminal; who started the batch decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Any) -> None:
    try:
        lifeline.recv()
    except (EOFError, OSError):
        os._exit(0)  # at once: there is nobody to tell, and nothing is being written
