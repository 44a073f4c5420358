"""What looks like a kickback and is none counts nothing, whatever the view; and says why."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support import lookalikes
from tests.support.stick_figure import (
    Camera,
    Film,
    check,
    donkey_kicks,
    glute_kickbacks,
    rejected,
    standing_kickbacks,
)


@pytest.mark.parametrize("camera", [*lookalikes.VIEWS, Camera("left", 90.0), Camera("right", -90.0)], ids=str)
@pytest.mark.parametrize("name", lookalikes.ALL)
def test_look_alikes_count_nothing(name: str, camera: Camera) -> None:
    assert check(replace(lookalikes.ALL[name](), camera=camera)) == []


@pytest.mark.parametrize("camera", lookalikes.VIEWS, ids=str)
@pytest.mark.parametrize("film", [donkey_kicks, glute_kickbacks, standing_kickbacks])
def test_kickbacks_from_the_same_views_all_count(film: Callable[..., Film], camera: Camera) -> None:
    assert len(check(film(3, camera=camera))) == 3


@pytest.mark.parametrize(
    ("film", "reason"),
    [
        (lookalikes.bird_dog(), "opposite arm lifted"),
        (lookalikes.rocking_back(), "both legs moved"),
        (replace(lookalikes.fire_hydrant(), camera=Camera("left", 30.0)), "the leg went sideways"),
        (donkey_kicks(2, rise_deg=15.0), "too small"),
    ],
)
def test_a_rejected_movement_says_why(film: Film, reason: str) -> None:
    reasons = [attempt.reason for attempt in rejected(film)]
    assert reasons
    assert set(reasons) == {reason}


def test_getting_into_position_is_not_even_an_attempt() -> None:
    assert rejected(lookalikes.kneel_down_and_get_up()) == []
