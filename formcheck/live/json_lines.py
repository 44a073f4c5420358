"""A live set without a window: what happens, as JSON lines."""

from __future__ import annotations

from formcheck.coaching.plan import WorkoutStep
from formcheck.live.actions import Action
from formcheck.live.watched_frame import WatchedFrame
from formcheck.report.json_values import json_line, to_json_values
from formcheck.reps.events import (
    event_to_dict,
)


class JsonLinesDisplay:
    """A display that is a stream of JSON lines on stdout."""

    def show(self, seen: WatchedFrame | None) -> list[Action]:
        """Nothing to see, and no keys."""
        return []

    def on_step(self, now_s: float, step: WorkoutStep) -> None:
        """Print a step and flush, because a program may be waiting for it."""
        for line in step_as_json_lines(now_s, step):
            print(line, flush=True)


def step_as_json_lines(now_s: float, step: WorkoutStep) -> list[str]:
    """The JSON lines of a step: its events in order, then what the coach says."""
    found = [event_to_dict(event) for event in step.events]
    for line in step.lines:
        found.append(
            {"event": "say", "time_s": now_s, "kind": line.kind.value, "text": line.spoken or line.shown}
        )
    if step.finished is not None:
        reps = len(step.finished.counter.measured)
        found.append({"event": "set", "time_s": now_s, "number": step.finished.number, "reps": reps})
    return [json_line(to_json_values(one)) for one in found]
