"""Every rule and every measure brings its own words; nobody else keeps a list of them."""

import pytest

from formcheck.coaching.wording import fault_in_words
from formcheck.exercises import EXERCISES, measure
from formcheck.exercises.bands import Band, target_band
from formcheck.exercises.measure import OF_EVERY_REP, Measure, Unit
from formcheck.exercises.rule_name import RuleName
from formcheck.exercises.rules import Fault
from formcheck.exercises.set_rules import SET_RULES
from formcheck.reps.rep import Rep

RULES = [rule for exercise in EXERCISES.values() for rule in exercise.rules] + list(SET_RULES)
MEASURES = [value for value in vars(measure).values() if isinstance(value, Measure)]


def test_every_rule_has_words_and_every_name_has_a_rule() -> None:
    assert {rule.name for rule in RULES} == set(RuleName)
    for name in RuleName:
        assert name.about
        assert name.praise
        assert name.reminder


def test_every_measure_is_looked_at_by_a_rule_or_shown_of_every_repetition() -> None:
    assert {rule.measure for rule in RULES} | set(OF_EVERY_REP) == set(MEASURES)
    assert len({m.name for m in MEASURES}) == len(MEASURES)
    assert {m.name for m in OF_EVERY_REP} <= set(Rep.__dataclass_fields__)
    assert all(m.title for m in OF_EVERY_REP)


@pytest.mark.parametrize(
    ("seen", "value", "words"),
    [
        (measure.HOLD_TIME, 0.44, "hold 0.4 s"),
        (measure.KNEE_ANGLE, float("nan"), "knee at the top ?"),
        (measure.HIP_EXTENSION, 31.2, "thigh 31° past the line of your back"),
        (measure.HIP_EXTENSION, -31.2, "thigh 31° short of the line of your back"),
        (measure.HEAD_DROP, 20.0, "head dropped by 20°"),
        (measure.HEAD_DROP, -20.0, "head thrown back by 20°"),
        (measure.RETURN_LEFT, -0.3, "still up by 0 %"),
        (measure.SHARE_OF_BEST, 72.0, "range 72 % of your best"),
        (measure.BEYOND_USUAL, 11.0, "thigh 11° beyond your usual"),
    ],
)
def test_a_value_in_words(seen: Measure, value: float, words: str) -> None:
    assert seen.in_words(value) == words


@pytest.mark.parametrize(
    ("wanted", "low", "high", "words", "alone"),
    [
        (measure.HOLD_TIME, 0.8, None, "0.8 s or more", "hold 0.8 s or more"),
        (measure.KNEE_ANGLE, 70.0, 110.0, "70 to 110°", "knee at the top 70 to 110°"),
        (measure.HEAD_DROP, -15.0, 15.0, "at most 15° either way", "head turned by at most 15° either way"),
        (measure.SHARE_OF_BEST, 80.0, None, "80 % or more", "range 80 % or more"),
        (measure.HIP_EXTENSION, -20.0, 20.0, "within 20°", "thigh within 20° of the line of your back"),
        (
            measure.HIP_EXTENSION,
            -20.0,
            None,
            "at most 20° short",
            "thigh at most 20° short of the line of your back",
        ),
        (
            measure.HIP_EXTENSION,
            None,
            9.5,
            "at most 9.5° past",
            "thigh at most 9.5° past the line of your back",
        ),
        (
            measure.HIP_EXTENSION,
            -5.0,
            9.5,
            "at most 5° short or 9.5° past",
            "thigh at most 5° short or 9.5° past the line of your back",
        ),
    ],
)
def test_a_target_in_words(
    wanted: Measure, low: float | None, high: float | None, words: str, alone: str
) -> None:
    assert wanted.target(low, high) == words
    assert wanted.requirement(low, high) == alone


def test_a_measure_without_a_rule_has_no_target() -> None:
    band = target_band("donkey-kick", measure.TRUNK_LEAN)
    assert band == target_band(None, measure.KNEE_ANGLE) == Band()
    assert measure.TRUNK_LEAN.target(band.low, band.high) == ""
    assert 1e9 in band


def test_the_target_of_a_measure_is_what_all_its_rules_allow() -> None:
    band = target_band("donkey-kick", measure.HIP_EXTENSION)  # of range and back-arch
    assert band == Band(-20.0, 20.0)
    assert -21.0 not in band
    assert 21.0 not in band


def test_a_fault_of_an_older_report_keeps_the_unit_it_was_written_with() -> None:
    fault = Fault("range", 70.0, Unit.PERCENT_OF_BEST.value, 85.0, None, "Full range.")
    assert fault_in_words(fault, "donkey-kick") == "range 70 % of your best, target 85 % or more"
