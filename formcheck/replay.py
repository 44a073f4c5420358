"""A video gone through once more, with its poses known: every picture beside the body as it was then.

The poses are those of the report, so that what is drawn is what was measured;
between two of them the body is where a straight way takes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from formcheck.coaching.plan import Plan, Stage
from formcheck.coaching.readiness import Sight
from formcheck.coaching.scene import Scene
from formcheck.coaching.workout import Workout
from formcheck.kinematics.interpolation import pose_at
from formcheck.pose import Pose
from formcheck.video.frame import Picture
from formcheck.video.reader import Video


@dataclass(frozen=True, eq=False)
class Replayed:
    """A picture and what there is to draw over it."""

    picture: Picture
    pose: Pose
    scene: Scene


def replay(video: Video, poses: Sequence[Pose], exercise: str) -> Iterator[Replayed]:
    """Every picture from the first pose to the last, and those that were passed over right after it.

    A stopped analysis has its last pose before the video's end.
    """
    workout = Workout(Plan(exercise))
    workout.stage = Stage.WORKING  # nobody can be told to get ready any more
    width, height = video.source.width, video.source.height
    sight = Sight(width, height, brightness=0.0)
    waiting = list(reversed(poses))
    # The usual gap: a single long one, of a jump in the file's time, says nothing about the end.
    gap_s = median([b.timestamp_s - a.timestamp_s for a, b in pairwise(poses)] or [0.0])
    for picture in video.pictures():
        now_s = picture.timestamp_s
        while waiting and waiting[-1].timestamp_s <= now_s:
            workout.update(waiting.pop(), sight)
        if not poses or now_s >= poses[-1].timestamp_s + max(gap_s, 1e-6):
            return
        yield Replayed(picture, pose_at(now_s, poses), workout.scene(now_s))
