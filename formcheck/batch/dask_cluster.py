"""The executor for many machines: an existing Dask cluster.

Dask gives what a dead worker was doing to another one.  The workers see the
videos by the same paths, and have the same formcheck.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from formcheck.errors import FormcheckError

CONNECT_S = 10


class NoCluster(FormcheckError):
    """A cluster that cannot be reached, or is gone."""


def _check(address: str) -> None:
    """Raise ValueError for what cannot be an address: a client that was given one does not end by itself."""
    from distributed.comm import parse_address
    from distributed.comm.registry import get_backend

    scheme, place = parse_address(address)
    get_backend(scheme)
    if not place:
        raise ValueError("no address")


@contextmanager
def dask_executor(address: str, tell: Callable[[str], None]) -> Iterator[Executor]:
    """The workers of the scheduler at `address`; tells when it has none yet.  Raises NoCluster."""
    try:
        from distributed import Client
    except ImportError as error:
        raise NoCluster(None, "--cluster needs Dask", "pip install 'formcheck[cluster]'") from error
    # formcheck reports failures in one line; Dask would log them at length.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        _check(address)
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except Exception as error:  # Dask does not say which there are
        raise NoCluster(
            address, "no scheduler answers there", "dask scheduler, and the address it prints"
        ) from error
    if not client.scheduler_info()["workers"]:
        tell(str(NoCluster(address, "no worker has joined yet", "dask worker {subject}")))
    executor: Executor = client.get_executor(pure=False)
    try:
        yield executor
    finally:
        executor.shutdown(wait=False)
        client.close()
