"""How a session ends when nobody ends it: silence, an empty room, a fault; and what waits for a slow page."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from formcheck.pose import Pose, Source
from formcheck.report.summary import build_report
from formcheck.reps.rep_counter import RepCounter
from formcheck.video.frame import Frame
from formcheck.web import report_store, session_registry, websocket, workout_session
from formcheck.web.outbox import MOST_ERRORS, Outbox
from formcheck.web.rate_limiter import RateLimiter
from tests.support.live_sources import KnownPoses
from tests.support.serve_client import Notify, Page, Server, jpeg, serving_here, until

NOBODY = jpeg(np.full((360, 640, 3), 90, np.uint8))


class Fails(KnownPoses):
    """Breaks with the third second."""

    def detect(self, frame: Frame) -> Pose:
        if frame.timestamp_s >= 3:
            raise ZeroDivisionError("in the model")
        return super().detect(frame)


def serving_blind(
    sessions: int = 1, notify: Notify = print, poses: type[KnownPoses] = KnownPoses
) -> AbstractContextManager[Server]:
    """A server that sees nobody, for which no model is needed."""
    return serving_here(sessions, notify, lambda model, tell: nullcontext(poses()))


class NoThread:
    """In place of a worker that the system gives no thread."""

    def __init__(self, *_: object) -> None:
        raise RuntimeError("can't start new thread")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_registry, "LOOK_S", 0.05)


def test_a_session_without_pictures_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workout_session, "IDLE_S", 0.5)
    with serving_blind() as server:
        page = Page(server)
        with page.connected():
            page.show([(number / 4, NOBODY) for number in range(4)])
            page.until_over()
        assert page.all("set")[0]["report"]["source"]["frames"] == 4


def test_a_session_in_an_empty_room_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workout_session, "NOBODY_S", 0.5)
    with serving_blind() as server:
        page = Page(server)
        with page.connected():
            for number in range(1000):
                page.show([(number / 40, NOBODY)])
                time.sleep(1 / 40)  # no faster than a camera
                if page.over:
                    break
            assert page.over


def test_a_connection_that_says_nothing_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "HELLO_S", 0.3)
    with (
        serving_blind() as server,
        connect(f"ws://127.0.0.1:{server.port}/coach", origin=server.origin) as silent,
    ):
        answer = json.loads(silent.recv(timeout=30))
        assert (answer["code"], answer["message"]) == ("bad-message", websocket.NO_HELLO)
        with pytest.raises(ConnectionClosed) as closed:
            silent.recv(timeout=30)
        assert closed.value.rcvd.code == websocket.POLICY


def test_a_connection_that_says_something_else_first_is_closed() -> None:
    with serving_blind() as server:
        page = Page(server)
        with page.connected({"type": "pause", "on": True}):
            assert page.errors() == ["bad-message"]
            with pytest.raises(ConnectionClosed) as closed:
                page.hear()
            assert closed.value.rcvd.code == websocket.POLICY


def test_a_page_that_does_not_come_back_finds_its_session_gone_but_what_was_done_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workout_session, "RESUME_S", 0.3)
    with serving_blind() as server:
        page = Page(server)
        with page.connected():
            page.show([(number / 4, NOBODY) for number in range(4)])
        with Page(server).connected() as busy:
            assert busy.errors() == ["busy"]  # it is waited for
        until(lambda: server.status("GET", f"/reports/{page.session}/1.json") == 200)
        with server.get(f"/reports/{page.session}/1.json") as answer:
            assert json.load(answer)["source"]["frames"] == 4
        with page.connected():
            assert page.errors() == ["gone"]


def test_a_session_that_gets_no_thread_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving_blind() as server:
        with monkeypatch.context() as here:
            here.setattr(workout_session, "WorkoutThread", NoThread)
            with Page(server).connected() as page:
                assert page.errors() == ["busy"]
        with Page(server).connected() as page:
            assert page.session
            page.finish()


def test_a_fault_ends_its_session_with_one_line_and_a_report_and_no_other() -> None:
    told: list[str] = []
    with serving_blind(2, told.append, Fails) as server:
        page, other = Page(server), Page(server)
        with page.connected(), other.connected():
            page.show([(float(number), NOBODY) for number in range(4)])
            assert page.over
            other.show([(1.0, NOBODY)])
            other.finish()
        assert page.errors() == ["fault"]
        assert "ZeroDivisionError" in page.all("error")[0]["message"]
        assert page.all("set")[0]["report"]["source"]["frames"] == 3
        assert other.errors() == []
        assert len(told) == 1
        with Page(server).connected() as again:  # its place is free
            again.finish()


def test_only_the_latest_reports_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_store, "MOST_KEPT", 2)
    with serving_blind() as server:
        pages = []
        for _ in range(3):
            page = Page(server)
            with page.connected():
                page.finish()
                with pytest.raises(ConnectionClosed):
                    page.hear()
            pages.append(page)
        assert server.status("GET", pages[0].all("set")[0]["json"]) == 404
        assert server.status("GET", pages[1].all("set")[0]["json"]) == 200
        until(lambda: server.status("GET", pages[-1].all("set")[0]["html"]) == 200)


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


def test_a_rate_limiter_lets_a_rate_pass_and_a_rush_only_once() -> None:
    limiter = RateLimiter(rate=10.0, most=5.0)
    assert sum(limiter.allow(100.0) for _ in range(50)) == 5
    assert sum(limiter.allow(100.0 + i / 100) for i in range(200)) == pytest.approx(20, abs=1)
    assert sum(limiter.allow(500.0) for _ in range(50)) == 5
