"""What the studio's people do: movements that are no kickbacks, stances as people take them, bodies of any shape."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import build_corpus, corpus, random_scenarios
from formcheck.pose import LANDMARKS, Pose
from sample_videos.studio import truth
from sample_videos.studio.exercises import LOOK_ALIKES, MOVEMENTS
from sample_videos.studio.outfit import build
from sample_videos.studio.scenario import complete
from sample_videos.studio.take import Take

TRAVELLING = random_scenarios.TRAVELLING
TIMES = np.linspace(0.1, 3.0, 24)


def scenario(exercise: str, stance: dict[str, Any] | None = None, **rep: Any) -> dict[str, Any]:
    """One calm repetition from 0.8 to 2.8 s."""
    one = {"lift_s": 0.8, "hold_s": 0.4, "lower_s": 0.8, "rest_s": 0.1, **rep}
    return complete(
        {
            "name": "short",
            "exercise": exercise,
            "variation": 0.0,
            "fidget": 0.0,
            "lead_in_s": 0.8 - 0.6 * ("draw_in_deg" in rep),
            "tail_s": 0.5,
            "stance": stance or {},
            "video": {"width": 96, "height": 64, "fps": 10, "noise": 0.0},
            "reps": [] if exercise in TRAVELLING else [one],
        }
    )


def joints(made: dict[str, Any]) -> dict[str, np.ndarray]:
    """World positions (24,3) of every joint at TIMES."""
    take = Take(made)
    places = np.array([truth.joint_positions(take.body, *take.pose(t)[1:]) for t in TIMES])
    return {name: places[:, i] for i, name in enumerate(truth.JOINTS)}


def travelled(places: np.ndarray) -> float:
    """Metres between the two outermost places along any axis."""
    return float(np.ptp(places, axis=0).max())


@pytest.mark.parametrize("exercise", LOOK_ALIKES)
def test_no_foot_enters_the_floor(exercise: str) -> None:
    take = Take(scenario(exercise))
    for t in TIMES:
        take.pose(t)
        for side in "lr":
            assert take.mover.rig.foot_points(side)[:, 2].min() > -0.01


@pytest.mark.parametrize(
    "exercise",
    [name for name in LOOK_ALIKES if MOVEMENTS[name].posture == "all fours" and name not in TRAVELLING],
)
def test_the_working_side_s_hand_stays_on_the_floor(exercise: str) -> None:
    assert travelled(joints(scenario(exercise))["left_wrist"]) < 0.02


@pytest.mark.parametrize(
    "exercise",
    [
        name
        for name in LOOK_ALIKES
        if MOVEMENTS[name].posture == "standing" and name not in (*TRAVELLING, "step-up")
    ],
)
def test_one_foot_at_least_stays_where_it_is(exercise: str) -> None:
    at = joints(scenario(exercise))
    assert min(travelled(at["left_foot_index"]), travelled(at["right_foot_index"])) < 0.05


def swing(exercise: str, **rep: Any) -> tuple[float, float, float]:
    """How far the left knee goes behind, in front of and to the left of where it was, in metres."""
    knee = joints(scenario(exercise, **rep))["left_knee"]
    away = knee - knee[0]
    return float(-away[:, 0].min()), float(away[:, 0].max()), float(away[:, 1].max())


def test_a_hip_circle_goes_forward_out_and_back() -> None:
    assert all(way > 0.1 for way in swing("hip-circle"))


def test_a_knee_tuck_never_goes_behind_the_planted_knee() -> None:
    behind, in_front, _ = swing("knee-tuck")
    assert behind < 0.01
    assert in_front > 0.15


def test_a_leg_swing_passes_through_standing_to_both_sides() -> None:
    behind, in_front, _ = swing("leg-swing")
    assert behind > 0.1
    assert in_front > 0.2


@pytest.mark.parametrize(("exercise", "trunk"), [("single-leg-deadlift", 55), ("good-morning", 60)])
def test_the_trunk_bows(exercise: str, trunk: float) -> None:
    assert max(truth.document(scenario(exercise))["trunk"]) > trunk


@pytest.mark.parametrize(("exercise", "behind"), [("butt-kick", 0.1), ("hamstring-curl", 0.15)])
def test_curls_move_the_heel_and_not_the_knee(exercise: str, behind: float) -> None:
    made = truth.document(scenario(exercise))
    assert min(made["left_knee"]) < 100
    assert swing(exercise)[0] < behind


@pytest.mark.parametrize("exercise", TRAVELLING)
def test_travelling_ones_travel(exercise: str) -> None:
    assert travelled(joints(scenario(exercise))["left_hip"]) > 0.5


def test_a_small_lift_of_the_arm_is_a_small_one() -> None:
    heights = [np.ptp(joints(scenario("bird-dog", arm_lift=x))["right_wrist"][:, 2]) for x in (0.2, 1.0)]
    assert 0.02 < heights[0] < 0.35 * heights[1]


def test_a_deep_stance_has_the_knee_and_the_lean_it_is_given() -> None:
    stance = {"standing_knee_deg": 115.0, "lean_deg": 60.0, "support": "forearms"}
    made = truth.document(scenario("standing-kickback", stance))
    assert made["right_knee"][0] == pytest.approx(115, abs=3)
    assert made["trunk"][0] == pytest.approx(57, abs=4)  # a fifth of the lean is low in the spine
    (rep,) = made["reps"]
    assert rep["counts"]
    assert rep["hip_range_deg"] > 60


def test_a_knee_drawn_in_makes_the_swing_longer_by_as_much() -> None:
    plain, drawn = (
        truth.document(scenario("standing-kickback", draw_in_deg=x) if x else scenario("standing-kickback"))
        for x in (0.0, 60.0)
    )
    gained = drawn["reps"][0]["hip_range_deg"] - plain["reps"][0]["hip_range_deg"]
    assert gained == pytest.approx(60, abs=4)
    assert drawn["reps"][0]["hip_extension_deg"] == pytest.approx(
        plain["reps"][0]["hip_extension_deg"], abs=1
    )


def test_on_forearms_the_shoulders_are_an_upper_arm_above_the_floor() -> None:
    low, high = (joints(scenario("donkey-kick", {"support": support})) for support in ("forearms", "hands"))
    assert np.ptp(low["left_elbow"][:, 2]) < 0.02
    assert low["left_shoulder"][0, 2] < 0.7 * high["left_shoulder"][0, 2]


def test_hips_pushed_back_are_behind_the_knees() -> None:
    at = joints(scenario("donkey-kick", {"hips_back_m": 0.15}))
    assert at["right_knee"][0, 0] - at["right_hip"][0, 0] == pytest.approx(0.15, abs=0.02)


def test_a_body_between_two_shapes_is_between_them() -> None:
    depths = [waist_depth({"weight": weight}) for weight in (-0.6, -0.3, 0.0, 0.3, 0.6)]
    assert (np.diff(depths) > 0.003).all()


def waist_depth(look: dict[str, Any]) -> float:
    """From back to front, metres."""
    body = build(look)
    away = np.abs(body.vertices - body.heads[body.index("spine_01")])
    return float(np.ptp(body.vertices[(away[:, 2] < 0.02) & (away[:, 1] < 0.1)][:, 0]))


@pytest.mark.parametrize(
    ("named", "numbers"),
    [
        ({"shape": "heavy"}, {"muscle": 0.2, "weight": 0.55}),
        ({"sex": "male"}, {"sex": {"female": 0.0, "male": 1.0}}),
        ({"heritage": "asian"}, {"heritage": {"asian": 1.0}}),
    ],
)
def test_a_word_is_its_numbers(named: dict[str, Any], numbers: dict[str, Any]) -> None:
    assert np.allclose(build(named).vertices, build(numbers).vertices, atol=1e-6)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"body": {"muscle": 1.2}}, "muscle cannot be '1.2'"),
        ({"body": {"weight": -1.5}}, "weight cannot be"),
        ({"body": {"sex": "other"}}, "sex cannot be 'other' .try: female or male, or shares"),
        ({"body": {"sex": {"female": 0.5, "male": 0.6}}}, "sex cannot be"),
        ({"body": {"heritage": {"martian": 1.0}}}, "heritage cannot be"),
        ({"body": {"heritage": {"asian": 2.0, "african": -1.0}}}, "heritage cannot be"),
        ({"body": {"heritage": 3}}, "heritage cannot be"),
        ({"stance": {"standing_knee_deg": 60.0}}, "standing_knee_deg cannot be"),
        ({"stance": {"support": "nose"}}, "support cannot be 'nose' .try: hands or forearms"),
        ({"stance": {"lean": 5.0}}, "stance: unknown lean"),
        ({"rep": {"arm_lift": 2.0}}, "arm_lift cannot be"),
        ({"pace": 0.0}, "pace cannot be"),
    ],
)
def test_what_no_body_or_stance_can_be_is_an_error_of_one_line(table: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said) as error:
        complete({"exercise": "donkey-kick", **table})
    assert "\n" not in str(error.value)


def test_random_scenarios_are_the_same_every_time_and_all_can_be_played() -> None:
    entries = random_scenarios.entries()
    assert [e.scenario for e in entries] == [e.scenario for e in random_scenarios.entries()]
    assert len({e.name for e in entries}) == len(entries)
    assert all(complete({**e.scenario, "name": e.name})["video"]["fps"] == 12 for e in entries)
    bodies = [repr(e.scenario["body"]) for e in entries]
    assert len(set(bodies)) == len(bodies)


def test_random_scenarios_hold_every_kind_in_both_splits_and_take_turns() -> None:
    entries = random_scenarios.entries()
    for split in ("fit", "test"):
        assert {e.scenario["exercise"] for e in entries if e.split == split} >= set(MOVEMENTS)
    assert {e.scenario["exercise"] for e in entries[: len(entries) // 4]} >= set(LOOK_ALIKES)


def test_a_random_corpus_holds_the_clips_that_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = random_scenarios.entries()[:2]
    monkeypatch.setattr(build_corpus, "PACK_EVERY", 1)
    monkeypatch.setattr(build_corpus, "seen_live", nobody_seen)
    out = tmp_path / "out.npz"
    args = argparse.Namespace(work=tmp_path, model="full", out=out, stage=["render"])
    build_corpus.build_random(entries, args)
    clips = corpus.load(path=out)
    assert [clip.name for clip in clips] == sorted(entry.name for entry in entries)
    assert len(clips[0].poses) == len(clips[0].truth["t"])
    monkeypatch.setattr(build_corpus, "seen_live", None)  # nothing is left to be filmed
    build_corpus.build_random(entries, args)


def nobody_seen(made: dict[str, Any], model: str) -> list[Pose]:
    """Stands in for the renderer and the model: an empty picture at every frame."""
    size = (made["video"]["width"], made["video"]["height"])
    nothing = np.full((LANDMARKS, 2), np.nan), np.zeros(LANDMARKS), np.full((LANDMARKS, 3), np.nan)
    return [Pose(float(t), *nothing, size=size) for t in Take(made).frame_times]
