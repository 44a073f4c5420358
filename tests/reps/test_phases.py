"""The phase machine on bare numbers."""

from collections.abc import Sequence

import numpy as np

from formcheck.reps.excursion import Excursion
from formcheck.reps.phases import LegPhases, Phase


def follow(
    points: Sequence[tuple[float, float]], fps: float = 30
) -> tuple[list[Excursion], list[Phase], LegPhases]:
    """Feed a piecewise linear line of (seconds, degrees); returns excursions and the phases passed."""
    t = np.arange(points[0][0], points[-1][0], 1 / fps)
    line = np.interp(t, [p[0] for p in points], [p[1] for p in points])
    legs, out, phases = LegPhases(), list[Excursion](), [Phase.REST]
    for now, value in zip(t, line, strict=True):
        excursion = legs.update(float(now), float(value))
        if excursion:
            out.append(excursion)
        if legs.phase is not phases[-1]:
            phases.append(legs.phase)
    return out, phases, legs


REP = [(0.0, -80.0), (1.0, -80.0), (2.0, 0.0), (3.0, 0.0), (4.0, -80.0), (6.0, -80.0)]


def test_one_swing_is_one_excursion_with_its_phases_in_order() -> None:
    out, phases, _ = follow(REP)
    assert phases == [Phase.REST, Phase.LIFT, Phase.LOWER, Phase.REST]
    assert len(out) == 1
    assert abs(out[0].rise_deg - 80) < 3
    assert out[0].complete


def test_a_wobble_at_the_top_does_not_split_it() -> None:
    out, _, _ = follow([(0, -80), (1, -80), (2, 0), (2.5, -30), (3, 0), (4, -80), (6, -80)])
    assert len(out) == 1


def test_half_a_return_ends_a_repetition_and_begins_the_next() -> None:
    out, _, _ = follow([(0, -80), (1, -80), (2, 0), (3, -45), (4, 0), (5, -80), (7, -80)])
    assert len(out) == 2
    assert abs(out[0].end_deg + 45) < 4


def test_a_slow_drift_is_no_lift() -> None:
    out, phases, _ = follow([(0, -80), (20, -60), (40, -80)])
    assert out == []
    assert phases == [Phase.REST]


def test_interrupting_returns_what_was_under_way() -> None:
    _, _, legs = follow([(0, -80), (1, -80), (2, 0), (2.5, 0)])
    excursion = legs.interrupt()
    assert excursion is not None
    assert not excursion.complete
    assert legs.phase is Phase.REST
    assert legs.interrupt() is None
