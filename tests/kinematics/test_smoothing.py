"""The zero-lag filter keeps peaks and places; the causal one forgets single spikes."""

import numpy as np
import pytest

from formcheck.kinematics.smoothing import Causal, zero_lag


@pytest.mark.parametrize("fps", [12, 30])
def test_zero_lag_keeps_the_height_and_the_place_of_a_peak(fps: float) -> None:
    t = np.arange(0, 3, 1 / fps)
    grid = np.arange(0.5, 2.5, 0.01)
    line = zero_lag(t, 80 * np.exp(-(((t - 1.5) / 0.4) ** 2)), grid)
    assert line.max() == pytest.approx(80, abs=1.5)
    assert grid[line.argmax()] == pytest.approx(1.5, abs=0.02)


def test_zero_lag_halves_white_noise() -> None:
    rng = np.random.default_rng(1)
    t = np.arange(0, 10, 1 / 30)
    line = zero_lag(t, rng.normal(0, 4, len(t)), t)
    assert line.std() < 2.5


def test_zero_lag_bridges_unseen_samples_and_irregular_times() -> None:
    rng = np.random.default_rng(2)
    t = np.sort(rng.uniform(0, 4, 100))
    y = 10 * t
    y[40:46] = np.nan
    assert zero_lag(t, y, np.array([1.0, 2.0, 3.0])) == pytest.approx([10, 20, 30], abs=0.2)


def test_too_few_samples_are_nan_not_a_guess() -> None:
    assert np.isnan(zero_lag(np.array([0.0, 1.0]), np.array([1.0, 2.0]), np.array([0.5]))).all()


def test_causal_leaves_no_trace_of_a_single_spike() -> None:
    line = Causal()
    values = [line.update(i / 30, 100.0 if i == 10 else 5.0) for i in range(20)]
    assert values == pytest.approx([5.0] * 20)


def test_causal_reaches_a_step_within_a_fifth_of_a_second() -> None:
    line = Causal()
    for i in range(10):
        line.update(i / 30, 0.0)
    for i in range(10, 16):
        line.update(i / 30, 90.0)
    assert line.value > 80
