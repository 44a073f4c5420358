"""The coach names one thing to work on, with its evidence, and what went well."""

from __future__ import annotations

from dataclasses import replace

from formcheck.coaching.verdict import Verdict, WorkOn, verdict
from formcheck.exercises import EXERCISES
from formcheck.exercises.coaching_points import FULL_RANGE, SQUEEZE
from formcheck.exercises.rules import judge
from formcheck.pose import Side, Source
from formcheck.report.set_report import SetReport
from formcheck.report.summary import build_report
from formcheck.reps.rep import Rep
from tests.support.given_set import GivenReps

SOURCE = Source("set.mp4", 20.0, 500, 25.0, 640, 360, 0)
GOOD = {
    "knee_angle_deg": 90.0,
    "hip_extension_deg": 5.0,
    "hip_range_deg": 85.0,
    "hold_s": 1.2,
    "lift_s": 0.8,
    "lower_s": 1.0,
}


def rep(
    side: Side = "right", exercise: str = "donkey-kick", range_of_best: float = 100.0, **change: float
) -> Rep:
    """A clean donkey kick, but for what is changed; judged by the exercise's own rules."""
    values = GOOD | change
    carried = {name: values[name] for name in GOOD}
    errors = {"hold_s": 0.02, "knee_angle_deg": 0.5}  # small: what is judged here is what is said
    faults, _ = judge(EXERCISES[exercise].rules, {**values, "range_of_best": range_of_best}, errors)
    times = {"start_s": 0.0, "top_start_s": 1.0, "top_end_s": 2.0, "end_s": 3.0}
    shown = {"knee_error_deg": 5.0, "hip_error_deg": 7.0}
    return Rep(0, exercise, side, **times, **carried, **shown, faults=tuple(faults), not_judged=())


def a_set(*reps: Rep) -> SetReport:
    numbered = [replace(one, number=number) for number, one in enumerate(reps, 1)]
    return build_report(GivenReps(numbered), SOURCE, "full")


def said(*reps: Rep) -> Verdict:
    return verdict(a_set(*reps))


def work_on(*reps: Rep) -> WorkOn:
    found = said(*reps).work_on
    assert found is not None
    return found


def test_a_clean_set_has_nothing_to_work_on_and_is_praised_in_numbers() -> None:
    clean = said(*[rep()] * 5)
    assert clean.work_on is None
    assert "hold 1.2 s on average, target 0.8 s or more: in 5 of 5" in clean.went_well
    assert "knee at the top 90° on average, target 70 to 110°: in 5 of 5" in clean.went_well
    assert "more repetitions" in clean.reminder


def test_one_fault_is_named_with_the_repetition_and_measured_against_wanted() -> None:
    found = work_on(rep(), rep(), rep(hold_s=0.4), rep())
    assert found == WorkOn(
        "hold",
        "Squeeze and hold the top for a full second.",
        "in 1 of 4 repetitions (3): hold 0.4 s, target 0.8 s or more",
        (3,),
    )


def test_of_several_repetitions_the_evidence_is_the_worst() -> None:
    found = work_on(rep(hold_s=0.6), rep(), rep(hold_s=0.3), rep(hold_s=0.7))
    assert found.evidence == "in 3 of 4 repetitions (1, 3, 4), most in 3: hold 0.3 s, target 0.8 s or more"


def test_the_fault_in_more_repetitions_comes_first() -> None:
    assert work_on(rep(knee_angle_deg=130), rep(hold_s=0.4), rep(hold_s=0.4), rep()).rule == "hold"


def test_of_two_in_as_many_repetitions_the_more_important_rule_comes_first() -> None:
    assert work_on(rep(hold_s=0.4), rep(knee_angle_deg=130)).rule == "knee-angle"


def test_a_minor_fault_needs_twice_the_share_of_the_most_important_one() -> None:
    arched, chin = rep(hip_extension_deg=30), rep(head_drop_deg=30.0)
    assert work_on(arched, chin, chin).rule == "back-arch"
    assert work_on(arched, chin, chin, chin).rule == "head"


def test_too_bent_and_too_open_are_two_different_things_to_work_on() -> None:
    found = work_on(rep(knee_angle_deg=130), rep(knee_angle_deg=130), rep(knee_angle_deg=50))
    assert (found.cue, found.reps) == ("Keep the knee bent at 90 degrees.", (1, 2))


def test_a_value_just_outside_is_shown_with_the_decimals_that_tell_it_from_the_line() -> None:
    assert "hold 0.78 s, target 0.8 s or more" in work_on(rep(hold_s=0.78)).evidence
    assert "knee at the top 110.4°, target 70 to 110°" in work_on(rep(knee_angle_deg=110.4)).evidence


def test_a_low_lift_is_told_from_the_line_of_the_back_not_as_a_signed_angle() -> None:
    found = work_on(rep(hip_extension_deg=-35))
    assert found.evidence.endswith("thigh 35° short of the line of your back, target at most 20° short")


def test_a_fading_range_comes_before_a_fault_of_few_repetitions() -> None:
    fading = [rep(hip_range_deg=90)] * 4 + [rep(hip_range_deg=70)] * 2
    found = work_on(*fading, rep(hip_range_deg=70, hold_s=0.4))
    assert (found.rule, found.reps) == ("range-fade", ())
    assert found.evidence == "over the set: range fell by 22 %, target at most 15 %"


def test_a_fading_range_is_a_note_when_a_fault_of_most_repetitions_comes_first() -> None:
    fading = [rep(hip_range_deg=90, hold_s=0.4)] * 4 + [rep(hip_range_deg=70, hold_s=0.4)] * 2
    found = said(*fading)
    assert found.work_on is not None
    assert found.work_on.rule == "hold"
    assert found.notes == (
        "Your range faded: end the set here, or take less load.  (range fell by 22 %, target at most 15 %)",
    )


def test_a_weaker_side_is_worked_on_when_nothing_else_is_wrong() -> None:
    found = work_on(*[rep("left", hip_range_deg=60)] * 3, *[rep("right", hip_range_deg=90)] * 3)
    assert found.rule == "left-right"


def test_sides_that_reach_alike_and_a_range_that_holds_are_praised() -> None:
    praise = said(*[rep("left")] * 4, *[rep("right")] * 4).went_well
    assert {"left and right reach alike", "your range held to the end of the set"} <= set(praise)


def test_what_is_worked_on_is_not_praised_as_well() -> None:
    praise = said(rep(hold_s=0.7), rep(), rep(), rep(), rep(hold_s=0.5)).went_well
    assert not [line for line in praise if line.startswith("hold")]


def test_the_reminder_fits_the_fault() -> None:
    assert said(rep(hold_s=0.3)).reminder == SQUEEZE
    assert said(rep(hip_extension_deg=-35)).reminder == FULL_RANGE


def test_an_empty_set_gets_no_words() -> None:
    assert said() == Verdict(None, (), (), "")


def test_a_set_of_two_exercises_still_has_one_thing_to_work_on() -> None:
    bent = rep(exercise="glute-kickback", knee_angle_deg=140)
    assert work_on(bent, rep(), bent).cue == "Straighten the leg as you press it back."


def test_a_set_that_could_not_be_judged_is_not_called_clean() -> None:
    hidden = replace(rep(), hip_extension_deg=float("nan"), knee_angle_deg=float("nan"))
    report = a_set(hidden, hidden)
    assert report.summary.clean_reps == 0
    told = verdict(report)
    assert told.work_on is not None
    assert told.work_on.rule == "view"
    assert told.went_well == ()
