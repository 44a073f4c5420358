"""The poses of a video: sampled frames, shared between several landmarkers.

    decoder ──▶ pictures, thinned and small ──▶ parts ──▶ landmarkers, a thread each ──▶ poses in order
           └──▶ people scan, now and then

A part is a run of pictures in which one landmarker follows one person.  It
begins a moment early, so that the landmarker has settled when its poses are
first used.  Parts do not depend on how many landmarkers share them, and
neither do the poses: more of them are only sooner done.  While it is not
decided whom of several people to follow, a part waits, at most until all of its
pictures have come; it ends when a person enters who may be the one to follow.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from statistics import fmean

from formcheck.machine import processor_count, release_free_memory
from formcheck.pose import Pose
from formcheck.pose_estimation.landmarker import Landmarker, open_landmarker
from formcheck.pose_estimation.people_scan import open_people_scan
from formcheck.pose_estimation.person_follower import PersonFollower
from formcheck.pose_estimation.person_tracking import People
from formcheck.pose_estimation.sampling import RATE, thinned
from formcheck.pose_estimation.video_part import ScannedFrame, VideoPart
from formcheck.video.reader import Video

LONGEST_PX = 854  # 480p: a body that fills a third of it still fills the model's input, 256 px
PART, LEAD = 64, 6  # frames; the poses of the lead-in are discarded
LOOK_EVERY = PART  # shortly before a part begins, so that it is known whom it follows
LIT_EVERY = 8  # pictures from one whose brightness is measured to the next
MOST_JOBS = 8  # a landmarker and its part take about 105 MB


def usual_jobs() -> int:
    """As many landmarkers as this process has processors to run on, within reason."""
    return min(processor_count(), MOST_JOBS)


@contextmanager
def open_video_poses(
    video: Video, model: str, *, rate: float = RATE, jobs: int | None = None
) -> Iterator[VideoPoses]:
    """Start finding the poses of an open video; the threads that do it end with the block.

    rate: the highest number of poses per second, approximately.  jobs: how many landmarkers share
    the work; None: as many as there are processors.
    """
    poses = VideoPoses(video, model, rate, jobs or usual_jobs())
    try:
        yield poses
    finally:
        poses.stop()


class VideoPoses:
    """The poses of an open video, to be iterated once; made by `open_video_poses`.

    Raises BadModel, and whatever else goes wrong while decoding, from the iteration.
    """

    def __init__(self, video: Video, model: str, rate: float, jobs: int) -> None:
        self._video, self._model, self._rate = video, model, rate
        self._people = People()
        self._to_do: SimpleQueue[VideoPart | None] = SimpleQueue()
        self._in_order: SimpleQueue[VideoPart | None] = SimpleQueue()
        # Decoding is far faster than pose estimation, and must not fill the memory: the last of the parts at
        # work needs room for what it has not come to, and those before it have it all.
        self._room = threading.Semaphore(max(jobs - 1, 1) * PART + (jobs + 1) * LEAD)
        self._over = threading.Event()
        self._error: Exception | None = None
        self._brightness: list[float] = []  # in no order
        self._decoder = threading.Thread(target=self._decode, name="formcheck decode", daemon=True)
        self._finders = [
            threading.Thread(target=self._find, name=f"formcheck landmarker {i}", daemon=True)
            for i in range(jobs)
        ]
        for thread in (self._decoder, *self._finders):
            thread.start()

    def stop(self) -> None:
        """Look at no more pictures, and wait for the threads to end."""
        self._over.set()
        # The decoder looks up before every picture; one and its lead may be waiting for room that
        # a landmarker which failed no longer makes.
        self._room.release(LEAD + 1)
        for thread in (self._decoder, *self._finders):
            thread.join()

    def __iter__(self) -> Iterator[Pose]:
        while (part := self._in_order.get()) is not None:
            while (pose := part.poses.get()) is not None:
                if isinstance(pose, Exception):
                    raise pose
                yield pose
        if self._error is not None:
            raise self._error

    def warnings(self) -> list[str]:
        """Warnings about the people in the picture; analysis ends with this call."""
        self.stop()
        return self._people.warnings()

    def brightness(self) -> float | None:
        """The mean brightness of some of the pictures, 0..255; None where no frame was analysed."""
        return fmean(self._brightness) if self._brightness else None

    def _decode(self) -> None:
        part = VideoPart(lead=0, frames=PART)
        self._in_order.put(part)
        try:
            with open_people_scan(self._people, LOOK_EVERY) as scan:
                recent: deque[ScannedFrame] = deque(maxlen=LEAD)
                for picture in thinned(self._video.raw_frames(), self._rate):
                    if self._over.is_set():
                        return
                    small = picture.no_larger_than(LONGEST_PX)
                    looked = small, scan.scan_if_due(small.to_rgb)
                    undecided = self._people.undecided
                    if part.full or (part.begun and undecided):
                        self._end(part)
                        part = VideoPart(lead=len(recent), frames=PART)
                        self._in_order.put(part)
                        for earlier in recent:
                            self._put(part, earlier)
                    if not part.begun and not undecided:
                        self._begin(part)
                    recent.append(looked)
                    self._put(part, looked)
        except Exception as error:  # raised to the caller after the poses found so far
            self._error = error
        finally:
            self._end(part)
            self._in_order.put(None)
            for _ in self._finders:
                self._to_do.put(None)

    def _begin(self, part: VideoPart) -> None:
        part.begun, part.subject = True, self._people.subject
        self._to_do.put(part)

    def _end(self, part: VideoPart) -> None:
        release_free_memory()
        part.pictures.put(None)
        if not part.begun:
            self._begin(part)

    def _put(self, part: VideoPart, looked: ScannedFrame) -> None:
        self._room.acquire()
        part.length += 1
        part.pictures.put(looked)

    def _find(self) -> None:
        part = self._to_do.get()
        if part is None:
            return
        try:
            with open_landmarker(self._model) as landmarker:
                while part is not None:
                    self._follow(landmarker, part)
                    part = self._to_do.get()
        except Exception as error:
            assert part is not None  # nothing can go wrong between two parts
            part.poses.put(error)

    def _follow(self, landmarker: Landmarker, part: VideoPart) -> None:
        landmarker.restart()
        follower = PersonFollower(landmarker)
        number = 0
        while (looked := part.pictures.get()) is not None:
            self._room.release()
            if self._over.is_set():
                continue
            picture, sighting = looked
            frame = picture.to_rgb()
            pose = follower.detect(frame, sighting, part.subject)
            if number >= part.lead:
                part.poses.put(pose)
                if (number - part.lead) % LIT_EVERY == 0:
                    self._brightness.append(frame.brightness)
            number += 1
        part.poses.put(None)
