"""The live loop under every fault: the set survives, what was done is reported, one message says why."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator

import pytest

from formcheck.coaching.plan import Plan
from formcheck.errors import BadModel, CannotOpen
from formcheck.live import frame_capture
from formcheck.live.actions import Action
from formcheck.live.frozen_camera import FROZEN
from formcheck.live.loop import PAUSED, StoppedByFault
from formcheck.pose import Pose
from formcheck.video.frame import Frame
from tests.support.live_sources import Given, KnownPoses, Watching, coached, noise
from tests.support.stick_figure import donkey_kicks
from tests.support.waiting import PATIENCE_S

SET = donkey_kicks(3, lead_in_s=2.0)
GONE = CannotOpen("camera 0", "stopped delivering pictures")


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("formcheck")] == []


def frames(poses: Iterable[Pose]) -> list[Frame]:
    return [noise(pose.timestamp_s) for pose in poses]


def test_every_frame_of_a_source_that_can_wait_is_watched() -> None:
    poses = SET.poses()
    outcome, told = coached(Given(frames(poses)), KnownPoses(poses, delay_s=0.002))
    (report,) = outcome.reports
    assert (report.summary.reps, report.source.frames) == (3, len(poses))
    assert (outcome.error, told) == (None, [])


def test_a_camera_that_is_faster_than_the_machine_loses_frames_but_never_queues_them() -> None:
    busy, delivered = threading.Event(), threading.Event()

    class Camera(Given):
        def frames(self, stop: threading.Event) -> Iterator[Frame]:
            first, *others = super().frames(stop)
            yield first
            busy.wait(PATIENCE_S)
            yield from others
            delivered.set()

    class Slow(KnownPoses):
        def detect(self, frame: Frame) -> Pose:
            busy.set()
            delivered.wait(PATIENCE_S)
            return super().detect(frame)

    watched: list[float] = []
    source = Camera([noise(i / 10) for i in range(11)], can_wait=False)
    coached(source, Slow(), listeners=[lambda seen: watched.append(seen.frame.timestamp_s)])
    assert watched == [0.0, 1.0]


def test_a_slow_screen_does_not_slow_the_counting() -> None:
    class Slow(Watching):
        def show(self, seen):  # type: ignore[no-untyped-def]
            time.sleep(0.2)
            return super().show(seen)

    poses = SET.poses()
    display = Slow()
    outcome, _ = coached(Given(frames(poses)), KnownPoses(poses), display=display)
    assert outcome.reports[0].summary.reps == 3
    assert len(display.seen) < len(poses) / 4


def test_the_last_picture_is_shown_with_how_the_set_went() -> None:
    poses = SET.poses()
    display = Watching()
    coached(Given(frames(poses)), KnownPoses(poses), display=display, plan=Plan(reps=2))
    card = display.seen[-1].scene.card
    assert card is not None
    assert (card.title, card.big) == ("Set over", "2")


def test_a_camera_that_vanishes_ends_the_set_with_what_was_done() -> None:
    poses = SET.poses()
    until = [frame for frame in frames(poses) if frame.timestamp_s < 9.0]
    outcome, _ = coached(Given([*until, GONE]), KnownPoses(poses))
    assert outcome.error is GONE
    assert outcome.reports[0].summary.reps == 2


def test_a_camera_that_falls_silent_is_gone_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_capture, "STALLED_S", 1.5)
    poses, watched = SET.poses(), threading.Semaphore(0)
    pictures = frames(poses)

    def camera() -> Iterator[Frame | float]:
        """No faster than it is watched, so that nothing is lost; then silent."""
        for frame in pictures:
            yield frame
            assert watched.acquire(timeout=PATIENCE_S)
        yield 60.0

    outcome, _ = coached(
        Given(camera(), can_wait=False), KnownPoses(poses), listeners=[lambda seen: watched.release()]
    )
    assert "no picture for 1.5 seconds" in str(outcome.error)
    assert outcome.reports[0].summary.reps == 3


def test_a_fault_of_our_own_ends_the_set_with_one_message_and_its_result() -> None:
    poses = SET.poses()
    outcome, _ = coached(Given(frames(poses)), KnownPoses(poses, fails_at_s=9.0))
    assert isinstance(outcome.error, StoppedByFault)
    assert "RuntimeError: out of memory" in str(outcome.error)
    assert outcome.reports[0].summary.reps == 2


def test_a_fault_within_the_source_does_the_same() -> None:
    poses = SET.poses()
    outcome, _ = coached(Given([*frames(poses), ZeroDivisionError("driver")]), KnownPoses(poses))
    assert isinstance(outcome.error, StoppedByFault)
    assert outcome.reports[0].summary.reps == 3


def test_a_picture_that_stands_still_is_told_once() -> None:
    poses = SET.poses()
    rgb = noise(0.0).rgb
    outcome, told = coached(Given([Frame(pose.timestamp_s, rgb) for pose in poses]), KnownPoses(poses))
    assert told == [FROZEN]
    assert outcome.reports[0].warnings == (FROZEN,)


def test_a_picture_that_changes_is_not_called_frozen() -> None:
    assert coached(Given(frames(SET.poses())), KnownPoses(SET.poses()))[1] == []


def test_a_signal_ends_the_set_with_what_was_done() -> None:
    poses = SET.poses()
    display = Watching()

    def after_nine_seconds() -> bool:
        return bool(display.seen) and display.seen[-1].frame.timestamp_s > 9.0

    source = Given([*(f for f in frames(poses) if f.timestamp_s < 9.2), 60.0])
    outcome, _ = coached(source, KnownPoses(poses), display=display, stop=after_nine_seconds)
    assert (outcome.quit, outcome.reports[0].summary.reps) == (True, 2)


def test_quitting_by_key_does_the_same() -> None:
    poses = SET.poses()
    source = Given([*(f for f in frames(poses) if f.timestamp_s < 9.2), 60.0])
    outcome, _ = coached(source, KnownPoses(poses), display=Watching({9.0: Action.QUIT}))
    assert (outcome.quit, outcome.reports[0].summary.reps) == (True, 2)


def test_a_source_that_takes_its_time_to_let_go_is_waited_for() -> None:
    class Sticky(Given):
        def frames(self, stop: threading.Event) -> Iterator[Frame]:
            yield from super().frames(stop)
            time.sleep(0.5)

    coached(Sticky([noise(0.0), 60.0]), KnownPoses(), stop=lambda: True)


def test_while_paused_nothing_is_counted_and_the_picture_says_so() -> None:
    poses = donkey_kicks(6, lead_in_s=2.0).poses()
    # A repetition takes 3.5 s: the third and the fourth are done while paused.
    display = Watching({8.7: Action.PAUSE, 15.7: Action.PAUSE})
    outcome, _ = coached(Given(display.in_step(frames(poses))), KnownPoses(poses), display=display)
    assert outcome.reports[0].summary.reps == 4
    paused = [s for s in display.seen if s.scene.banner is not None and s.scene.banner.text == PAUSED]
    assert paused[0].frame.timestamp_s == pytest.approx(8.7, abs=0.5)
    assert not any(seen.pose.seen for seen in paused)


def test_restarting_counts_from_one_again() -> None:
    poses = SET.poses()
    display = Watching({9.0: Action.RESTART})
    outcome, _ = coached(Given(display.in_step(frames(poses))), KnownPoses(poses), display=display)
    assert [rep.number for rep in outcome.reports[0].reps] == [1]


def test_a_fault_while_the_set_is_closed_still_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise LookupError("no such rule")

    poses = donkey_kicks(1).poses()
    monkeypatch.setattr("formcheck.coaching.workout.Workout.finish", broken)
    outcome, _ = coached(Given(frames(poses)), KnownPoses(poses))
    assert "LookupError: no such rule" in str(outcome.error)


def test_a_model_that_cannot_be_used_ends_the_set_before_its_first_frame() -> None:
    outcome, told = coached(Given([noise(0.0), 60.0]), model="huge")
    assert isinstance(outcome.error, BadModel)
    assert outcome.reports[0].source.frames == 0
    assert told == []
