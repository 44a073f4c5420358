"""A sample clip as the camera of a Chromium, and a line between page and server that can be cut."""

from __future__ import annotations

import contextlib
import socket
import threading
from fractions import Fraction
from pathlib import Path

import av

RATE = 30  # Chromium plays motion JPEG at this rate, whatever it was filmed at
SIZE = (640, 360)


def as_camera(clip: Path, path: Path) -> Path:
    """The clip as motion JPEG that lasts as long as the clip when played at RATE."""
    with av.open(str(clip)) as source, av.open(str(path), "w", format="mjpeg") as out:
        stream = out.add_stream("mjpeg", rate=RATE, options={"qmin": "3", "qmax": "3"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuvj420p"
        shown = 0
        for frame in source.decode(video=0):
            picture = frame.reformat(*SIZE, format="yuvj420p")
            while shown / RATE <= frame.time:
                picture.pts, picture.time_base = shown, Fraction(1, RATE)
                out.mux(stream.encode(picture))
                shown += 1
        out.mux(stream.encode())
    return path


def seeing(camera: Path) -> tuple[str, ...]:
    """What makes a film, which starts anew when the camera is opened, Chromium's camera."""
    return "--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={camera}"


class Line:
    """Passes bytes between a browser and a server; `cut` drops every connection and takes no new one."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._whole = True
        self._ends: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """As when a cable is pulled."""
        self._whole = False
        for end in list(self._ends):
            self._close(end)

    def mend(self) -> None:
        """Connections are taken again."""
        self._whole = True

    def close(self) -> None:
        """For good."""
        self._close(self._listener)
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self._whole:
                self._close(near)
                continue
            far = socket.create_connection(("127.0.0.1", self._to))
            self._ends |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(1 << 16):
                other.sendall(data)
        for end in (one, other):
            self._close(end)

    def _close(self, end: socket.socket) -> None:
        self._ends.discard(end)
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
