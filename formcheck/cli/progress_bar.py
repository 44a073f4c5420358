"""The progress bar: on stderr, and only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from formcheck.errors import one_line

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from formcheck.analysis import Progress


def bar_with_time_left(speed_of_s: float = 30.0) -> Bar:
    """A bar that disappears when done; the time left is estimated from the speed of the last few seconds."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(show_speed=False),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        transient=True,
        speed_estimate_period=speed_of_s,
    )


@contextmanager
def progress_bar(path: str) -> Iterator[Progress | None]:
    """A callback for `watch`; None where stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.markup import escape

    with bar_with_time_left() as bar:
        task = bar.add_task(escape(PurePath(one_line(path)).name), total=None)
        yield lambda done_s, total_s: bar.update(task, completed=done_s, total=total_s)
