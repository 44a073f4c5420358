"""What waits to be sent to a slow page."""

from __future__ import annotations

import asyncio
from typing import Any

from formcheck.web.outbox import MOST_ERRORS, Outbox


def test_of_what_was_seen_only_the_newest_waits_with_every_event_and_line() -> None:
    async def waiting() -> list[dict[str, Any]]:
        outbox = Outbox()
        for number in range(1000):
            outbox.put_seen({"type": "seen", "time_s": number, "events": [number], "lines": [-number]})
            outbox.put_error({"type": "error", "number": number})
        outbox.put({"type": "set"})
        outbox.put({"type": "over"})
        return [await outbox.take() for _ in range(3 + MOST_ERRORS)]

    seen, *errors, last, over = asyncio.run(waiting())
    assert seen["time_s"] == 999
    assert seen["events"] == list(range(1000))
    assert seen["lines"] == [-number for number in range(1000)]
    assert [message["number"] for message in errors] == list(range(1000 - MOST_ERRORS, 1000))
    assert (last["type"], over["type"]) == ("set", "over")
