"""An annotated copy of a video: what live coaching draws, at the video's own size and times, with its sound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from formcheck.drawing.overlay import draw
from formcheck.drawing.scene import Scene
from formcheck.errors import CannotWrite, one_line
from formcheck.files import whole_file
from formcheck.live.plan import Plan, Stage
from formcheck.live.readiness import Sight
from formcheck.live.workout import Workout
from formcheck.pictures import TopPictures
from formcheck.pose import Pose
from formcheck.sound import put_together
from formcheck.video import Frame
from formcheck.video_writer import VideoWriter


class AnnotatedVideo:
    """The copy while it is being made."""

    def __init__(self, writer: VideoWriter) -> None:
        self._writer = writer
        self.starts_s = 0.0  # the time of its first picture in the source; in the copy that is 0
        self._count = 0
        self._last_s = 0.0

    @property
    def gap_s(self) -> float:
        """The usual time between two pictures."""
        return (self._last_s - self.starts_s) / max(self._count - 1, 1)

    def add(self, frame: Frame, pose: Pose, scene: Scene) -> None:
        """Draw on a copy of a frame and write it."""
        if self._count == 0:
            self.starts_s = frame.timestamp_s
        self._count += 1
        self._last_s = frame.timestamp_s
        picture = frame.rgb.copy()
        draw(picture, pose.xy, scene)
        self._writer.add(picture, frame.timestamp_s)


@contextmanager
def annotated_video(
    source: str | Path, target: str | Path, *, force: bool = False
) -> Iterator[AnnotatedVideo]:
    """Write `target` while the block adds the frames of `source`: it is there when the block ends well.

    Raises CannotWrite.
    """
    with whole_file(target, force=force) as whole:
        silent = whole.with_name(f"{whole.stem}-silent.mp4")
        try:
            with VideoWriter(silent) as writer:
                video = AnnotatedVideo(writer)
                yield video
            put_together(silent, Path(source), whole, video.starts_s, video.gap_s)
        except CannotWrite as error:
            told = str(error).replace(str(silent), one_line(target)).replace(str(whole), one_line(target))
            raise CannotWrite(told) from error
        finally:
            silent.unlink(missing_ok=True)


class Alongside:
    """Looks at every frame while a recording is analysed, for the pictures and the video of it."""

    def __init__(
        self, exercise: str, pictures: TopPictures | None = None, video: AnnotatedVideo | None = None
    ) -> None:
        self.pictures, self.video = pictures, video
        self._workout = Workout(Plan(exercise))
        self._workout.stage = Stage.WORKING  # nobody can be told to get ready any more

    def __call__(self, frame: Frame, pose: Pose) -> None:
        """Take the next frame and what was found in it."""
        height, width = frame.rgb.shape[:2]
        step = self._workout.update(pose, Sight(width, height, brightness=0.0))
        if self.pictures is not None:
            self.pictures.add(frame.rgb, pose, step.events)
        if self.video is not None:
            self.video.add(frame, pose, self._workout.scene(frame.timestamp_s))
