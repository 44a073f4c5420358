"""A page of `formcheck serve` without a browser: a camera that plays a clip, and everything that it hears."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import cv2
import uvicorn
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from formcheck.pose_estimation.from_camera import open_camera_poses
from formcheck.pose_estimation.pose_source import OpenPoseSource
from formcheck.video.reader import open_video
from formcheck.web.app import make_app
from formcheck.web.security import AccessRules
from tests.support.paths import SAMPLES
from tests.support.waiting import PATIENCE_S

CLIP = "donkey-kick-side"
VIDEO = (SAMPLES / f"{CLIP}.mp4").read_bytes()
Taken = tuple[float, bytes]  # a picture's time, and its JPEG
Notify = Callable[[str], None]


def truth(clip: str = CLIP) -> int:
    """The repetitions of a sample clip."""
    return int(json.loads((SAMPLES / f"{clip}.json").read_text())["reps_that_count"])


@cache
def pictures(clip: str = CLIP, every: int = 2) -> list[Taken]:
    """Every second picture of a sample clip as a page sends it: 640x360."""
    with open_video(SAMPLES / f"{clip}.mp4") as video:
        frames = list(video)[::every]
    return [(frame.timestamp_s, jpeg(cv2.resize(frame.rgb, (640, 360)))) for frame in frames]


def jpeg(rgb: Any, *options: int) -> bytes:
    """A picture as JPEG."""
    return cv2.imencode(".jpg", rgb[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 85, *options])[1].tobytes()


def binary(time_s: float, picture: bytes) -> bytes:
    """A picture as it is sent."""
    return struct.pack("<d", time_s) + picture


@dataclass
class Server:
    """A running server, for this machine's clients."""

    process: Any
    address: str  # as it was printed

    @property
    def origin(self) -> Origin:
        """The origin of its own pages."""
        parts = urlsplit(self.address)
        return Origin(f"{parts.scheme}://{parts.netloc}")

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.address).port or 0

    def get(self, path: str, **headers: str) -> Any:
        """A GET; the answer is open, errors are raised."""
        return urllib.request.urlopen(
            urllib.request.Request(self.origin + path, headers=headers), timeout=PATIENCE_S
        )

    def status(self, method: str, path: str, body: bytes | None = None, **headers: str) -> int:
        """The status of an answer, with headers as they are given and no other."""
        parts = urlsplit(self.origin)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_S)
        try:
            connection.request(method, path, body, headers)
            return connection.getresponse().status
        finally:
            connection.close()

    def memory_mb(self) -> float:
        """What the process holds now."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * 4096 / 1e6


@contextmanager
def serving(*options: str, before: str = "", **environment: str) -> Iterator[Server]:
    """`formcheck serve` on a free port; `before`: Python that its process runs first."""
    program = (
        ["-c", f"{before}\nfrom formcheck.__main__ import run\nrun()"] if before else ["-m", "formcheck"]
    )
    command = [sys.executable, *program, "serve", "--port", "0", "--no-browser", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )
    try:
        assert process.stdout is not None
        yield Server(process, process.stdout.readline().strip())
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


@contextmanager
def serving_here(
    sessions: int = 1, notify: Notify = print, open_poses: OpenPoseSource = open_camera_poses
) -> Iterator[Server]:
    """A server within this process, so that its limits can be made small and its parts be broken."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = make_app(AccessRules("127.0.0.1", None, False), sessions, notify, open_poses)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=3))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
        thread.start()
        try:
            yield Server(None, f"http://127.0.0.1:{listener.getsockname()[1]}/")
        finally:
            server.should_exit = True
            thread.join()


@dataclass
class Page:
    """What a page knows; `connection` is opened by `connected` and may be replaced."""

    server: Server
    session: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    awaited: list[float] = field(default_factory=list)  # times of pictures under way
    connection: ClientConnection = field(init=False)

    @contextmanager
    def connected(self, hello: dict[str, Any] | None = None, **options: Any) -> Iterator[Self]:
        """Connect and say hello; without one, resume the session or start one."""
        if hello is None:
            hello = {"type": "resume", "session": self.session} if self.session else {"type": "start"}
        options = {"origin": self.server.origin, "compression": None, **options}
        with connect(self.server.origin.replace("http", "ws") + "/coach", **options) as self.connection:
            self.awaited.clear()
            self.say(**hello)
            answer = self.hear()
            self.session = answer.get("session", "")
            yield self

    def say(self, **message: Any) -> None:
        """Send a message."""
        self.connection.send(json.dumps(message))

    def hear(self, seconds: float = 60.0) -> dict[str, Any]:
        """The next message."""
        message: dict[str, Any] = json.loads(self.connection.recv(timeout=seconds))
        self.heard.append(message)
        if message["type"] in ("seen", "error") and message["time_s"] is not None:
            self.awaited[:] = [time_s for time_s in self.awaited if time_s > message["time_s"]]
        if message["type"] == "over":
            self.awaited.clear()
        return message

    def show(self, taken: Sequence[Taken], *, in_flight: int = 2) -> None:
        """Send pictures as the protocol wants it, and wait until all of them are acknowledged."""
        for time_s, picture in taken:
            while len(self.awaited) >= in_flight:
                self.hear()
            if self.over:
                return
            self.awaited.append(time_s)
            self.connection.send(binary(time_s, picture))
        while self.awaited:
            self.hear()

    @property
    def over(self) -> bool:
        """Whether the server has said that it is."""
        return bool(self.heard) and self.heard[-1]["type"] == "over"

    def finish(self) -> dict[str, Any]:
        """End the workout; its last set."""
        self.say(type="finish")
        return self.until_over()

    def until_over(self) -> dict[str, Any]:
        """Hear everything to the end; the last set."""
        while self.hear()["type"] != "over":
            pass
        return self.all("set")[-1]

    def all(self, kind: str) -> list[dict[str, Any]]:
        """The messages of one type that were heard."""
        return [message for message in self.heard if message["type"] == kind]

    def errors(self) -> list[str]:
        """The codes of the errors that were heard."""
        return [message["code"] for message in self.all("error")]

    def events(self, name: str) -> list[dict[str, Any]]:
        """The events of one name, in order."""
        told = [event for message in self.heard for event in message.get("events", [])]
        return [event for event in told if event["event"] == name]


@contextmanager
def begun(port: int, length: int, sent: bytes) -> Iterator[socket.socket]:
    """A POST that has got as far as `sent`."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        head = f"POST /analyze HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        connection.sendall(f"{head}Content-Length: {length}\r\n\r\n".encode() + sent)
        yield connection


def coached(server: Server, taken: Sequence[Taken], **start: Any) -> Page:
    """A whole workout of one set."""
    page = Page(server)
    with page.connected({"type": "start", **start}):
        page.show(taken)
        page.finish()
    return page
