"""Times and angles of a repetition, whatever the frame rate: they come from the samples, not from the phases."""

from collections.abc import Callable

import pytest

from tests.support.stick_figure import Body, Film, donkey_kicks, observe, standing_kickbacks


@pytest.mark.parametrize("fps", [12, 25, 60])
@pytest.mark.parametrize("film", [donkey_kicks, standing_kickbacks])
def test_times_and_angles_are_right_at_any_frame_rate(film: Callable[..., Film], fps: float) -> None:
    # Straight ramps: 10 to 90 % of a lift take 80 % of its time, and the top reaches 10 % into both ramps.
    rep = observe(film(3, lift_s=1.0, hold_s=1.0, lower_s=1.2).poses(fps=fps)).reps[1]
    assert rep.lift_s == pytest.approx(0.80, abs=0.05)
    assert rep.hold_s == pytest.approx(1.22, abs=0.05)
    assert rep.lower_s == pytest.approx(0.96, abs=0.05)
    rise, top = (87.0, 5.0 - 5.0) if film is donkey_kicks else (36.0, 18.0 - 5.0)
    assert rep.hip_range_deg == pytest.approx(rise, abs=1.0)
    assert rep.hip_extension_deg == pytest.approx(top, abs=1.5)


def test_noise_does_not_lengthen_the_hold_or_the_range() -> None:
    clean = observe(donkey_kicks(4).poses()).reps
    noisy = observe(donkey_kicks(4).poses(noise_deg=3.0, seed=3)).reps
    for a, b in zip(clean, noisy, strict=True):
        assert b.hold_s == pytest.approx(a.hold_s, abs=0.2)
        assert b.hip_range_deg == pytest.approx(a.hip_range_deg, abs=5)


def test_a_lift_starts_where_the_leg_stood_still_not_where_it_drifted_before() -> None:
    film = donkey_kicks(2, legs=("left", "right"))

    def drifting(t: float) -> Body:
        body = film.body_at(t)
        # While the left leg works, the right one sinks 8 degrees and comes back.
        return body if t > 4.0 or t < 1.5 else Body(left=body.left, right=(-90.0, 90.0, 0.0))

    reps = observe(Film(drifting, film.duration_s).poses()).reps
    assert reps[1].start_s == pytest.approx(1.0 + 3.5 + 0.09, abs=0.1)
    assert reps[1].hip_range_deg == pytest.approx(87.0, abs=2)
