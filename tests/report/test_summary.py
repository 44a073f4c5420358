"""The set in numbers: best, fade, left against right, the view and what to do about it."""

import json

import pytest

from formcheck.pose import Pose, Source
from formcheck.report.set_report import SCHEMA, SetReport
from formcheck.report.summary import build_report
from tests.support.stick_figure import Body, Camera, Film, donkey_kicks, observe

SOURCE = Source("set.mp4", 14.2, 341, 24.0, 640, 360, 0)


def report_of(film: Film | list[Pose], exercise: str = "auto") -> SetReport:
    session = observe(film.poses() if isinstance(film, Film) else film, exercise)
    return build_report(session, SOURCE, "full", ["a note"])


def fading(*rises: float) -> Film:
    """Donkey kicks with these ranges, one after the other."""
    films = [donkey_kicks(1, rise_deg=rise, lead_in_s=0.5, tail_s=0.5) for rise in rises]

    def body_at(t: float) -> Body:
        number = min(int(t // films[0].duration_s), len(films) - 1)
        return films[number].body_at(t - number * films[0].duration_s)

    return Film(body_at, len(films) * films[0].duration_s)


def test_a_set_that_fades_says_so() -> None:
    summary = report_of(fading(87, 87, 80, 70, 62)).summary
    assert [f.rule for f in summary.set_faults] == ["range-fade"]
    assert summary.range_fade_percent == pytest.approx(24, abs=2)
    assert summary.best_hip_range_deg == pytest.approx(87, abs=1)


def test_a_steady_set_does_not() -> None:
    assert report_of(donkey_kicks(5)).summary.set_faults == ()


def test_unequal_legs_are_named() -> None:
    left = donkey_kicks(2).poses()
    shift = left[-1].timestamp_s + 0.04
    right = donkey_kicks(2, legs=("right",), hold_s=0.5).poses(start_s=shift)
    summary = report_of(left + right).summary
    assert (summary.reps_left, summary.reps_right) == (2, 2)
    assert summary.left_right_percent is not None
    assert summary.left_right_percent["hold_s"] == pytest.approx(42, abs=5)
    assert [f.rule for f in summary.set_faults] == ["left-right"]


def test_the_view_comes_with_its_error_and_advice() -> None:
    side, oblique = (
        report_of(donkey_kicks(3)).view,
        report_of(donkey_kicks(3, camera=Camera("left", 45.0))).view,
    )
    assert side is not None
    assert oblique is not None
    assert oblique.knee_error_deg is not None
    assert side.knee_error_deg is not None
    assert (side.near_side, side.advice) == ("left", ())
    assert oblique.knee_error_deg > side.knee_error_deg
    assert oblique.advice[0] == "The camera is 45° towards the front: straight from the side measures best."


def test_working_the_far_leg_throughout_is_worth_advice() -> None:
    view = report_of(donkey_kicks(3, legs=("right",))).view
    assert view is not None
    assert any("far" in line for line in view.advice)


def test_no_repetition_is_a_result_with_an_explanation() -> None:
    report = report_of(Film(donkey_kicks(1, rise_deg=0.0).body_at, 4.0))
    assert report.summary.reps == 0
    assert report.exercise is None
    assert any("no repetition" in warning for warning in report.warnings)


def test_the_json_has_the_names_scripts_depend_on_and_no_nan() -> None:
    report = report_of(donkey_kicks(2, camera=Camera("left", 66.0)))
    document = json.loads(report.to_json())
    assert document["schema"] == SCHEMA
    assert list(document)[:2] == ["schema", "formcheck"]
    assert document["source"]["fps"] == 24.0
    assert document["warnings"][0] == "a note"
    rep = document["reps"][0]
    names = "number exercise side start_s top_start_s top_end_s end_s hold_s lift_s lower_s knee_angle_deg"
    assert set(f"{names} hip_extension_deg hip_range_deg faults".split()) <= set(rep)
    assert rep["knee_angle_deg"] is None
    assert {"reps", "reps_left", "reps_right", "clean_reps", "faults"} <= set(document["summary"])
    assert "NaN" not in report.to_json()


def test_faults_in_the_json_give_measured_and_wanted() -> None:
    fault = json.loads(report_of(donkey_kicks(2, hold_s=0.2)).to_json())["reps"][0]["faults"][0]
    assert fault == {
        "rule": "hold",
        "measured": fault["measured"],
        "unit": "s",
        "low": 0.8,
        "high": None,
        "cue": "Squeeze and hold the top for a full second.",
    }
