"""The page of one finished set, with everything that is shown beside the report."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.drawing.top_pictures import draw_tops
from formcheck.drawing.top_shots import TopShot, shots_of_poses
from formcheck.html.report_page import PageExtras, report_page
from formcheck.pose import Pose
from formcheck.report.angle_curves import trace_angles
from formcheck.report.set_report import SetReport


def set_page(
    report: SetReport,
    poses: Sequence[Pose],
    shots: dict[int, TopShot],
    *,
    video: str | None = None,
    video_starts_s: float = 0.0,
) -> bytes:
    """The HTML page of a set as UTF-8.

    shots: pictures at the top of each repetition, by its number; where there
    are none, stick figures are drawn from the poses.
    video: the address of the annotated video as seen from the page, and the
    time of its first picture in the recording.
    """
    beside = PageExtras(
        curves=trace_angles(poses, report.exercise_chosen),
        pictures=draw_tops(report, shots or shots_of_poses(poses, report.reps)),
        person_shown=bool(shots),
        video=video,
        video_starts_s=video_starts_s,
    )
    # A file name may hold bytes that are no text.
    return report_page(report, beside).encode("utf-8", "backslashreplace")
