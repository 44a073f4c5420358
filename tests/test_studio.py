"""The studio's truth can be trusted, and the corpus made with it is balanced."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sample_videos.studio import truth
from sample_videos.studio.exercises import LOOK_ALIKES
from sample_videos.studio.scenario import complete, load
from tests.support.paths import SAMPLES


def scenario(exercise: str = "donkey-kick", reps: int = 1, **rep: Any) -> dict[str, Any]:
    """A short calm set at 10 frames/s."""
    return complete(
        {
            "name": "short",
            "exercise": exercise,
            "variation": 0.0,
            "fidget": 0.0,
            "lead_in_s": 0.1,
            "tail_s": 0.1,
            "video": {"width": 96, "height": 64, "fps": 10, "noise": 0.0},
            "reps": [{"lift_s": 0.8, "hold_s": 0.6, "lower_s": 0.9, "rest_s": 0.1, **rep}] * reps,
        }
    )


def test_same_scenario_same_truth() -> None:
    varied = scenario() | {"variation": 1.0, "fidget": 1.0, "seed": 7}
    made = truth.document(varied)
    assert truth.document(copy.deepcopy(varied)) == made
    assert truth.document(varied | {"seed": 8})["reps"] != made["reps"]


def test_truth_of_a_sample_is_the_committed_one() -> None:
    name = "cable-kickback-side"
    committed = json.loads((SAMPLES / f"{name}.json").read_text())
    made = json.loads(json.dumps(truth.document(load(SAMPLES / f"{name}.toml"))))
    assert made["reps"] == committed["reps"]
    assert np.allclose(made["left_knee"], committed["left_knee"], atol=0.11)


@pytest.mark.parametrize(
    ("exercise", "change", "faults"),
    [
        ("donkey-kick", {}, []),
        ("donkey-kick", {"knee_deg": 130.0}, ["knee-angle"]),
        ("donkey-kick", {"knee_deg": 55.0}, ["knee-angle"]),
        ("donkey-kick", {"knee_deg": 108.0}, []),
        ("glute-kickback", {"knee_deg": 140.0}, ["knee-angle"]),
        ("glute-kickback", {"hold_s": 0.0}, ["hold"]),
        ("glute-kickback", {"lift_s": 0.35}, ["lift-tempo"]),
        ("donkey-kick", {"head_drop_deg": -25.0}, ["head"]),
        ("donkey-kick", {"trunk_arch_deg": 14.0}, ["back-arch"]),
        ("standing-kickback", {"trunk_lean_deg": 20.0}, ["trunk-lean"]),
        ("standing-kickback", {"support_knee_deg": 25.0}, ["support-knee"]),
    ],
)
def test_one_change_gives_one_fault(exercise: str, change: dict[str, Any], faults: list[str]) -> None:
    (rep,) = truth.document(scenario(exercise, **change))["reps"]
    assert (rep["counts"], rep["faults"]) == (True, faults)


def test_programmed_knee_is_the_measured_knee() -> None:
    (rep,) = truth.document(scenario(knee_deg=130.0))["reps"]
    assert rep["knee_angle_deg"] == pytest.approx(130, abs=2)


def test_a_broken_off_lift_is_no_rep() -> None:
    first, second = truth.document(scenario(reps=2) | {"reps": [{"range": 0.2}, {}]})["reps"]
    assert (first["counts"], first["reason"], first["faults"]) == (False, "too small", [])
    assert second["counts"]


def test_a_soft_supporting_knee_bends_only_the_supporting_knee() -> None:
    straight, soft = (truth.document(scenario("standing-kickback", support_knee_deg=x)) for x in (0.0, 30.0))
    assert min(straight["right_knee"]) - min(soft["right_knee"]) == pytest.approx(30, abs=2)
    assert straight["reps"][0]["hip_range_deg"] == pytest.approx(soft["reps"][0]["hip_range_deg"], abs=2)


def test_legs_that_differ_are_left_right_and_not_fading() -> None:
    reps = [{"leg": leg, "range": 1.0 if leg == "left" else 0.68} for leg in ("left", "right") * 2]
    made = truth.document(scenario() | {"reps": reps})
    assert (made["set_faults"], made["set_borderline"]) == (["left-right"], [])


@pytest.mark.parametrize("exercise", LOOK_ALIKES)
def test_look_alikes_count_nothing(exercise: str) -> None:
    made = truth.document(scenario(exercise))
    assert made["reps_that_count"] == 0
    assert all(rep["reason"] and not rep["counts"] for rep in made["reps"])
    assert np.isfinite(made["pixels"]).all()


def test_a_misspelt_key_is_an_error() -> None:
    with pytest.raises(ValueError, match="hold"):
        complete({"exercise": "donkey-kick", "reps": [{"hold": 1.0}]})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exercise = []", "exercise is"),
        ("body = 5", "body is no table"),
        ("reps = 5", "reps is no list"),
        ("reps = [5]", "reps is no table"),
        ("seed = 1.5", "seed cannot be '1.5'"),
        ("camera = { side = 'top' }", "side cannot be 'top' .try: left or right"),
        ("room = { wall = [1, 2] }", "wall cannot be"),
        ("video = { width = 1_000_000 }", "width cannot be"),
        ("lead_in_s = nan", "lead_in_s cannot be 'nan'"),
        ("tail_s = inf", "tail_s cannot be 'inf'"),
        ("seed = true", "seed cannot be"),
        ("reps = [{ repeat = 1_000_000_000_000 }]", "repeat cannot be"),
        ("reps = [{ repeat = 1000, lift_s = 60 }]", "a set of 62702 s"),
        ("lead_in_s = 0\ntail_s = 0", "a set of 0 s"),
        (f"name = {'[' * 50_000}", "nested too deeply"),
        ("name = ", "Invalid value"),
    ],
)
def test_a_value_that_cannot_be_is_an_error(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "set.toml"
    path.write_text(text if text.startswith("exercise") else f"exercise = 'donkey-kick'\n{text}\n")
    with pytest.raises(ValueError, match=said):
        load(path)


@pytest.mark.slow
@pytest.mark.machine
def test_rendered_frames_are_the_frames_of_the_truth(tmp_path: Path) -> None:
    moderngl = pytest.importorskip("moderngl", reason="the studio extra is not installed")
    try:
        moderngl.create_context(
            standalone=True, backend="egl", libgl="libGL.so.1", libegl="libEGL.so.1"
        ).release()
    except Exception as error:
        pytest.skip(f"no EGL on this machine: {error}")
    from formcheck.video.reader import open_video
    from sample_videos.studio.film import render

    short = scenario(hold_s=0.2, lift_s=0.4, lower_s=0.4, rest_s=0.1)
    made = truth.document(short)
    assert render(short, tmp_path / "short.mp4") == len(made["t"])
    with open_video(tmp_path / "short.mp4") as video:
        frames = list(video)
    assert [f.timestamp_s for f in frames] == pytest.approx(made["t"])
    assert np.std(frames[0].rgb) > 10
    assert truth.document(short) == made
