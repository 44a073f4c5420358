"""A recorded set, from a file to its report: the edges and the core wired together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.exercises import AUTO
from formcheck.files import is_pose_file
from formcheck.formats.pose_file import load_poses
from formcheck.pose import Pose, Source
from formcheck.report.seen import SeenTally
from formcheck.report.set_report import SetReport
from formcheck.report.summary import INCOMPLETE, build_report
from formcheck.reps.rep_counter import RepCounter

Progress = Callable[[float, float | None], None]
"""Called after every frame with the seconds done and, where known, the seconds in all."""

Stop = Callable[[], bool]
"""Asked after every frame; True ends the analysis there, and nothing of what was seen is lost."""


class Recording:
    """The poses of a video or of a pose file, one after the other; `source` is complete once they are read."""

    def __init__(
        self,
        poses: Iterator[Pose],
        source: Callable[[], Source],
        model: str,
        *,
        warnings: list[str] | None = None,
        last_warnings: Callable[[], list[str]] = list,
        brightness: Callable[[], float | None] = lambda: None,
        duration_hint_s: float | None = None,
    ) -> None:
        """`warnings` may grow while poses are read; `last_warnings` are those that only the end can tell.

        brightness: the mean brightness of the pictures, 0..255, once the poses are read; None where it is not known.
        """
        self.poses = poses
        self.model = model
        self.warnings = [] if warnings is None else warnings
        self.last_warnings = last_warnings
        self.brightness = brightness
        self.duration_hint_s = duration_hint_s
        self._source = source

    @property
    def source(self) -> Source:
        """What is known of the source by now."""
        return self._source()


@contextmanager
def open_recording(
    path: str | Path, model: str = "full", *, rate: float | None = None, jobs: int | None = None
) -> Iterator[Recording]:
    """Open a video, or a pose file saved from one: what comes out is the same.

    rate: about how many poses a second are looked for, at most; None: as many
    as measuring needs.  jobs: how many landmarkers share the work, None: as
    many as the machine has processors; the poses do not depend on it.
    Raises CannotOpen for what cannot be read and, when the poses are read,
    BadModel for a model that cannot be used; FormcheckError where memory runs
    out, be it in the block.
    """
    try:
        if is_pose_file(path):
            yield _saved(path)
            return
        from formcheck.machine import use_two_heaps
        from formcheck.pose_estimation.from_video import open_video_poses
        from formcheck.pose_estimation.sampling import RATE
        from formcheck.video.reader import open_video

        use_two_heaps()
        with open_video(path) as video, open_video_poses(video, model, rate=rate or RATE, jobs=jobs) as poses:
            yield Recording(
                iter(poses),
                lambda: video.source,
                model,
                warnings=video.warnings,
                last_warnings=poses.warnings,
                brightness=poses.brightness,
                duration_hint_s=video.duration_hint_s,
            )
    except MemoryError as error:
        raise FormcheckError(path, "not enough memory", "a lower --jobs, or a shorter recording") from error


def _saved(path: str | Path) -> Recording:
    saved = load_poses(path)
    return Recording(
        iter(saved.poses),
        lambda: saved.source,
        saved.model,
        warnings=list(saved.warnings),
        brightness=lambda: saved.brightness,
        duration_hint_s=saved.source.duration_s,
    )


def analyze(
    path: str | Path,
    *,
    exercise: str = AUTO,
    model: str = "full",
    rate: float | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> SetReport:
    """Analyse a recorded set.

    path: a video, or an .npz written by `save_poses`.  exercise: a name from
    `formcheck.exercises`, or "auto" to recognise it.  model: lite, full, heavy
    or the path of a .task file; poses from an .npz keep the model they were
    found with.  rate, jobs: as of `open_recording`.

    Raises FormcheckError (one line, with what to try) for files and models
    that cannot be used, ValueError for an exercise it does not know.
    """
    with open_recording(path, model, rate=rate, jobs=jobs) as recording:
        return analyze_recording(recording, exercise, progress=progress, stop=stop)


def analyze_recording(
    recording: Recording,
    exercise: str = AUTO,
    *,
    on_pose: Callable[[Pose], None] | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> SetReport:
    """Analyse a recording to its end, or until `stop` returns true, and report what was analysed so far."""
    counter, seen = RepCounter(exercise), SeenTally()
    began_s: float | None = None  # a clip's own times need not start at 0
    for pose in recording.poses:
        began_s = pose.timestamp_s if began_s is None else began_s
        counter.update(pose)
        seen.update(pose)
        if on_pose is not None:
            on_pose(pose)
        if progress is not None:
            progress(pose.timestamp_s - began_s, recording.duration_hint_s)
        if stop is not None and stop():
            recording.warnings.append(_stopped(pose.timestamp_s - began_s, recording.duration_hint_s))
            break
    counter.finish()
    recording.warnings += recording.last_warnings()
    seen.add_light(recording.brightness())
    return build_report(counter, recording.source, recording.model, recording.warnings, seen.summary())


def _stopped(timestamp_s: float, duration_s: float | None) -> str:
    whole = "" if duration_s is None else f" of {duration_s:.1f} s"
    return f"{INCOMPLETE}stopped at {timestamp_s:.1f} s{whole}, the rest was not analysed"
