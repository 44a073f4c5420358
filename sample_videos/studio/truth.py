"""Exact truth from the posed skeleton, per frame and per repetition.  What is a fault is in `verdicts`.

Angles (degrees)
  knee        included angle hip-knee-ankle, 180 = straight
  hip         included angle shoulder-hip-knee of the same side, 180 = thigh in line with the trunk
  extension   signed hip extension in the pelvis's sagittal plane: 0 = thigh in line with the shoulder-hip line,
              positive = thigh behind it, negative = flexed in front of it
  trunk       angle of the mid-hip to mid-shoulder line from vertical; 0 = upright, 90 = horizontal
Left and right are the person's own.  In a mirrored picture a detector calls them the other way round: `side_in_image`.
Phase of a frame, as programmed: i idle or getting into position, l lift, h hold, d lowering, r rest between reps;
leg of a frame: L or R works, - nobody does.

Times of a repetition (seconds), measured on the working leg's extension sampled at 100 Hz.  Excursion = peak
extension minus the extension when the lift begins (on the way down: minus the extension when the lowering ends).
  start_s      the extension has risen by 10 % of the excursion (stillness and fidgeting do not belong to the rep)
  top_start_s  first time within 10 % of the excursion below the rep's own peak; top_end_s: last such time
  end_s        the extension has fallen to 10 % of the excursion above where the lowering ends
  lift_s = top_start - start, hold_s = top_end - top_start, lower_s = end - top_end
  knee_angle_deg, hip_extension_deg   means over the top;  hip_range_deg = the excursion
Measured lifts take about half of the programmed time (minimum-jerk motion), holds 0.4 to 0.6 s more.
`counts` is false when the programmed range is below 30 % of the full one (reason "too small"), and in every
movement that is no kickback (its own reason).  Those whose hip does not extend carry programmed times only.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .body import Body
from .geometry import Floats
from .scenario import Scenario
from .take import Take
from .verdicts import judge_rep, judge_set

SCHEMA = "formcheck.truth/1"
FINE_HZ = 100
SMALLEST_RANGE = 0.3
JOINTS = {
    "nose": None,
    "left_shoulder": "upperarm_l",
    "right_shoulder": "upperarm_r",
    "left_elbow": "lowerarm_l",
    "right_elbow": "lowerarm_r",
    "left_wrist": "hand_l",
    "right_wrist": "hand_r",
    "left_hip": "thigh_l",
    "right_hip": "thigh_r",
    "left_knee": "calf_l",
    "right_knee": "calf_r",
    "left_ankle": "foot_l",
    "right_ankle": "foot_r",
    "left_foot_index": "ball_l",
    "right_foot_index": "ball_r",
}
PHASES = {"idle": "i", "lift": "l", "hold": "h", "lower": "d", "rest": "r"}
PROGRAMMED = (
    "range",
    "from",
    "lift_s",
    "hold_s",
    "lower_s",
    "rest_s",
    "knee_deg",
    "trunk_arch_deg",
    "pelvis_roll_deg",
    "head_drop_deg",
    "elbow_bend_deg",
    "trunk_lean_deg",
    "support_knee_deg",
    "return_fraction",
)


def included(a: Floats, b: Floats, c: Floats) -> Floats:
    """Included angle at b; arrays (..., 2 or 3)."""
    u, v = a - b, c - b
    cosine = (u * v).sum(-1) / np.linalg.norm(u, axis=-1) / np.linalg.norm(v, axis=-1)
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))


def joint_positions(body: Body, turns: Floats, places: Floats) -> Floats:
    """World metres (n,3) in the order of JOINTS."""
    head = body.index("head")
    nose = places[head] + turns[head] @ np.array([0.105, 0, 0.045])
    return np.array([nose if bone is None else places[body.index(bone)] for bone in JOINTS.values()])


def angles(joints: Floats) -> dict[str, Floats]:
    """joints (frames, JOINTS, 3) to one array per angle."""
    at = {n: joints[:, i] for i, n in enumerate(JOINTS)}
    left = at["left_hip"] - at["right_hip"]
    left = left / np.linalg.norm(left, axis=1, keepdims=True)
    out = {}
    for side in ("left", "right"):
        shoulder, hip, knee, ankle = (at[f"{side}_{x}"] for x in ("shoulder", "hip", "knee", "ankle"))
        out[side + "_knee"], out[side + "_hip"] = included(hip, knee, ankle), included(shoulder, hip, knee)
        down, thigh = flattened(hip - shoulder, left), flattened(knee - hip, left)
        across = (np.cross(down, thigh) * left).sum(1)
        out[side + "_extension"] = np.degrees(np.arctan2(across, (down * thigh).sum(1)))
    up = at["left_shoulder"] + at["right_shoulder"] - at["left_hip"] - at["right_hip"]
    out["trunk"] = np.degrees(np.arccos(up[:, 2] / np.linalg.norm(up, axis=1)))
    return out


def flattened(v: Floats, normal: Floats) -> Floats:
    return v - normal * (v * normal).sum(1, keepdims=True)


def crossing(t: Floats, y: Floats, level: float, first: bool) -> float:
    """First (or last) time at which y, rising (or falling), passes level; linear between samples."""
    above = np.flatnonzero(y >= level)
    if len(above) == 0:
        return float(t[np.argmax(y)])
    i = above[0] if first else above[-1]
    j = i - 1 if first else i + 1
    if j < 0 or j >= len(t) or y[j] == y[i]:
        return float(t[i])
    return float(t[i] + (t[j] - t[i]) * (level - y[i]) / (y[j] - y[i]))


def measured(t: Floats, extension: Floats, knee: Floats) -> dict[str, float]:
    """Times and angles of one rep, from the lift's beginning to the lowering's end."""
    peak_at = int(np.argmax(extension))
    peak, before, after = extension[peak_at], extension[0], extension[-1]
    rise, fall = peak - before, peak - after
    line = peak - 0.1 * rise
    start = crossing(t[: peak_at + 1], extension[: peak_at + 1], before + 0.1 * rise, True)
    end = crossing(t[peak_at:], extension[peak_at:], after + 0.1 * fall, False)
    top_start, top_end = crossing(t, extension, line, True), crossing(t, extension, line, False)
    top = (t >= top_start - 1e-6) & (t <= top_end + 1e-6)
    top = top if top.any() else np.arange(len(t)) == peak_at
    return {
        "start_s": start,
        "top_start_s": top_start,
        "top_end_s": top_end,
        "end_s": end,
        "lift_s": top_start - start,
        "hold_s": top_end - top_start,
        "lower_s": end - top_end,
        "knee_angle_deg": float(knee[top].mean()),
        "hip_extension_deg": float(extension[top].mean()),
        "hip_range_deg": float(rise),
    }


def extends(take: Take) -> bool:
    """Whether the hip of a repetition extends, so that its times and angles can be measured on that."""
    return take.movement.not_counted is None or take.scenario["exercise"] == "bird-dog"


def fine_angles(take: Take) -> tuple[Floats, dict[str, Floats]]:
    """Times and angles to measure repetitions on."""
    t = np.arange(int(take.timeline.duration * FINE_HZ) if extends(take) else 1) / FINE_HZ
    return t, angles(np.array([joint_positions(take.body, *take.pose(x)[1:]) for x in t]))


def rep_truths(take: Take, t: Floats, series: dict[str, Floats]) -> list[dict[str, Any]]:
    """One document per programmed rep, not yet judged."""
    swap, mirrored = {"left": "right", "right": "left"}, take.camera.mirrored
    reason, out = take.movement.not_counted, []
    for number, rep in enumerate(take.timeline.reps, 1):
        side = rep["leg"]
        m = (t >= rep["start"] - 1e-6) & (t <= rep["end"] + 1e-6)
        if extends(take):
            numbers = measured(t[m], series[side + "_extension"][m], series[side + "_knee"][m])
        else:
            numbers = {"start_s": rep["start"], "end_s": rep["end"]}
        why = reason or ("too small" if rep["range"] < SMALLEST_RANGE else None)
        head = {"number": number, "side": side, "side_in_image": swap[side] if mirrored else side}
        programmed = {key: rep[key] for key in PROGRAMMED}
        out.append({**head, **numbers, "counts": why is None, "reason": why, "programmed": programmed})
    return out


def rounded(rep: dict[str, Any]) -> dict[str, Any]:
    """Degrees to 0.1, everything else to 0.001."""
    out: dict[str, Any] = {}
    for key, value in rep.items():
        if isinstance(value, dict):
            out[key] = rounded(value)
        else:
            digits = 1 if key.endswith("_deg") else 3
            out[key] = round(float(value), digits) if isinstance(value, float) else value
    return out


def document(scenario: Scenario) -> dict[str, Any]:
    """The truth of a scenario.  The same scenario gives the same truth, rendered or not."""
    take = Take(scenario)
    fine_t, fine = fine_angles(take)
    reps = [rounded(judge_rep(rep, scenario["exercise"])) for rep in rep_truths(take, fine_t, fine)]
    set_faults, set_borderline = judge_set(reps)
    exercise, standing = scenario["exercise"], take.movement.posture == "standing"
    return {
        "schema": SCHEMA,
        "name": scenario["name"],
        "seed": scenario["seed"],
        "body": scenario["body"],
        "exercise": exercise,
        # From the pose alone nobody can tell a cable from a band.
        "variant": "cable-kickback" if standing and scenario["prop"] == "cable" else exercise,
        "reps_that_count": sum(rep["counts"] for rep in reps),
        "reps": reps,
        "set_faults": set_faults,
        "set_borderline": set_borderline,
        "camera": {**scenario["camera"], "distance_m": take.distance_m},
        "video": scenario["video"],
        **per_frame(take),
    }


def per_frame(take: Take) -> dict[str, Any]:
    """Compact columns, rounded to 0.1; phase and leg are strings, one letter per frame."""
    times = take.frame_times
    wants, joints, pixels = [], [], []
    for t in times:
        want, turns, places = take.pose(t)
        wants.append(want)
        joints.append(joint_positions(take.body, turns, places))
        pixels.append(take.camera.project(t, joints[-1]))
    columns = {k: [round(float(x), 1) for x in v] for k, v in angles(np.array(joints)).items()}
    return {
        "joints": list(JOINTS),
        "t": [round(float(t), 3) for t in times],
        "phase": "".join(PHASES[w.phase] for w in wants),
        "leg": "".join("-" if w.phase == "idle" else w.leg[0].upper() for w in wants),
        **columns,
        "pixels": [[round(float(x), 1) for x in points.ravel()] for points in pixels],
    }
