"""A camera by address, real to the last layer: pictures over HTTP, until it is pulled out."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from formcheck.errors import CannotOpen
from formcheck.video.camera import find_cameras, open_camera
from formcheck.video.frame import Frame

PICTURES = 20


class Server(http.server.BaseHTTPRequestHandler):
    """A network camera that sends some pictures and is gone."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        for number in range(PICTURES):
            rgb = np.zeros((120, 160, 3), np.uint8)
            rgb[:, :, 0] = 200  # red
            rgb[:, : 8 * number] = 255
            jpeg = cv2.imencode(".jpg", rgb[:, :, ::-1])[1].tobytes()
            self.wfile.write(b"--frame\r\nContent-Type: image/jpeg\r\n")
            self.wfile.write(f"Content-Length: {len(jpeg)}\r\n\r\n".encode() + jpeg + b"\r\n")
            time.sleep(0.03)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/camera.mjpg"
        server.shutdown()
        thread.join()


def test_pictures_come_in_their_colours_with_increasing_times_until_the_camera_is_gone(address: str) -> None:
    frames: list[Frame] = []
    with (
        open_camera(address) as camera,
        pytest.raises(CannotOpen, match="stopped delivering pictures") as gone,
    ):
        frames.extend(camera.frames(threading.Event()))
    assert 5 < len(frames) <= PICTURES
    assert frames[0].rgb.shape == (120, 160, 3)
    red, green, blue = frames[0].rgb[60, 150]
    assert red > 150 > 60 > max(green, blue)
    times = [frame.timestamp_s for frame in frames]
    assert times == sorted(set(times))
    assert "formcheck doctor" in str(gone.value)


def test_it_stops_when_it_is_told_to(address: str) -> None:
    stop = threading.Event()
    with open_camera(address) as camera:
        for number, _ in enumerate(camera.frames(stop)):
            if number == 3:
                stop.set()
    assert number == 3


def test_no_camera_is_one_line_that_names_doctor(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CannotOpen, match=r"no such camera.*formcheck doctor"), open_camera("63"):
        pass
    assert capfd.readouterr().err == ""


def test_looking_for_cameras_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    for camera in find_cameras():
        assert camera.width > 0
    assert capfd.readouterr().err == ""
