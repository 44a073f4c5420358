"""Reports of finished sets are kept for a while."""

from __future__ import annotations

import asyncio

import pytest

from formcheck.pose import Source
from formcheck.report.summary import build_report
from formcheck.reps.rep_counter import RepCounter
from formcheck.web import report_store


def test_reports_are_kept_until_an_hour_after_the_last_set_of_their_workout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(report_store, "MOST_KEPT", 2)
    report = build_report(RepCounter(), Source("camera", 0.0, 0, 0.0, 640, 360, 0), "full")
    now_s = 0.0

    async def at(time_s: float) -> None:
        nonlocal now_s
        now_s = time_s
        for _ in range(2):  # what is due is done after whatever waits already
            await asyncio.sleep(0)

    async def an_afternoon() -> None:
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now_s)
        reports = report_store.ReportStore()

        def put(owner: str, number: int) -> None:
            reports.put(owner, report_store.FinishedReport(number, report, [], {}))

        def here(owner: str) -> list[int]:
            return [number for number in (1, 2) if reports.json(owner, number) is not None]

        put("workout", 1)
        put("video", 1)
        await at(1800)
        put("workout", 2)
        assert (here("workout"), here("video")) == ([1, 2], [1])
        await at(3500)
        put("another", 1)  # the video's was the oldest
        assert (here("workout"), here("video"), here("another")) == ([1, 2], [], [1])
        await at(5399)
        assert here("workout") == [1, 2]
        await at(5401)
        assert (here("workout"), here("another")) == ([], [1])
        for owner in ("video", "workout", "another"):
            put(owner, 2)
        await at(7101)  # what was put aside is no longer to be forgotten at its first time
        assert here("another") == [2]
        await reports.close()

    asyncio.run(an_afternoon())
