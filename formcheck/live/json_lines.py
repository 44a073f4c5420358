"""A live set without a window: what happens, as JSON lines."""

from __future__ import annotations

import json

from formcheck.coaching.plan import Step
from formcheck.live.actions import Action
from formcheck.live.watched_frame import Seen
from formcheck.report.json_values import plain
from formcheck.reps.events import (
    as_object,
)


class Lines:
    """A display that is a stream of JSON lines on stdout."""

    def show(self, seen: Seen | None) -> list[Action]:
        """Nothing to see, and no keys."""
        return []

    def tell(self, now_s: float, step: Step) -> None:
        """Print a step, at once: somebody may be waiting for it."""
        for line in lines(now_s, step):
            print(line, flush=True)


def lines(now_s: float, step: Step) -> list[str]:
    """The JSON lines of a step: its events in order, then what the coach says."""
    found = [as_object(event) for event in step.events]
    for line in step.lines:
        found.append(
            {"event": "say", "time_s": now_s, "kind": line.kind.value, "text": line.spoken or line.shown}
        )
    if step.finished is not None:
        reps = len(step.finished.counter.measured)
        found.append({"event": "set", "time_s": now_s, "number": step.finished.number, "reps": reps})
    return [json.dumps(plain(one), allow_nan=False, ensure_ascii=False) for one in found]
