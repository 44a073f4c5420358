"""The progress bar: on stderr, and only where somebody can see it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from formcheck.errors import one_line

if TYPE_CHECKING:
    from formcheck.analysis import Progress


@contextmanager
def progress_bar(path: str) -> Iterator[Progress | None]:
    """A callback for `watch`; None where stderr is not a terminal.  The bar vanishes when it is done."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(show_speed=False),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(PurePath(one_line(path)).name), total=None)
        yield lambda done_s, total_s: bar.update(task, completed=done_s, total=total_s)
