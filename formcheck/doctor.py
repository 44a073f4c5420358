"""What works on this machine, what does not, and what to do about it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from formcheck.errors import BadModel
from formcheck.pose_estimation.landmarker import open_landmarker
from formcheck.pose_estimation.model import MODELS, model_path

# Of the files that formcheck ships; see models/README.md.
SHA256 = {
    "lite": "eaaa77cacf6b2bbe11aae4ff624b4149e060dc2fe6309a6e7cff12d2a15de862",
    "full": "99f8800896adcf953fbd58c4514e2d13dc975cdcfec00ab4f85c1076d27db066",
    "heavy": "4837bf6c03d8cd7f9e4b64addb21b99ab69c97b03ec37d9d3cb1b339505a0837",
}
PACKAGES = ("mediapipe", "opencv-python", "av", "numpy")
DARK = 20.0  # mean brightness, 0..255, of a picture in which nothing can be seen
REINSTALL = "pip install --force-reinstall formcheck"


@dataclass(frozen=True)
class Check:
    """The result of one check.  `needed`: without it no video can be analysed."""

    name: str
    ok: bool
    found: str
    hint: str = ""  # what to do, if anything
    needed: bool = False


def run_checks() -> Iterator[Check]:
    """Look at everything, one after the other."""
    yield _versions()
    yield from (_model(name) for name in MODELS)
    yield _landmarker()
    yield from _cameras()
    yield _window()
    yield _voice()


def _versions() -> Check:
    found = [f"formcheck {_version('formcheck')}", f"Python {platform.python_version()}"]
    found += [f"{name} {_version(name)}" for name in PACKAGES]
    return Check("versions", True, f"{', '.join(found)}; {platform.platform(terse=True)}")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        from formcheck.version import __version__

        return __version__ if package == "formcheck" else "missing"


def _model(name: str) -> Check:
    title, needed = f"model {name}", name == "full"
    try:
        path = model_path(name)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (BadModel, OSError):
        return Check(title, False, "missing", REINSTALL, needed)
    if digest != SHA256[name]:
        return Check(title, False, f"damaged or another one: sha256 {digest}", REINSTALL, needed)
    return Check(title, True, f"sha256 {digest[:12]} as shipped", needed=needed)


def _landmarker() -> Check:
    """Whether MediaPipe runs at all: it is native code, and some machines lack what it wants."""
    from formcheck.video.frame import Frame

    try:
        with open_landmarker("full") as landmarker:
            landmarker.detect(Frame(0.0, np.zeros((480, 640, 3), np.uint8)))
    except Exception as error:  # whatever it is, it belongs in the answer
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return Check("finding poses", False, what, "pip install --force-reinstall mediapipe==0.10.31", True)
    return Check("finding poses", True, "works", needed=True)


def _cameras() -> Iterator[Check]:
    from formcheck.video.camera import find_cameras

    seen = list(find_cameras())
    for camera in seen:
        size = f"{camera.width}x{camera.height}, brightness {camera.brightness:.0f} of 255"
        dark = camera.brightness < DARK
        yield Check(
            f"camera {camera.index}", not dark, size, "uncover the lens, or make it lighter" if dark else ""
        )
    if not seen:
        hint = (
            "plug one in and allow its use (Linux: be in the group video); or formcheck live --source VIDEO"
        )
        yield Check("camera", False, "none delivers a picture", hint)


def _window() -> Check:
    from formcheck.live.window_system import can_open_windows

    if can_open_windows():
        return Check("window", True, "can be opened")
    hint = (
        "work on a desktop, not over ssh; a bare Linux needs libgl1 and libxcb; or formcheck live --headless"
    )
    return Check("window", False, "cannot be opened", hint)


def _voice() -> Check:
    from formcheck.live.voice.engine import EngineFailed
    from formcheck.live.voice.speech import Speech
    from formcheck.live.voice.tones import Tones

    reasons = []
    for found, engine in (("speech", Speech), ("tones", Tones)):
        try:
            engine().close()
        except EngineFailed as error:
            reasons.append(error.reason)
            continue
        return Check("voice", found == "speech", found, "" if found == "speech" else reasons[0])
    hint = "connect a loudspeaker; Debian: apt install libportaudio2 espeak-ng alsa-utils; or formcheck live --mute"
    return Check("voice", False, "; ".join(reasons), hint)
