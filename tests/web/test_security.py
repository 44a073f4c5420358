"""Strangers and broken clients: refused or limited, one by one, while a set under way counts every repetition."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.support.serve_client import Page, Server, binary, jpeg, pictures, serving
from tests.support.waiting import PATIENCE_S, until

pytestmark = pytest.mark.slow

PASS_S = 8.4  # of the clip: two repetitions, and back at rest
REPS_IN_A_PASS = 2
PLACES = 5
MOST_MB = 250 * PLACES
# With a client that never reads: half a minute would go by until its place is free.
LESS_PATIENCE = """
from formcheck.web import server, websocket, workout_session
server.PING_S, server.DEAF_MS = 4.0, 8_000
websocket.SLOW_S = workout_session.RESUME_S = 3.0
"""
PASS = [taken for taken in pictures() if taken[0] < PASS_S]
PICTURE = PASS[0][1]


class Bystander(threading.Thread):
    """A page that is coached, over and over, in no more haste than a person."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.page, self._enough = Page(server), threading.Event()
        self.passes = 0
        self.report: dict[str, Any] = {}

    def run(self) -> None:
        with self.page.connected({"type": "start", "exercise": "donkey-kick"}):
            while not self._enough.is_set():
                began = time.monotonic()
                for time_s, picture in PASS:
                    time.sleep(max(began + time_s - time.monotonic(), 0.0))
                    self.page.show([(self.passes * PASS_S + time_s, picture)])
                self.passes += 1
            self.report = self.page.finish()["report"]

    def stop(self) -> None:
        """Let it do its pass to the end."""
        self._enough.set()
        self.join(120)


class Deaf:
    """A client that sends pictures as fast as it can and never reads."""

    def __init__(self, server: Server) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self._socket.connect(("127.0.0.1", server.port))
        hello = (
            "GET /coach HTTP/1.1",
            f"Host: 127.0.0.1:{server.port}",
            f"Origin: {server.origin}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
        )
        self._socket.sendall("\r\n".join([*hello, "", ""]).encode())
        assert self._socket.recv(1000).startswith(b"HTTP/1.1 101 ")
        self._socket.sendall(masked(1, json.dumps({"type": "start", "model": "lite"}).encode()))
        self.closed_after_s: float | None = None
        self._thread = threading.Thread(target=self._talk, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hang up, if that has not been done for it."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()

    def _talk(self) -> None:
        began = time.monotonic()
        try:
            for number in range(100_000):
                self._socket.sendall(masked(2, binary(number / 30, PICTURE)))
                time.sleep(1 / 40)
        except OSError:
            self.closed_after_s = time.monotonic() - began


def masked(opcode: int, payload: bytes) -> bytes:
    """A WebSocket frame as clients send them, with a mask of zeros."""
    return struct.pack(">BBQI", 0x80 | opcode, 0x80 | 127, len(payload), 0) + payload


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    # Room for a session that two of the tests leave behind, each for a while.
    with serving("--sessions", str(PLACES), before=LESS_PATIENCE) as running:
        yield running
        if Path("/proc/self/statm").exists():  # elsewhere the system does not tell
            assert running.memory_mb() < MOST_MB, "after all that, more than its sessions need"


@pytest.fixture(scope="module", autouse=True)
def bystander(server: Server) -> Iterator[Bystander]:
    """Its set is under way during all these tests, and every repetition is counted, whatever they do."""
    thread = Bystander(server)
    thread.start()
    until(lambda: thread.page.session)
    yield thread
    thread.stop()
    assert thread.page.errors() == []
    assert thread.passes >= 1
    assert thread.report["summary"]["reps"] == REPS_IN_A_PASS * thread.passes


@pytest.fixture(scope="module", autouse=True)
def deaf(server: Server, bystander: Bystander) -> Iterator[Deaf]:
    client = Deaf(server)
    yield client
    client.close()


def still_works(page: Page, time_s: float) -> None:
    """A picture is looked at as ever."""
    page.show([(time_s, PICTURE)])
    assert page.heard[-1]["type"] == "seen"
    assert page.heard[-1]["time_s"] == time_s


def close_code(page: Page) -> int | None:
    """Hear everything until the server closes the connection; how it did."""
    try:
        while True:
            page.hear()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


@pytest.mark.parametrize(
    "origin",
    [None, "null", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost"],
)
def test_a_page_of_another_site_gets_no_session_and_no_analysis(origin: str | None, server: Server) -> None:
    with pytest.raises(InvalidStatus, match="403"), Page(server).connected(origin=origin):
        pass
    headers = {"Origin": origin} if origin else {}
    assert server.status("POST", "/analyze", b"x", **headers) == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.7", "a b", "127.0.0.1:x"]
)
def test_a_name_that_was_made_to_lead_here_gets_nothing(host: str, server: Server) -> None:
    for path in ("/", "/static/page.css", "/exercises"):
        assert server.status("GET", path, Host=host) == 421
    assert server.status("POST", "/analyze", b"x", Host=host, Origin=f"http://{host}") == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "LOCALHOST:99", "[::1]:8642"])
def test_its_own_names_are_let_in(host: str, server: Server) -> None:
    assert server.status("GET", "/", Host=host) == 200


def test_browsers_are_told_to_forbid_what_a_page_does_not_need(server: Server) -> None:
    with server.get("/") as answer:
        headers = answer.headers
    assert headers["Content-Security-Policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Permissions-Policy"].startswith("camera=(self), microphone=()")
    assert headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize(
    "path",
    ["/static/../security.py", "/static/%2e%2e/security.py", "/static//etc/passwd", "/reports/x/1.html"]
    + ["/reports/x/1.exe", "/reports/../1.json", "/coach", "/nonsense", "/reports/x/-1.json"],
)
def test_there_is_nothing_else_to_be_had(path: str, server: Server) -> None:
    assert server.status("GET", path) == 404


GARBAGE = (
    *("", "x", "\0", "[]", "{}", "null", '"\\ud800"', "[" * 4000, "x" * 5000, "é" * 3000),
    *('{"type":NaN}', '{"type":"begin"}', '{"type":"pause"}', '{"type":"pause","on":1}'),
    *('{"type":"start"}', '{"type":"restart","x":1}'),
)


def test_garbage_is_answered_with_one_line_and_the_session_goes_on(server: Server) -> None:
    page = Page(server)
    with page.connected():
        for text in GARBAGE:
            page.connection.send(text)
            answer = page.hear()
            assert (answer["type"], answer["code"]) == ("error", "bad-message"), text
            assert "(try: " in answer["message"], text
            assert "\n" not in answer["message"], text
        still_works(page, 1.0)
        page.finish()


@pytest.mark.parametrize(
    "start",
    [
        {"exercise": "squat"},
        {"reps": 0},
        {"reps": 1.5},
        {"sets": 3},
        {"rest_s": 1e9},
        {"model": "/etc/passwd"},
    ]
    + [{"exercise": 7}, {"extra": 1}, {"reps": 10**30}],
)
def test_a_workout_that_cannot_be_is_refused(start: dict[str, Any], server: Server) -> None:
    page = Page(server)
    with page.connected({"type": "start", **start}):
        assert page.errors() == ["bad-message"]
        with pytest.raises(ConnectionClosed):
            page.hear()


def test_broken_pictures_are_answered_and_the_next_good_one_is_seen(server: Server) -> None:
    page = Page(server)
    broken = [b"", b"\xff", PICTURE[:-500], PICTURE[:400] + b"\xff\xd9", bytes(5000), b"\x89PNG" + bytes(99)]
    with page.connected():
        for number, data in enumerate(broken):
            page.connection.send(binary(1.0 + number, data))
            assert page.hear()["time_s"] == 1.0 + number
        page.connection.send(b"1234567")
        assert page.hear()["time_s"] is None
        assert page.errors() == ["bad-frame"] * 7
        still_works(page, 10.0)
        page.finish()


def test_what_is_too_large_is_not_looked_at(server: Server) -> None:
    page = Page(server)
    with page.connected():
        page.connection.send(binary(1.0, PICTURE + bytes(1 << 20)))
        assert page.hear()["code"] == "too-large"
        still_works(page, 2.0)
        with suppress(ConnectionClosed):
            page.connection.send(bytes(5 << 20))
        # The answer may be lost, for what the server did not read makes the system reset the connection.
        assert close_code(page) in (1009, None)


def test_pictures_faster_than_any_camera_are_dropped_and_so_is_who_never_stops(server: Server) -> None:
    page = Page(server)
    small = jpeg(np.zeros((32, 32, 3), np.uint8))
    with page.connected():
        with suppress(ConnectionClosed):
            for number in range(150):
                page.connection.send(binary(1.0 + number / 1000, small))
        assert close_code(page) == 1008
    assert "too-fast" in page.errors()
    assert len(page.all("seen")) <= 60


def test_fifty_connections_get_no_more_than_the_places_there_are(server: Server) -> None:
    with ExitStack() as stack:
        pages = [Page(server) for _ in range(50)]
        for page in pages:
            stack.enter_context(page.connected())
        started = [page for page in pages if page.session]
        assert 1 <= len(started) <= PLACES - 1  # one is the bystander's
        assert all(page.errors() == ["busy"] for page in pages if page not in started)
        for page in started:
            page.finish()


def test_fifty_connections_that_say_nothing_keep_nobody_out(server: Server) -> None:
    address = server.origin.replace("http", "ws") + "/coach"
    with ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        silent = [stack.enter_context(connect(address, origin=server.origin)) for _ in range(50)]
        refused = [json.loads(one.recv(timeout=PATIENCE_S))["code"] for one in silent[16:]]
        assert refused == ["busy"] * 34
        assert server.status("GET", "/") == 200
    page = Page(server)
    with page.connected():
        page.finish()


def test_somebody_elses_session_cannot_be_guessed(server: Server, bystander: Bystander) -> None:
    name = bystander.page.session
    assert len(name) >= 20
    for guess in ("", name[:-1], name + "A", name.swapcase(), "../" + name):
        page = Page(server)
        with page.connected({"type": "resume", "session": guess}):
            assert page.errors() == ["gone"]


def test_who_never_reads_is_closed_and_its_place_is_free_again(server: Server, deaf: Deaf) -> None:
    until(lambda: deaf.closed_after_s is not None)

    def every_place_but_one_is_free() -> bool:
        with ExitStack() as stack:
            pages = [stack.enter_context(Page(server).connected()) for _ in range(PLACES - 1)]
            for page in pages:
                if page.session:
                    page.finish()
            return all(page.session for page in pages)

    until(every_place_but_one_is_free)
