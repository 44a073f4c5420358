"""The picture at the top of each repetition, with the skeleton and the angles drawn in.

Without a video, or to leave the person out, the same is drawn on plain ground.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.drawing.body import draw_body
from formcheck.drawing.canvas import AMBER, BOLD, PAPER, Canvas
from formcheck.drawing.top_shots import TopShot
from formcheck.kinematics.joint_angles import length, middle, trunk
from formcheck.pose import LIMBS, Floats, Pose
from formcheck.report.set_report import SetReport
from formcheck.reps.events import Moment
from formcheck.reps.phases import Phase
from formcheck.reps.rep import Rep

GROUND = (30, 37, 51)  # where no person is shown
SHAPE = 4 / 3
MARGIN = 0.16  # of the body's extent, around it
WIDTHS_PX = (640, 480, 360, 240)
MOST_BYTES = 1_400_000  # of all pictures of a page together


def draw_tops(report: SetReport, shots: dict[int, TopShot]) -> dict[int, bytes]:
    """JPEG pictures by the number of the repetition: as large as all of them together may be."""
    frame = _frame([shot.pose for shot in shots.values()])
    for width in WIDTHS_PX:
        drawn = {
            rep.number: _draw(rep, report, shots[rep.number], frame, width)
            for rep in report.reps
            if rep.number in shots
        }
        if sum(map(len, drawn.values())) <= MOST_BYTES:
            return drawn
    return {}


def _frame(poses: Sequence[Pose]) -> tuple[float, float, float, float]:
    """Left, top, width and height around the body in all these poses, px: tops can be compared by eye."""
    points = np.concatenate([pose.xy for pose in poses] or [np.zeros((1, 2))])
    low, high = np.nanmin(points, axis=0), np.nanmax(points, axis=0)
    width, height = (high - low) + 2 * MARGIN * max(high - low)
    width, height = max(width, height * SHAPE), max(height, width / SHAPE)
    corner = (low + high) / 2 - np.array([width, height]) / 2
    size = poses[0].size if poses else None
    if size is not None:  # rather beside the middle than beyond the picture
        room = np.array(size) - [width, height]
        corner = np.where(room > 0, np.clip(corner, 0, np.maximum(room, 0)), room / 2)
    return float(corner[0]), float(corner[1]), float(width), float(height)


def _draw(
    rep: Rep, report: SetReport, shot: TopShot, frame: tuple[float, float, float, float], width: int
) -> bytes:
    size = (width, round(width / SHAPE))
    scale = size[0] / frame[2]
    picture = np.full((size[1], size[0], 3), GROUND, np.uint8)
    if shot.jpeg is not None:
        move = np.array(
            [[scale / shot.scale, 0, -frame[0] * scale], [0, scale / shot.scale, -frame[1] * scale]]
        )
        whole = cv2.imdecode(shot.jpeg, cv2.IMREAD_COLOR_RGB)
        assert whole is not None  # compressed here, a moment ago
        cv2.warpAffine(whole, move, size, picture, cv2.INTER_AREA, cv2.BORDER_CONSTANT, GROUND)
    xy = (shot.pose.xy - frame[:2]) * scale
    canvas, moment = Canvas(picture), _moment(rep, report)
    _line_of_the_back(canvas, xy, rep)
    draw_body(canvas, xy, moment)
    _hip_label(canvas, xy, moment)
    return cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 82])[1].tobytes()


def _moment(rep: Rep, report: SetReport) -> Moment:
    """The top as a moment, with the angles that were measured."""
    near = report.view.near_side if report.view else rep.side
    return Moment(
        timestamp_s=rep.top_start_s,
        present=True,
        near_side=near,
        side=rep.side,
        phase=Phase.LIFT,
        knee_angle_deg=rep.knee_angle_deg,
        hip_extension_deg=rep.hip_extension_deg,
        range_deg=rep.hip_range_deg,
        rise_deg=rep.hip_range_deg,
        hold_s=rep.hold_s,
    )


DASH = 14


def _line_of_the_back(canvas: Canvas, xy: Floats, rep: Rep) -> None:
    """The trunk drawn on beyond the hip, dashed: what the thigh is held against."""
    hip, knee = xy[LIMBS[rep.side].hip], xy[LIMBS[rep.side].knee]
    along = hip - (middle(xy, "shoulder") + hip - middle(xy, "hip"))
    size = float(np.linalg.norm(along))
    if not (np.isfinite([*hip, *knee, *along]).all() and size > 0):
        return
    step = along / size * canvas.px(DASH)
    dashes = int(np.linalg.norm(knee - hip) * 1.15 / max(canvas.px(DASH), 1))
    for i in range(0, dashes, 2):
        a, b = hip + i * step, hip + (i + 1) * step
        canvas.line(tuple(a / canvas.unit), tuple(b / canvas.unit), AMBER, 5)


def _hip_label(canvas: Canvas, xy: Floats, top: Moment) -> None:
    """The hip extension behind the hip: over it on all fours, at the back of who stands."""
    hip = xy[LIMBS[top.side or "left"].hip]
    line = trunk(xy) / max(float(length(trunk(xy))), 1e-9)
    if math.isnan(top.hip_extension_deg) or not np.isfinite([*hip, *line]).all():
        return
    text = f"hip {top.hip_extension_deg:+.0f}°".replace("-", "−")
    width = canvas.text_width(text, 30, BOLD) + 22
    behind = np.array([line[1], -line[0]]) * (1 if top.near_side == "right" else -1)
    x, y = hip / canvas.unit + behind * (70 + width / 2 * abs(behind[0]))
    x = min(max(x, width / 2), canvas.width - width / 2)
    y = min(max(y, 24.0), canvas.height - 24)
    canvas.panel(x - width / 2, y - 20, width, 40, radius=18)
    canvas.text(text, x, y + 11, 30, PAPER, BOLD, "centre")
