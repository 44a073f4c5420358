"""Reports of finished sets, kept in memory until they are saved or expire."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from formcheck.drawing.top_shots import TopShot
from formcheck.html.set_page import set_page
from formcheck.pose import Pose
from formcheck.report.set_report import SetReport
from formcheck.web.limits import KEPT_S, MOST_KEPT
from formcheck.web.protocol import Message


@dataclass(frozen=True, eq=False)
class FinishedReport:
    """A report with what its page is made from."""

    number: int
    report: SetReport
    poses: list[Pose]
    shots: dict[int, TopShot]  # by the number of the repetition; empty: stick figures


@dataclass
class _Kept:
    """The reports of one workout or video, until the time of `forget`."""

    forget: asyncio.TimerHandle
    json: dict[int, bytes] = field(default_factory=dict)
    html: dict[int, Future[bytes]] = field(default_factory=dict)


class ReportStore:
    """Keeps the latest reports, for a while; used on the event loop."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        # Pages are made beside the sets under way, one at a time.
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="formcheck page")

    def put(self, owner: str, finished: FinishedReport) -> Message:
        """Keep a report; returns what tells a page where it is."""
        kept = self._renewed(owner)
        number = finished.number
        kept.json[number] = finished.report.to_json().encode()
        kept.html[number] = self._maker.submit(set_page, finished.report, finished.poses, finished.shots)
        address = f"/reports/{owner}/{number}"
        return {"report": finished.report.to_dict(), "html": f"{address}.html", "json": f"{address}.json"}

    def json(self, owner: str, number: int) -> bytes | None:
        """A report as JSON; None if it is not here."""
        kept = self._kept.get(owner)
        return kept.json.get(number) if kept else None

    async def html(self, owner: str, number: int) -> bytes | None:
        """A report as a page, once it is made; None if it is not here."""
        kept = self._kept.get(owner)
        page = kept.html.get(number) if kept else None
        if page is None:
            return None
        return await asyncio.wrap_future(page)

    async def close(self) -> None:
        """Wait for the page that is being made; the others are not."""
        await asyncio.to_thread(self._maker.shutdown, cancel_futures=True)

    def _renewed(self, owner: str) -> _Kept:
        """Where a workout's reports are, from now on the latest and kept for the whole time."""
        forget = asyncio.get_running_loop().call_later(KEPT_S, self._kept.pop, owner)
        kept = self._kept.setdefault(owner, _Kept(forget))
        if kept.forget is not forget:
            kept.forget.cancel()
            kept.forget = forget
        self._kept.move_to_end(owner)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)[1].forget.cancel()
        return kept
