"""An annotated copy of a video: what live coaching draws, at the video's own size and times, with its sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from formcheck.coaching.plan import Plan, Stage
from formcheck.coaching.readiness import FrameInfo
from formcheck.coaching.scene import Scene
from formcheck.coaching.workout import Workout
from formcheck.drawing.overlay import draw_overlay
from formcheck.errors import CannotWrite
from formcheck.files import whole_file
from formcheck.kinematics.interpolation import pose_at
from formcheck.pose import Pose
from formcheck.video.audio import mux_with_sound
from formcheck.video.frame import RawFrame
from formcheck.video.reader import Video, open_video
from formcheck.video.writer import VideoWriter, open_video_writer


@dataclass(frozen=True, eq=False)
class ReplayedFrame:
    """A picture and what there is to draw over it."""

    picture: RawFrame
    pose: Pose
    scene: Scene


def replay_frames(video: Video, poses: Sequence[Pose], exercise: str) -> Iterator[ReplayedFrame]:
    """Every picture from the first pose to the last, and those that were passed over right after it.

    A stopped analysis has its last pose before the video's end.
    """
    workout = Workout(Plan(exercise))
    workout.stage = Stage.WORKING  # it is too late for getting ready
    width, height = video.source.width, video.source.height
    frame_info = FrameInfo(width, height, brightness=0.0)
    waiting = list(reversed(poses))
    # The usual gap: a single long one, of a jump in the file's time, says nothing about the end.
    gap_s = median([b.timestamp_s - a.timestamp_s for a, b in pairwise(poses)] or [0.0])
    for picture in video.raw_frames():
        now_s = picture.timestamp_s
        while waiting and waiting[-1].timestamp_s <= now_s:
            workout.update(waiting.pop(), frame_info)
        if not poses or now_s >= poses[-1].timestamp_s + max(gap_s, 1e-6):
            return
        yield ReplayedFrame(picture, pose_at(now_s, poses), workout.scene(now_s))


def write_annotated_video(
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
            with open_video(source) as video, open_video_writer(silent) as writer:
                times = []
                for replayed in replay_frames(video, poses, exercise):
                    times.append(replayed.picture.timestamp_s)
                    _draw(writer, replayed)
                    if not on_picture(times[-1]):
                        break
            gap_s = (times[-1] - times[0]) / max(len(times) - 1, 1)  # the usual time between two pictures
            mux_with_sound(silent, Path(source), whole, times[0], gap_s)
        except CannotWrite as error:
            raise error.renamed(silent, target).renamed(whole, target) from error
        finally:
            silent.unlink(missing_ok=True)


def _draw(writer: VideoWriter, replayed: ReplayedFrame) -> None:
    frame = replayed.picture.to_rgb()
    draw_overlay(frame.rgb, replayed.pose.xy, replayed.scene)
    writer.add(frame.rgb, frame.timestamp_s)
