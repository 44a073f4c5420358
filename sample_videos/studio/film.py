"""A take, drawn and written as H.264."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from .geometry import Floats
from .scenario import Scenario
from .stage import Light, Stage, rod
from .take import Take

STEEL, DARK, BLACK = (0.45, 0.46, 0.48), (0.08, 0.08, 0.09), (0.03, 0.03, 0.03)
BOX = (0.22, 0.20, 0.19)
CABLE_RADIUS = 0.006


def render(scenario: Scenario, path: Path) -> int:
    """Film one scenario; returns the number of frames."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Under another name until it is whole: a broken-off run leaves no half clip, two runs do not mix.
    part = path.with_suffix(f".{os.getpid()}.mp4")
    count = write_video(part, pictures(Take(scenario)), scenario["video"])
    part.replace(path)
    return count


def write_video(path: Path, frames: Iterator[np.ndarray], video: Scenario) -> int:
    count = 0
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        options = {"crf": str(video["crf"]), "preset": "medium"}
        stream = container.add_stream(
            "libx264", rate=Fraction(video["fps"]).limit_denominator(1001), options=options
        )
        stream.width, stream.height, stream.pix_fmt = video["width"], video["height"], "yuv420p"
        stream.codec_context.thread_count = 1
        for picture in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            count += 1
        container.mux(stream.encode())
    return count


def pictures(take: Take, times: Floats | None = None) -> Iterator[np.ndarray]:
    """RGB frames at the given times, or all of them, as the scenario's camera sees them."""
    video = take.scenario["video"]
    set_ = Set(take)
    rng = np.random.default_rng(take.scenario["seed"])
    try:
        for t in take.frame_times if times is None else times:
            yield grainy(set_.exposure(t, video["blur"], video["fps"]), video["noise"], rng)
    finally:
        set_.stage.release()


def grainy(picture: np.ndarray, noise: float, rng: np.random.Generator) -> np.ndarray:
    if noise:
        grain = rng.standard_normal(picture.shape[:2], np.float32) * np.float32(noise)
        picture = np.clip(picture + grain[..., None], 0, 255)
    return np.ascontiguousarray(picture.astype(np.uint8))


class Set:
    """The room, its props and the person, posed anew for every picture."""

    def __init__(self, take: Take) -> None:
        self.take, video = take, take.scenario["video"]
        self.stage = Stage(video["width"], video["height"], take.scenario["room"])
        self.person = self.stage.add_body(take.body)
        self.pulley = self._props()
        if self.pulley is not None:
            self.cable = self.stage.add_rod(self.pulley, self.pulley + [-0.1, 0, 0], CABLE_RADIUS, BLACK)
        side = 1 if take.scenario["camera"]["side"] == "left" else -1
        middle = 0.7 if take.movement.posture == "standing" else 0.4
        self.light = Light((0.6, 0.9 * side, 2.2), (0, 0, middle), video["light"])

    def _props(self) -> Floats | None:
        """A box, a bench, a bar on a post or on a cable tower; returns the tower's low pulley."""
        bar, box, prop = self.take.mover.bar, self.take.mover.box, self.take.scenario["prop"]
        if box is not None:
            self.stage.add_box(box[0], box[1], BOX)
        if bar is None or prop == "none":
            return None
        x, _, z = bar
        if prop == "bench":
            self.stage.add_box((x - 0.1, -0.4, z - 0.12), (x + 0.4, 0.4, z - 0.045), BOX)
            for y in (-0.3, 0.3):
                self.stage.add_rod((x + 0.25, y, 0), (x + 0.25, y, z - 0.1), 0.03, DARK)
            return None
        self.stage.add_rod((x, -0.32, z), (x, 0.32, z), 0.016, STEEL)
        if prop != "cable":
            self.stage.add_rod((x, 0, 0), (x, 0, z), 0.022, DARK)
            return None
        self.stage.add_rod((x, 0, z), (x + 0.45, 0, z), 0.016, STEEL)
        self.stage.add_rod((x + 0.45, 0, 0), (x + 0.45, 0, 2.1), 0.05, DARK)
        self.stage.add_rod((x + 0.40, -0.04, 0.16), (x + 0.40, 0.04, 0.16), 0.05, STEEL)
        return np.array([x + 0.38, 0, 0.16])

    def picture(self, t: float) -> np.ndarray:
        want, turns, places = self.take.pose(t)
        self.stage.move(self.person, *self.take.body.skin(turns, places))
        if self.pulley is not None:  # the cuff is on the working ankle
            ankle = places[self.take.body.index("foot_" + want.side)] + [0.02, 0, 0.03]
            self.stage.move(self.cable, *rod(ankle, self.pulley, CABLE_RADIUS)[:2])
        camera = self.take.camera
        image = self.stage.render(camera.at(t)[0], camera.view(t), self.light)
        return image[:, ::-1] if camera.mirrored else image

    def exposure(self, t: float, shots: int, fps: float) -> np.ndarray:
        """One frame; with several shots a shutter open for half the frame time, centred on t."""
        if shots == 1:
            return self.picture(t)
        offsets = [0.0] + [((k + 0.5) / (shots - 1) - 0.5) * 0.5 / fps for k in range(shots - 1)]
        return np.mean([self.picture(t + offset) for offset in offsets], 0)
