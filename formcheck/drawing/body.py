"""The body over its picture: a skeleton with the working leg marked and its knee angle."""

from __future__ import annotations

import itertools
import math

import cv2
import numpy as np

from formcheck.drawing.canvas import BOLD, INK, LEG, PAPER, QUIET, Canvas
from formcheck.pose import LIMBS, SIDES, Floats, Landmark, Limb
from formcheck.reps.events import Moment
from formcheck.ui import SHARED, Colour

LABEL_AWAY = SHARED.sizes.angle_label_away  # of the knee angle from its knee
ARC = SHARED.sizes.angle_arc
BONES = SHARED.bones


def draw_body(canvas: Canvas, xy: Floats, moment: Moment | None) -> None:
    """Draw landmarks (33, 2), in px of the picture; what is NaN is left out."""
    near = moment.near_side if moment else None
    working = moment.side if moment else None
    far_first = sorted(SIDES, key=lambda side: (side == working, side == near))
    for side in far_first:
        colour = PAPER if side == near or near is None else QUIET
        _limbs(canvas, xy, LIMBS[side], colour, marked=side == working)
    _trunk(canvas, xy)
    if moment is not None and (moment.side or moment.near_side):
        side = moment.side or moment.near_side or "left"
        _knee_angle(canvas, xy, LIMBS[side], moment.knee_angle_deg, strong=working is not None)


def _limbs(canvas: Canvas, xy: Floats, limb: Limb, colour: Colour, *, marked: bool) -> None:
    _chain(canvas, xy, [limb.shoulder, limb.elbow, limb.wrist], colour, BONES.arm)
    leg = [limb.hip, limb.knee, limb.ankle, limb.toe]
    _chain(canvas, xy, leg, LEG if marked else colour, BONES.working_leg if marked else BONES.leg)


def _trunk(canvas: Canvas, xy: Floats) -> None:
    left, right = LIMBS["left"], LIMBS["right"]
    shoulders = (xy[left.shoulder] + xy[right.shoulder]) / 2
    hips = (xy[left.hip] + xy[right.hip]) / 2
    _bone(canvas, hips, shoulders, PAPER, BONES.trunk)
    _bone(canvas, shoulders, (xy[left.ear] + xy[right.ear]) / 2, PAPER, BONES.neck)
    _bone(canvas, (xy[left.ear] + xy[right.ear]) / 2, xy[Landmark.NOSE], PAPER, BONES.head)


def _chain(canvas: Canvas, xy: Floats, joints: list[int], colour: Colour, width: float) -> None:
    for a, b in itertools.pairwise(joints):
        _bone(canvas, xy[a], xy[b], colour, width)
    for joint in joints[:-1]:
        _joint(canvas, xy[joint], colour, width)


def _bone(canvas: Canvas, a: Floats, b: Floats, colour: Colour, width: float) -> None:
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return
    ends = [tuple(round(float(v)) for v in end) for end in (a, b)]
    thin = max(canvas.px(width), 2)
    # A dark rim sets the line off from a bright wall.
    cv2.line(canvas.picture, ends[0], ends[1], INK, thin + max(canvas.px(BONES.rim), 2), cv2.LINE_AA)
    cv2.line(canvas.picture, ends[0], ends[1], colour, thin, cv2.LINE_AA)


def _joint(canvas: Canvas, at: Floats, colour: Colour, width: float) -> None:
    if not np.isfinite(at).all():
        return
    centre = (round(float(at[0])), round(float(at[1])))
    cv2.circle(canvas.picture, centre, max(canvas.px(width + 3), 3), INK, -1, cv2.LINE_AA)
    cv2.circle(canvas.picture, centre, max(canvas.px(width), 2), colour, -1, cv2.LINE_AA)


def _knee_angle(canvas: Canvas, xy: Floats, limb: Limb, degrees: float, *, strong: bool) -> None:
    """The angle as an arc within the knee and as a number outside it."""
    hip, knee, ankle = xy[limb.hip], xy[limb.knee], xy[limb.ankle]
    if math.isnan(degrees) or not np.isfinite([hip, knee, ankle]).all():
        return
    up, down = (_unit(end - knee) for end in (hip, ankle))
    colour = LEG if strong else PAPER
    _arc(canvas, knee, up, down, colour)
    outside = -_unit(up + down) if np.linalg.norm(up + down) > 0.1 else np.array([up[1], -up[0]])
    x, y = knee / canvas.unit + outside * LABEL_AWAY
    text = f"{degrees:.0f}°"
    size = 34 if strong else 26
    width = canvas.text_width(text, size, BOLD) + 20
    x = min(max(x, width / 2), canvas.width - width / 2)
    canvas.panel(x - width / 2, y - size * 0.62, width, size * 1.24, radius=size * 0.6)
    canvas.text(text, x, y + size * 0.36, size, colour, BOLD, "centre")


def _arc(canvas: Canvas, knee: Floats, up: Floats, down: Floats, colour: Colour) -> None:
    start, end = (math.degrees(math.atan2(v[1], v[0])) for v in (up, down))
    turn = (end - start + 180) % 360 - 180
    centre = (round(float(knee[0])), round(float(knee[1])))
    size = (canvas.px(ARC), canvas.px(ARC))
    cv2.ellipse(
        canvas.picture, centre, size, 0, start, start + turn, colour, max(canvas.px(4), 1), cv2.LINE_AA
    )


def _unit(v: Floats) -> Floats:
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-9))
