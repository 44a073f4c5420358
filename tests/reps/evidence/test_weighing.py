"""The evidence: a table that can be read, and features that say what they claim."""

from dataclasses import replace
from itertools import pairwise

import pytest

from formcheck.reps.evidence.swing_features import FEATURES
from formcheck.reps.evidence.table import CRITERIA
from formcheck.reps.evidence.weighing import TRUST, heaviest, trust, weigh
from formcheck.reps.reasons import Reason
from tests.support import lookalikes
from tests.support.stick_figure import (
    ALL_FOURS,
    STANDING,
    Body,
    Camera,
    Film,
    donkey_kicks,
    glute_kickbacks,
    kickbacks,
    observe,
    standing_kickbacks,
)

FLAWLESS = {"standing": -5.0}


def features(film: Film, number: int = 1) -> dict[str, float]:
    """Of one swing of a film."""
    return observe(film.poses()).swings[number].features


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda c: f"{c.feature} {c.posture and c.posture.value}")
def test_every_line_of_the_table_only_takes_and_only_in_one_direction(criterion) -> None:  # type: ignore[no-untyped-def]
    values = [value for value, _ in criterion.points]
    taken = [evidence for _, evidence in criterion.points]
    assert criterion.feature in FEATURES
    assert values == sorted(set(values))
    assert max(taken) == 0
    assert min(taken) < 0
    steps = [after - before for before, after in pairwise(taken)]
    assert all(step >= 0 for step in steps) or all(step <= 0 for step in steps)


def test_a_swing_of_which_nothing_was_seen_to_speak_against_it_keeps_all_its_trust() -> None:
    unseen = dict.fromkeys(FEATURES, float("nan")) | FLAWLESS
    assert trust(weigh(unseen)) == TRUST


def test_the_cause_is_named_rather_than_its_consequence() -> None:
    both = {Reason.NOT_BEHIND: -3.0, Reason.BOTH_LEGS: -1.0, Reason.TOO_SMALL: 0.0}
    assert heaviest(both) is Reason.BOTH_LEGS
    assert heaviest({**both, Reason.BOTH_LEGS: -0.1}) is Reason.NOT_BEHIND


@pytest.mark.parametrize("film", [donkey_kicks, glute_kickbacks, standing_kickbacks])
@pytest.mark.parametrize("camera", lookalikes.VIEWS, ids=str)
def test_nothing_speaks_against_a_clean_kickback_from_a_good_view(film, camera) -> None:  # type: ignore[no-untyped-def]
    for swing in observe(film(3, camera=camera).poses()).swings:
        assert trust(swing.evidence) > 0.6 * TRUST


LEVEL_OVER_A_BENCH = Body(lean=88.0, left=(-88.0, 170.0, 0.0), right=(-88.0, 170.0, 0.0), arms=(-20.0, -20.0))


@pytest.mark.parametrize(
    ("feature", "of_the_kick", "of_the_look_alike", "look_alike"),
    [
        ("loop", 0.0, 0.25, lookalikes.hip_circle()),
        ("foot_ahead", 0.0, 1.1, lookalikes.leg_swing()),
        ("hands_rise", 0.0, 0.6, lookalikes.bird_dog()),
        ("outward", 0.0, 0.8, replace(lookalikes.fire_hydrant(), camera=Camera("left", 30.0))),
        ("hips_drop", 0.0, 0.4, lookalikes.reverse_lunge()),
        ("trunk_share", 0.0, 1.0, lookalikes.good_morning()),
        ("knee_alone", 0.0, 3.0, lookalikes.quad_stretch()),
        ("knee_at_top", 90.0, 36.0, lookalikes.quad_stretch()),
        ("support_tilt", 0.0, 60.0, lookalikes.mountain_climber()),
    ],
)
def test_a_feature_tells_a_kickback_from_its_look_alike(
    feature: str, of_the_kick: float, of_the_look_alike: float, look_alike: Film
) -> None:
    kick = features(donkey_kicks(3))[feature]
    other = features(look_alike)[feature]
    half_way = (of_the_kick + of_the_look_alike) / 2
    if of_the_look_alike > of_the_kick:
        assert kick < half_way < other
    else:
        assert other < half_way < kick


@pytest.mark.parametrize(
    ("rest", "rise_deg", "stands"),
    [(ALL_FOURS, 87.0, False), (STANDING, 36.0, True), (LEVEL_OVER_A_BENCH, 88.0, True)],
)
@pytest.mark.parametrize("azimuth_deg", [0.0, 40.0, -40.0])
def test_the_posture_is_told_from_every_view(
    rest: Body, rise_deg: float, stands: bool, azimuth_deg: float
) -> None:
    film = kickbacks(2, rest=rest, rise_deg=rise_deg, camera=Camera("left", azimuth_deg))
    assert (features(film, 0)["standing"] > 0) is stands
