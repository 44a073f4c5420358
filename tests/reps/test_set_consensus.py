"""A swing is judged with its set."""

from dataclasses import replace

from formcheck.reps.events import Attempted, RepCounted
from formcheck.reps.rep_counter import RepCounter
from tests.support.stick_figure import Body, Film, donkey_kicks, glute_kickbacks, kickbacks, observe


def bird_dogs(reps: int, hidden: int) -> Film:
    """Bird dogs; of one of them the arm's lift is not seen."""
    film = kickbacks(reps, knee_deg=172.0, at_top=lambda b: replace(b, arms=(0.0, -85.0)))
    length_s = (film.duration_s - 2.0) / reps

    def body_at(t: float) -> Body:
        body = film.body_at(t)
        return replace(body, arms=(0.0, 0.0)) if int((t - 1.0) // length_s) == hidden else body

    return replace(film, body_at=body_at)


def test_an_odd_one_in_a_set_of_look_alikes_is_one_of_them() -> None:
    assert len(observe(bird_dogs(6, hidden=3).poses()).reps) == 0


def test_the_count_may_be_taken_back_and_ends_the_same_live() -> None:
    """The first of the bird dogs is the one whose arm is hidden."""
    counter = RepCounter()
    events = [e for pose in bird_dogs(6, hidden=0).poses() for e in counter.update(pose)] + counter.finish()
    counted = sum(isinstance(e, RepCounted) for e in events)
    assert counted == 1
    assert counter.reps == []
    first = min((e.attempt for e in events if isinstance(e, Attempted)), key=lambda attempt: attempt.start_s)
    assert first == counter.attempts[0]
    assert len(counter.attempts) == 6


def test_a_doubtful_repetition_is_settled_by_those_like_it() -> None:
    """In one of six the hand slides by a third of the trunk."""
    film = glute_kickbacks(6)
    length_s = (film.duration_s - 2.0) / 6

    def body_at(t: float) -> Body:
        body = film.body_at(t)
        up = (body.left[0] + 82.0) / 87.0
        return replace(body, arms=(0.0, -50.0 * up)) if int((t - 1.0) // length_s) == 3 else body

    counter = observe(Film(body_at, film.duration_s).poses())
    assert len(counter.reps) == 6
    doubtful = counter.swings[3]
    assert sum(doubtful.evidence.values()) < sum(doubtful.verdict.values())


def test_what_is_told_during_a_set_is_what_is_known_after_it() -> None:
    counter = RepCounter()
    told = [e.rep for p in donkey_kicks(12).poses() for e in counter.update(p) if isinstance(e, RepCounted)]
    told += [e.rep for e in counter.finish() if isinstance(e, RepCounted)]
    assert [(r.number, r.start_s) for r in told] == [(r.number, r.start_s) for r in counter.reps]
    assert len(told) == 12
