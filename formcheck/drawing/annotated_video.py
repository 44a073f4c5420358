"""An annotated copy of a video: what live coaching draws, at the video's own size and times, with its sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from formcheck.drawing.overlay import draw
from formcheck.errors import CannotWrite, one_line
from formcheck.files import whole_file
from formcheck.pose import Pose
from formcheck.replay import Replayed, replay
from formcheck.video.audio import put_together
from formcheck.video.reader import Video
from formcheck.video.writer import VideoWriter


def annotate(
    source: str | Path,
    target: str | Path,
    poses: Sequence[Pose],
    exercise: str,
    *,
    force: bool = False,
    on_picture: Callable[[float], bool] = lambda timestamp_s: True,
) -> None:
    """Write `target`: the pictures of `source` from the first of its poses to the last, drawn on.

    `on_picture` is called with the time of each; where it says False, the copy
    ends.  Raises CannotWrite and CannotOpen.
    """
    with whole_file(target, force=force) as whole:
        silent = whole.with_name(f"{whole.stem}-silent.mp4")
        try:
            with Video(source) as video, VideoWriter(silent) as writer:
                times = []
                for replayed in replay(video, poses, exercise):
                    times.append(replayed.picture.timestamp_s)
                    _draw(writer, replayed)
                    if not on_picture(times[-1]):
                        break
            gap_s = (times[-1] - times[0]) / max(len(times) - 1, 1)  # the usual time between two pictures
            put_together(silent, Path(source), whole, times[0], gap_s)
        except CannotWrite as error:
            told = str(error).replace(str(silent), one_line(target)).replace(str(whole), one_line(target))
            raise CannotWrite(told) from error
        finally:
            silent.unlink(missing_ok=True)


def _draw(writer: VideoWriter, replayed: Replayed) -> None:
    frame = replayed.picture.frame()
    draw(frame.rgb, replayed.pose.xy, replayed.scene)
    writer.add(frame.rgb, frame.timestamp_s)
