"""How fast coaching in the browser is: 640x360 at 30 frames/s, in real time, one session and three at once.

    python -m benchmarks.serve                    a program as the page, then a browser
    python -m benchmarks.serve --seconds 60 --no-browser

Each page is a process of its own on this machine, so it takes its share of the
processor, as it would not on a tablet.  A page compresses a frame every 33 ms
and sends it unless two are under way; a frame that cannot be sent is gone.
Measured is the time from a frame's being sent to its answer, and in the browser
to its overlay drawn.
"""

from __future__ import annotations

import argparse
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.live import CLIP, FPS, milliseconds
from tests.support.serve_client import serving

SIZE = (640, 360)
QUALITY = 80
WARM_UP_S = 5.0  # until the model is loaded and the processor's clock is up: not measured


def be_a_page(address: str, seconds: float) -> list[float]:
    """Send frames for so long; the seconds that each answer took."""
    import cv2
    from websockets.sync.client import connect
    from websockets.typing import Origin

    from formcheck.video.reader import open_video

    with open_video(CLIP) as video:
        film = [cv2.resize(frame.rgb, SIZE)[:, :, ::-1].copy() for frame in video]
    origin = Origin(address.rstrip("/"))
    sent: dict[float, float] = {}
    took: list[float] = []
    with connect(origin.replace("http", "ws") + "/coach", origin=origin, compression=None) as page:
        page.send(json.dumps({"type": "start"}))
        in_flight = json.loads(page.recv())["in_flight"]
        began = time.monotonic()
        for number in range(round((WARM_UP_S + seconds) * FPS)):
            due = began + number / FPS
            while (wait := due - time.monotonic()) > 0:
                with suppress(TimeoutError):
                    took += _answers(page.recv(timeout=wait), sent, began + WARM_UP_S)
            if len(sent) < in_flight:
                picture = film[number % len(film)]
                jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
                sent[number / FPS] = time.monotonic()
                page.send(struct.pack("<d", number / FPS) + jpeg)
    return took


def _answers(text: str | bytes, sent: dict[float, float], from_s: float) -> list[float]:
    """The times that a message ends."""
    message = json.loads(text)
    if message["type"] != "seen":
        return []
    now = time.monotonic()
    began = [sent.pop(time_s) for time_s in sorted(sent) if time_s <= message["time_s"]]
    return [now - at for at in began if at >= from_s]


def programs(address: str, seconds: float, pages: int) -> list[list[float]]:
    """What so many pages at once measured, each a program."""
    command = [sys.executable, "-m", "benchmarks.serve", "--page", address]
    command += ["--seconds", str(seconds)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(pages)]
    return [json.loads(process.communicate()[0]) for process in running]


def browsers(address: str, seconds: float, pages: int) -> list[list[float]]:
    """What so many pages at once measured, in a browser whose camera is a film."""
    from tests.support.browsing import chromium
    from tests.support.fake_camera import as_camera, seeing

    with (
        tempfile.TemporaryDirectory() as folder,
        chromium(*seeing(as_camera(CLIP, Path(folder) / "camera.mjpeg"))) as browser,
    ):
        options = {"viewport": {"width": 1280, "height": 800}, "permissions": ["camera"]}
        tabs = [browser.new_context(**options).new_page() for _ in range(pages)]
        for tab in tabs:
            tab.goto(address)
            tab.click("#start")
        tabs[0].wait_for_timeout(1000 * WARM_UP_S)
        before = [len(tab.evaluate("formcheck.timings")) for tab in tabs]
        tabs[0].wait_for_timeout(1000 * seconds)
        timings = [tab.evaluate("formcheck.timings") for tab in tabs]
    return [[ms / 1000 for ms in one[count:]] for one, count in zip(timings, before, strict=True)]


def tell(name: str, measured: list[list[float]], seconds: float) -> None:
    """Print what all pages together measured."""
    rates = ", ".join(f"{len(one) / seconds:.1f}" for one in measured)
    print(f"  {name:34} {rates} frames/s, {milliseconds([t for one in measured for t in one])}", flush=True)


def main(arguments: list[str] | None = None) -> None:
    """Measure one session and three."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serve")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--page", metavar="ADDRESS", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.page:
        print(json.dumps(be_a_page(asked.page, asked.seconds)))
        return
    about = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before, Python {sys.version.split()[0]}"
    print(f"{about}, full model, {SIZE[0]}x{SIZE[1]} at {FPS} frames/s")
    ways: list[tuple[str, Any]] = [("sent to answered", programs)]
    if not asked.no_browser:
        ways.append(("sent to drawn, in a browser", browsers))
    for pages in (1, 3):
        for name, way in ways:
            with serving() as server:
                tell(f"{pages} x {name}", way(server.address, asked.seconds, pages), asked.seconds)


if __name__ == "__main__":
    main()
