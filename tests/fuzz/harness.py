"""What every fuzz target shares: a corpus of real files, changes that keep their outer form, and the run itself."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import atheris

SHARE_OF_BYTES = 0.3  # of the changes are made to the bytes as they are
Change = Callable[[bytes, random.Random], bytes]


def run(target: Callable[[bytes], None], seeds: Iterable[bytes], change: Change) -> None:
    """Fuzz `target`, starting from `seeds`, with the options of libFuzzer on the command line.

    `change` alters a document within its form; it may raise ValueError for what has none.
    """

    def mutate(data: bytes, max_size: int, seed: int) -> bytes:
        dice = random.Random(seed)
        if dice.random() > SHARE_OF_BYTES:
            try:
                return change(data, dice)[:max_size]
            except (ValueError, RecursionError):
                pass
        return bytes(atheris.Mutate(data, max_size))

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds):
            (Path(folder) / str(number)).write_bytes(seed)
        atheris.Setup(
            [*sys.argv, folder, "-max_len=300000", "-rss_limit_mb=1500", "-timeout=20"],
            target,
            custom_mutator=mutate,
        )
        atheris.Fuzz()


def check_is_one_line(error: Exception) -> None:
    """What a user is told is one line, and says what to try."""
    assert "\n" not in str(error)
    assert "(try: " in str(error)
