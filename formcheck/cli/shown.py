"""What `analyze` makes for people to look at: the page and the annotated video."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from formcheck.cli.options import WrongUse
from formcheck.errors import CannotWrite, one_line

if TYPE_CHECKING:
    from formcheck.annotate import Alongside
    from formcheck.pose import Pose
    from formcheck.report import SetReport
    from formcheck.video import Frame

MP4 = ".mp4"


class Shown:
    """The page and the video of one set; None is neither."""

    def __init__(
        self, source: str, exercise: str, *, html: str | None, video: str | None, pictures: bool, force: bool
    ) -> None:
        self._source, self._exercise = source, exercise
        self.html, self.video = html, video
        self._pictures, self._force = pictures, force
        self._alongside: Alongside | None = None
        self._failed: CannotWrite | None = None

    def check(self) -> None:
        """Raise for what cannot be made from this source."""
        if self.video is None:
            return
        if not self.video.lower().endswith(MP4):
            raise WrongUse(f"--video {one_line(self.video)}: the name must end in {MP4}")
        if self._source.lower().endswith(".npz"):
            raise WrongUse(f"--video needs the video itself: {one_line(self._source)} holds poses only")

    @contextmanager
    def looking_on(self) -> Iterator[Callable[[Frame, Pose], None] | None]:
        """A callback for every frame; None if nobody wants to see them.  The video is whole when the block ends."""
        if self._source.lower().endswith(".npz") or not (self.video or (self.html and self._pictures)):
            yield None
            return
        from formcheck.annotate import Alongside, annotated_video
        from formcheck.pictures import TopPictures

        self._alongside = Alongside(self._exercise, TopPictures() if self.html and self._pictures else None)
        if self.video is None:
            yield self._alongside
            return
        begun = False
        try:
            with annotated_video(self._source, self.video, force=self._force) as video:
                self._alongside.video = video
                begun = True
                yield self._look
                if self._failed is not None:
                    raise self._failed
        except CannotWrite as error:
            if not begun:
                raise
            self._failed = error  # a full disk must not cost the lifter the analysis; told in the end

    def _look(self, frame: Frame, pose: Pose) -> None:
        assert self._alongside is not None
        try:
            self._alongside(frame, pose)
        except CannotWrite as error:
            self._failed, self._alongside.video = error, None

    def write(self, report: SetReport, poses: list[Pose]) -> None:
        """Write the page, if it was asked for; raises what kept the video from being written."""
        if self.html is not None:
            self._write_page(self.html, report, poses)
        if self._failed is not None:
            raise self._failed

    def _write_page(self, html: str, report: SetReport, poses: list[Pose]) -> None:
        from formcheck.curves import trace
        from formcheck.files import write_whole
        from formcheck.html.report_page import Beside, report_page
        from formcheck.pictures import draw_tops, shots_of_poses

        seen = self._alongside
        film = seen.video if seen and self._failed is None else None
        shots = seen.pictures.of(report.reps) if seen and seen.pictures else {}
        page = report_page(
            report,
            Beside(
                curves=trace(poses, report.exercise_chosen),
                pictures=draw_tops(report, shots or shots_of_poses(poses, report.reps)),
                person_shown=bool(shots),
                video=_address(self.video, html) if film and self.video else None,
                video_starts_s=film.starts_s if film else 0.0,
            ),
        )
        write_whole(html, page.encode("utf-8", "backslashreplace"), force=self._force)


def _address(video: str, page: str) -> str:
    """Where a video is, seen from a page."""
    folder = Path(os.path.realpath(page)).parent
    return quote(os.path.relpath(os.path.realpath(video), folder).replace(os.sep, "/"))
