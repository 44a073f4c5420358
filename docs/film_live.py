"""Makes the README's picture and clip of the live window, by playing a sample clip to it.

python docs/film_live.py
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from formcheck.coaching.plan import Plan, WorkoutStep
from formcheck.drawing.overlay import draw_overlay, fit_to_size
from formcheck.live.actions import HELP, Action
from formcheck.live.notices import Notices
from formcheck.live.run import coach_live
from formcheck.live.watched_frame import WatchedFrame
from formcheck.pose_estimation.from_camera import open_camera_poses
from formcheck.video.source import open_playback

ROOT = Path(__file__).parent.parent
CLIP = ROOT / "sample_videos" / "donkey-kick-faults.mp4"
IMAGES = ROOT / "docs" / "images"
STILL_AT_S, STILL_SIZE = 9.6, (1280, 720)
FROM_S, TO_S, CLIP_SIZE, EVERY = 4.9, 11.3, (640, 360), 2  # every second frame


class Nothing:
    """A display that nobody looks at: the pictures are drawn as they come."""

    def show(self, seen: WatchedFrame | None) -> list[Action]:
        return []

    def on_step(self, now_s: float, step: WorkoutStep) -> None:
        pass


def picture(seen: WatchedFrame, size: tuple[int, int]) -> np.ndarray:
    """What the window shows."""
    drawn, xy = fit_to_size(seen.frame.rgb, seen.pose, size, mirrored=True)
    # Played as fast as it goes; in real time it is the clip's own rate.
    draw_overlay(drawn, xy, replace(seen.scene, keys=HELP, status=("24 frames/s", *seen.scene.status[1:])))
    return drawn


shown: list[WatchedFrame] = []
with open_playback(CLIP, pace=math.inf) as source:
    notices = Notices(print)
    poses = open_camera_poses("full", notices)
    coach_live(source, poses, "full", Plan(reps=4), Nothing(), None, notices, lambda: False, [shown.append])

still = next(seen for seen in shown if seen.frame.timestamp_s >= STILL_AT_S)
cv2.imwrite(str(IMAGES / "live.png"), cv2.cvtColor(picture(still, STILL_SIZE), cv2.COLOR_RGB2BGR))

frames = [seen for seen in shown if FROM_S <= seen.frame.timestamp_s <= TO_S][::EVERY]
with av.open(str(IMAGES / "live.webp"), "w", options={"loop": "0"}) as out:
    stream = out.add_stream("libwebp_anim", rate=12, options={"quality": "60", "compression_level": "6"})
    stream.width, stream.height, stream.pix_fmt = *CLIP_SIZE, "yuv420p"
    stream.codec_context.time_base = Fraction(1, 1000)
    for seen in frames:
        frame = av.VideoFrame.from_ndarray(picture(seen, CLIP_SIZE), format="rgb24")
        frame.pts = round(1000 * (seen.frame.timestamp_s - frames[0].frame.timestamp_s))
        frame.time_base = Fraction(1, 1000)
        out.mux(stream.encode(frame))
    out.mux(stream.encode())
