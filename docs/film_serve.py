"""Makes the README's picture of `formcheck serve`, by playing a sample clip to its page as the camera.

python docs/film_serve.py
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.browsing import chromium, until  # noqa: E402
from tests.support.fake_camera import as_camera, seeing  # noqa: E402
from tests.support.serve_client import serving  # noqa: E402

CLIP = ROOT / "sample_videos" / "donkey-kick-faults.mp4"
IMAGE = ROOT / "docs" / "images" / "serve.png"
TABLET, PHONE = (1120, 700), (390, 700)
GAP, GROUND = 24, 255
HEAR = """window.scene = null;
window.WebSocket = class extends WebSocket {
  constructor(...all) {
    super(...all);
    this.addEventListener("message", ({ data }) => { window.scene = JSON.parse(data).scene ?? window.scene; });
  }
};"""
HOLDING = "window.scene?.hold > 0.6 && window.scene.left + window.scene.right > 1"
REPORTED = "!document.getElementById('report').hidden"

with (
    tempfile.TemporaryDirectory() as folder,
    serving() as server,
    chromium(*seeing(as_camera(CLIP, Path(folder) / "camera.mjpeg"))) as browser,
):
    size = dict(zip(("width", "height"), TABLET, strict=True))
    tab = browser.new_page(viewport=size, permissions=["camera"])
    tab.add_init_script(HEAR)
    tab.goto(server.address)
    tab.fill("#reps", "4")
    tab.click("#start")
    until(tab, HOLDING)
    coaching = tab.screenshot()
    until(tab, REPORTED)
    tab.set_viewport_size(dict(zip(("width", "height"), PHONE, strict=True)))
    report = tab.screenshot()

shots = [
    shot
    for png in (coaching, report)
    if (shot := cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)) is not None
]
gap = np.full((TABLET[1], GAP, 3), GROUND, np.uint8)
cv2.imwrite(str(IMAGE), np.hstack([shots[0], gap, shots[1]]))
