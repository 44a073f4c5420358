"""The loop that everybody writes: OpenCV reads, one landmarker looks at every frame, two thresholds count.

    python -m benchmarks.naive_loop VIDEO left     prints the count

What `python -m benchmarks.speed` compares formcheck with; told the leg, as such scripts have to be.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import cv2
import mediapipe
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from benchmarks.naive import count, unsigned_angle
from formcheck.pose import LIMBS
from formcheck.pose_estimation.model import model_path


def angles(path: str, side: str) -> Iterator[float]:
    """The hip angle in every frame with somebody in it."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model_path("full"))),
        running_mode=vision.RunningMode.VIDEO,
    )
    limb = LIMBS["left" if side == "left" else "right"]
    capture, number = cv2.VideoCapture(path), 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        while (read := capture.read())[0]:
            rgb = cv2.cvtColor(read[1], cv2.COLOR_BGR2RGB)
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            found = landmarker.detect_for_video(image, round(1000 * number / 30))
            number += 1
            if found.pose_landmarks:
                marks = found.pose_landmarks[0]
                size = np.array(rgb.shape[1::-1], dtype=float)
                points = (marks[i] for i in (limb.shoulder, limb.hip, limb.knee))
                yield unsigned_angle(*(np.array([mark.x, mark.y]) * size for mark in points))


if __name__ == "__main__":
    print(count(angles(*sys.argv[1:3])))
