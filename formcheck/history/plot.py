"""The history as a picture."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import timedelta

import matplotlib
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure

from formcheck.exercises import EXERCISES
from formcheck.history.entry import HistoryEntry

LEFT, RIGHT, INK, GOOD = "#1d6fd1", "#c2410c", "#14202b", "#0b7a4b"
DOTTED = 300  # sets: beyond that dots run into one another
Line = tuple[str, str, Callable[[HistoryEntry], float | None]]
PANELS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        "Hip range, °",
        (("left", LEFT, lambda e: e.hip_range_left_deg), ("right", RIGHT, lambda e: e.hip_range_right_deg)),
    ),
    ("Hold, s", (("left", LEFT, lambda e: e.hold_left_s), ("right", RIGHT, lambda e: e.hold_right_s))),
    ("Clean repetitions, %", (("clean", GOOD, lambda e: 100 * e.clean_share),)),
    ("Load, kg", (("load", INK, lambda e: e.load_kg),)),
)


def plot_history(sets: Sequence[HistoryEntry], kind: str) -> bytes:
    """Range, hold, clean share and load over time, a column per exercise; kind: png, svg or pdf."""
    exercises = list(dict.fromkeys(entry.exercise for entry in sets))
    panels = [p for p in PANELS if any(value(e) is not None for _, _, value in p[1] for e in sets)]
    figure = Figure(
        figsize=(1.2 + 6 * len(exercises), 0.8 + 2.2 * len(panels)), layout="constrained", dpi=130
    )
    axes = figure.subplots(len(panels), len(exercises), squeeze=False, sharex="col")
    for column, exercise in enumerate(exercises):
        own = [entry for entry in sets if entry.exercise == exercise]
        axes[0, column].set_title(EXERCISES[exercise].title, loc="left", fontweight="bold")
        for row, (title, lines) in enumerate(panels):
            _draw(axes[row, column], title, lines, own)
    out = io.BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        figure.savefig(out, format=kind)
    return out.getvalue()


def _draw(axes: Axes, title: str, lines: tuple[Line, ...], sets: Sequence[HistoryEntry]) -> None:
    for name, colour, value in lines:
        known = [(entry.done_at.replace(tzinfo=None), v) for entry in sets if (v := value(entry)) is not None]
        if known:
            times, values = zip(*known, strict=True)
            axes.plot(
                times,
                values,
                "o-" if len(known) < DOTTED else "-",
                color=colour,
                label=name,
                markersize=4,
                linewidth=1.4,
            )
    axes.set_ylabel(title)
    axes.margins(y=0.12)
    axes.set_ylim(bottom=0)
    first, last = sets[0].done_at, sets[-1].done_at
    margin = max((last - first) * 0.04, timedelta(days=1))
    ends = [end.replace(tzinfo=None) for end in (first - margin, last + margin)]
    axes.set_xlim(*date2num(ends))  # type: ignore[no-untyped-call]
    axes.grid(color="#e2e8ee")
    axes.spines[["top", "right"]].set_visible(False)
    locator = AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    if len(lines) > 1 and axes.lines:
        axes.legend(frameon=False, ncols=2, loc="lower right", fontsize="small")
