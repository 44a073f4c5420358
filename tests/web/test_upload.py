"""Recorded videos dropped on the page: analysed, told about line by line, and gone from the disk whatever happens."""

from __future__ import annotations

import json
import socket
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from formcheck.web import upload, upload_analysis
from tests.support.film import film
from tests.support.serve_client import VIDEO, Server, begun, serving, serving_here, truth
from tests.support.waiting import PATIENCE_S, until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server's temporary files are."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving("--sessions", "2", TMPDIR=str(folder)) as running:
        yield running


def videos(folder: Path) -> list[Path]:
    """The temporary files of the server's videos."""
    return list(folder.glob("formcheck-*"))


def posted(server: Server, body: bytes, query: str = "", **headers: str) -> tuple[int, list[dict[str, Any]]]:
    """The status and the lines of an upload_analysis."""
    request = urllib.request.Request(
        f"{server.origin}/analyze{query}", body, {"Origin": server.origin, **headers}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return answer.status, [json.loads(line) for line in answer]
    except urllib.error.HTTPError as refused:
        return refused.code, [json.loads(line) for line in refused]


def test_a_dropped_clip_gets_its_report_and_leaves_nothing_behind(server: Server, folder: Path) -> None:
    status, lines = posted(server, VIDEO, "?exercise=donkey-kick", **{"X-Filename": "..%2Fmy%20s%C3%A9t.mp4"})
    *progress, last = lines
    assert status == 200
    assert {line["type"] for line in progress} == {"progress"}
    assert 0 < progress[-1]["done_s"] <= 17.6
    assert progress[-1]["of_s"] == pytest.approx(17.6, abs=0.1)
    assert last["type"] == "report"
    assert last["report"]["summary"]["reps"] == truth()
    assert last["report"]["exercise_chosen"] == "donkey-kick"
    assert last["report"]["source"]["path"] == "my sét.mp4"
    assert videos(folder) == []
    with server.get(last["json"]) as answer:
        assert json.load(answer) == last["report"]
    with server.get(last["html"]) as answer:
        assert answer.read().count(b"data:image/jpeg;base64,") == truth()


@pytest.mark.parametrize("body", [b"", b"no video", VIDEO[:3000], b"\0" * 3_000_000, b"#EXTM3U\nhttp://x/"])
def test_what_is_no_video_is_one_line_and_leaves_nothing_behind(
    body: bytes, server: Server, folder: Path
) -> None:
    status, lines = posted(server, body, **{"X-Filename": "set.mp4"})
    assert (status, len(lines)) == (200, 1)
    assert lines[0]["code"] == "bad-video"
    assert lines[0]["message"].startswith("set.mp4: ")
    assert str(folder) not in lines[0]["message"]
    assert videos(folder) == []


@pytest.mark.parametrize("query", ["?exercise=squat", "?model=/etc/passwd", "?model=../x"])
def test_an_analysis_that_cannot_be_is_refused_before_the_video_is_read(query: str, server: Server) -> None:
    status, lines = posted(server, b"x", query)
    assert (status, lines[0]["code"]) == (400, "bad-message")


def test_a_video_that_says_it_is_too_large_is_not_waited_for(server: Server, folder: Path) -> None:
    with begun(server.port, 3 << 30, b"") as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
    assert videos(folder) == []


def test_an_upload_that_is_cut_off_leaves_nothing_behind_and_gives_its_place_back(
    server: Server, folder: Path
) -> None:
    with begun(server.port, len(VIDEO), VIDEO[:100_000]):
        until(lambda: videos(folder))
        assert posted(server, VIDEO)[0] == 503  # one at a time
    until(lambda: not videos(folder))
    assert posted(server, b"no video")[0] == 200


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    """A server within this process, whose limits are made small."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with serving_here() as running:
        yield running


@pytest.mark.parametrize("step", ["analyze_recording", "shots_of_video"])
def test_whoever_goes_away_ends_the_analysis(
    step: str, here: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real, begins = getattr(upload_analysis, step), threading.Event()

    def until_it_is_stopped(*given: Any, stop: Callable[[], bool], **named: Any) -> Any:
        begins.set()
        while not stop():
            time.sleep(0.01)
        return real(*given, stop=stop, **named)

    monkeypatch.setattr(upload_analysis, step, until_it_is_stopped)
    video = film(tmp_path / "set.mp4").read_bytes()
    with begun(here.port, len(video), video):
        assert begins.wait(30)
        assert len(videos(tmp_path)) == 1
    until(lambda: not videos(tmp_path))
    until(lambda: posted(here, b"no video")[0] == 200)


def test_a_video_that_turns_out_too_large_is_not_taken(
    here: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(upload, "MOST_UPLOAD_BYTES", 2_000_000)
    with socket.create_connection(("127.0.0.1", here.port)) as connection:
        head = f"POST /analyze HTTP/1.1\r\nHost: 127.0.0.1:{here.port}\r\nOrigin: {here.origin}\r\n"
        connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        for _ in range(40):
            connection.sendall(b"10000\r\n" + bytes(65536) + b"\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
    assert videos(tmp_path) == []


def test_an_upload_that_never_ends_is_not_waited_for(
    here: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(upload, "UPLOAD_S", 0.5)
    with begun(here.port, len(VIDEO), VIDEO[:1000]) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 408 ")
    assert videos(tmp_path) == []
