"""A scene and a body drawn over a picture: for the window, a recording and an annotated video alike."""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.coaching.scene import Scene
from formcheck.drawing.body import draw_body
from formcheck.drawing.canvas import Canvas, Rgb
from formcheck.drawing.panels import (
    draw_banner,
    draw_card,
    draw_counts,
    draw_hold,
    draw_meter,
    draw_small_print,
)
from formcheck.pose import Floats, Pose
from formcheck.ui import SHARED

SURROUND = SHARED.colours.surround  # beside a picture of another shape than the window


def draw_overlay(picture: Rgb, xy: Floats, scene: Scene) -> None:
    """Draw over `picture`, in place.  xy (33, 2): the landmarks in its px, NaN where not seen."""
    canvas = Canvas(picture)
    if scene.moment is None or scene.moment.present:
        draw_body(canvas, xy, scene.moment)
    if scene.meter is not None:
        draw_meter(canvas, scene.meter)
    if scene.hold is not None:
        draw_hold(canvas, scene.hold)
    if scene.card is None:
        draw_counts(canvas, scene)
    else:  # it says how many there were, and takes their room
        draw_card(canvas, scene.card)
    below = draw_small_print(canvas, scene)
    if scene.banner is not None:
        draw_banner(canvas, scene.banner, below)


def fit_to_size(rgb: Rgb, pose: Pose, size: tuple[int, int], *, mirrored: bool) -> tuple[Rgb, Floats]:
    """A copy of a frame fitted into `size` (width, height), and where the body is in it.

    Mirroring comes first, so that what is drawn afterwards can be read.
    """
    height, width = rgb.shape[:2]
    scale = min(size[0] / width, size[1] / height)
    inner = (max(round(width * scale), 1), max(round(height * scale), 1))
    fitted = cv2.resize(rgb, inner, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    xy = pose.xy * [inner[0] / width, inner[1] / height]
    if mirrored:
        fitted = cv2.flip(fitted, 1)
        xy = xy * [-1, 1] + [inner[0], 0]
    if inner == size:
        return np.ascontiguousarray(fitted, dtype=np.uint8), xy
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    picture = np.full((size[1], size[0], 3), SURROUND, np.uint8)
    picture[top : top + inner[1], left : left + inner[0]] = fitted
    return picture, xy + [left, top]
