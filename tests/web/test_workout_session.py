"""How a session ends when nobody ends it: silence, an empty room, a fault; and what waits for a slow page."""

from __future__ import annotations

import json
import time
from contextlib import AbstractContextManager, nullcontext

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from formcheck.pose import Pose
from formcheck.video.frame import Frame
from formcheck.web import report_store, session_registry, websocket, workout_session
from tests.support.live_sources import KnownPoses
from tests.support.serve_client import Notify, Page, Server, jpeg, serving_here
from tests.support.waiting import PATIENCE_S, until

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
        answer = json.loads(silent.recv(timeout=PATIENCE_S))
        assert (answer["code"], answer["message"]) == ("bad-message", websocket.NO_HELLO)
        with pytest.raises(ConnectionClosed) as closed:
            silent.recv(timeout=PATIENCE_S)
        assert closed.value.rcvd
        assert closed.value.rcvd.code == websocket.POLICY


def test_a_connection_that_says_something_else_first_is_closed() -> None:
    with serving_blind() as server:
        page = Page(server)
        with page.connected({"type": "pause", "on": True}):
            assert page.errors() == ["bad-message"]
            with pytest.raises(ConnectionClosed) as closed:
                page.hear()
            assert closed.value.rcvd
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
