"""The loop that everybody writes: OpenCV reads, one landmarker looks at every frame, two thresholds count.

    python -m benchmarks.naive_loop VIDEO left     prints the count

What `python -m benchmarks.speed` compares formcheck with; told the leg, as such scripts have to be.
"""

from __future__ import annotations

import sys

import cv2
import mediapipe
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from formcheck.kinematics import LIMBS
from formcheck.landmarker import model_path

UP_DEG, DOWN_DEG = 145.0, 110.0  # as benchmarks/naive.py


def main(path: str, side: str) -> int:
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model_path("full"))),
        running_mode=vision.RunningMode.VIDEO,
    )
    capture = cv2.VideoCapture(path)
    limb = LIMBS["left" if side == "left" else "right"]
    count, up, number = 0, False, 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        while True:
            read, bgr = capture.read()
            if not read:
                return count
            rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            found = landmarker.detect_for_video(image, round(1000 * number / 30))
            number += 1
            if not found.pose_landmarks:
                continue
            marks = found.pose_landmarks[0]
            height, width = rgb.shape[:2]
            a, b, c = (
                np.array([marks[i].x * width, marks[i].y * height])
                for i in (limb.shoulder, limb.hip, limb.knee)
            )
            u, v = a - b, c - b
            angle = np.degrees(np.arccos(np.clip(u @ v / np.linalg.norm(u) / np.linalg.norm(v), -1, 1)))
            if angle > UP_DEG:
                up = True
            elif angle < DOWN_DEG and up:
                up = False
                count += 1


if __name__ == "__main__":
    print(main(*sys.argv[1:3]))
