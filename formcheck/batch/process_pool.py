"""The executor for this machine: a fixed number of processes; one that dies loses only its own job.

A ProcessPoolExecutor fails every call that it holds when one of its processes
dies, and does not tell whose fault it was.  So each thread here has such a
pool of a single process to itself.  Spawned, not forked: MediaPipe has threads.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 2


class ProcessExecutor(Executor):
    """A call whose process dies, out of memory for one, is tried once more in a new process.

    The second time its future raises BrokenProcessPool.  What runs when the
    block is left is ended.
    """

    def __init__(self, jobs: int) -> None:
        self._context = multiprocessing.get_context("spawn")
        # Nothing is ever sent: the processes end when this side is closed, be it by a crash.
        self._their_end, self._lifeline = self._context.Pipe(duplex=False)
        self._threads = ThreadPoolExecutor(jobs, initializer=_deaf_to_ctrl_c)
        self._pools: list[ProcessPoolExecutor] = []
        self._of_thread = threading.local()
        self._ending = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As any executor does."""
        return self._threads.submit(self._in_a_process, fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """End the running calls and wait for them, whatever the arguments say."""
        self._ending = True
        self._lifeline.close()
        self._threads.shutdown(cancel_futures=True)
        for pool in self._pools:
            pool.shutdown()
        self._their_end.close()

    def _in_a_process(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        tried = 0
        while True:
            try:
                return self._pool().submit(fn, *args, **kwargs).result()
            except BrokenProcessPool:
                self._of_thread.pool = None
                tried += 1
                if self._ending or tried == TRIES:
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


def _deaf_to_ctrl_c() -> None:
    """Ctrl-C goes to everybody in the terminal; who started the batch decides what it means.

    A process is deaf from its birth to what the thread that starts it is deaf to.
    """
    if sys.platform != "win32":
        # At its own start, multiprocessing's tracker makes the thread hear again.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _begin(lifeline: Connection) -> None:
    """What a process does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where nobody is deaf from birth
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Any) -> None:
    try:
        lifeline.recv()
    except (EOFError, OSError):
        os._exit(0)  # at once: there is nobody to tell, and nothing is being written
