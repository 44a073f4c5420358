"""The page and the annotated video that `analyze` writes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from formcheck.cli.messages import print_message
from formcheck.cli.options import WrongUse
from formcheck.cli.outputs import check_page
from formcheck.cli.progress_bar import progress_bar
from formcheck.cli.signals import StopRequest
from formcheck.errors import one_line
from formcheck.files import is_pose_file, write_whole

if TYPE_CHECKING:
    from formcheck.drawing.top_shots import TopShot
    from formcheck.pose import Pose
    from formcheck.report.set_report import SetReport

MP4 = ".mp4"


class PageAndVideo:
    """The page and the video of one set; None is neither."""

    def __init__(
        self, source: str, exercise: str, *, html: str | None, video: str | None, pictures: bool, force: bool
    ) -> None:
        self._source, self._exercise = source, exercise
        self.html, self.video = html, video
        self._from_video = not is_pose_file(source)
        self._pictures, self._force = pictures, force
        self._film: str | None = None  # the annotated video, once it is there

    def check(self) -> None:
        """Raise for what cannot be made from this source."""
        check_page(self.html)
        if self.video is None:
            return
        if not self.video.lower().endswith(MP4):
            raise WrongUse(f"--video {self.video}", f"the name must end in {MP4}")
        if not self._from_video:
            raise WrongUse("--video needs the video itself", f"{self._source} holds poses only")

    def write_video(self, poses: list[Pose], stopping: StopRequest) -> str | None:
        """Write the annotated video, up to where a signal comes, and return its name; raises CannotWrite."""
        if self.video is None:
            return None
        from formcheck.drawing.annotated_video import write_annotated_video

        first_s, last_s, drawn_s = poses[0].timestamp_s, poses[-1].timestamp_s, 0.0
        stopped_before = stopping()  # during the analysis: then everything analysed is drawn
        with progress_bar(self.video) as progress:

            def go_on(now_s: float) -> bool:
                nonlocal drawn_s
                drawn_s = now_s - first_s
                if progress is not None:
                    progress(drawn_s, last_s - first_s)
                return stopped_before or not stopping()

            write_annotated_video(
                self._source, self.video, poses, self._exercise, force=self._force, on_picture=go_on
            )
        self._film = self.video
        if stopping() and not stopped_before:
            print_message(f"{one_line(self.video)}: stopped, it ends at {drawn_s:.1f} s")
        return self.video

    def write_page(self, report: SetReport, poses: list[Pose]) -> str | None:
        """Write the page, with the annotated video if there is one; returns its name.  Raises CannotWrite."""
        if self.html is None:
            return None
        from formcheck.html.set_page import set_page

        shots = self._shots(report, poses) if self._from_video and self._pictures else {}
        film = None if self._film is None else _address(self._film, self.html)
        page = set_page(
            report, poses, shots, video=film, video_starts_s=poses[0].timestamp_s if film else 0.0
        )
        write_whole(self.html, page, force=self._force)
        return self.html

    def _shots(self, report: SetReport, poses: list[Pose]) -> dict[int, TopShot]:
        from formcheck.drawing.top_shots import shots_of_video
        from formcheck.video.reader import open_video

        with open_video(self._source) as video:
            return shots_of_video(video, poses, report.reps)


def _address(video: str, page: str) -> str:
    """Where a video is, seen from a page."""
    folder = Path(os.path.realpath(page)).parent
    return quote(os.path.relpath(os.path.realpath(video), folder).replace(os.sep, "/"))
