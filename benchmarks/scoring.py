"""formcheck's answers held against the truth, clip by clip: flat records that `accuracy` groups and prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks.corpus import Clip
from benchmarks.corpus_scenarios import DONKEY_KNEE, EXTENDED_KNEE, FAULTS, TOO_BENT
from benchmarks.naive import count_by_thresholds
from formcheck.exercises import EXERCISES
from formcheck.exercises.measure import OF_EVERY_REP
from formcheck.kinematics.angle_correction import corrected_angles
from formcheck.kinematics.camera_view import View, estimate_view
from formcheck.kinematics.joint_angles import Plane, knee_angle, uncorrected_hip_extension
from formcheck.kinematics.pose_buffer import PoseSequence
from formcheck.pose import LIMBS, Side, other
from formcheck.pose_estimation.sampling import RATE, thinned
from formcheck.reps.rep import Rep
from formcheck.reps.rep_counter import RepCounter

Record = dict[str, Any]
GROUPS = {"side": (0, 10), "30": (10, 30), "45": (30, 50), "60": (50, 90)}
CLEAR_S = 0.3  # a truth rep and a counted one are the same if their tops are this close or overlap


@dataclass
class Scores:
    """Everything measured on a corpus, as flat records."""

    frames: list[Record] = field(default_factory=list)  # per clip, leg, joint and method: errors over frames
    reps: list[Record] = field(default_factory=list)  # per matched repetition
    sets: list[Record] = field(default_factory=list)  # per clip and side
    faults: list[Record] = field(
        default_factory=list
    )  # per matched repetition and rule that truth is sure of


def group_of(clip: Clip) -> str:
    """Which view group a clip belongs to, by its true azimuth."""
    azimuth = abs(clip.truth["camera"]["azimuth_deg"])
    return next(name for name, (low, high) in GROUPS.items() if low <= azimuth <= high)


def score(clips: list[Clip], rate: float = RATE) -> Scores:
    """Run the product over every clip, at most so many of its poses a second."""
    scores = Scores()
    for clip in clips:
        session = RepCounter()
        for pose in thinned(clip.poses, rate):
            session.update(pose)
        session.finish()
        about = {
            "clip": clip.name,
            "exercise": clip.truth["exercise"],
            "group": group_of(clip),
            "azimuth": clip.truth["camera"]["azimuth_deg"],
            "height": clip.truth["camera"]["height_m"],
            "sex": clip.truth["body"]["sex"],
            "shape": clip.truth["body"]["shape"],
        }
        _score_sets(scores, clip, session.reps, about)
        if clip.truth["exercise"] in EXERCISES:
            _score_reps(scores, clip, session, about)
            _score_frames(scores, clip, about)
    return scores


def near_side(clip: Clip) -> Side:
    """The side that faces the camera, as a detector names it."""
    side: Side = clip.truth["camera"]["side"]
    return other(side) if clip.truth["video"].get("mirrored") else side


def _score_sets(scores: Scores, clip: Clip, reps: list[Rep], about: Record) -> None:
    sides: tuple[Side, Side] = ("left", "right")
    for side in sides:
        true = sum(r["counts"] and r["side_in_image"] == side for r in clip.truth["reps"])
        counted = sum(r.side == side for r in reps)
        naive = count_by_thresholds(clip.poses, side)
        if true or counted or naive:
            scores.sets.append({**about, "side": side, "true": true, "counted": counted, "naive": naive})


def _score_reps(scores: Scores, clip: Clip, session: RepCounter, about: Record) -> None:
    in_order = sorted(session.measured, key=lambda measured: measured.start_s)
    for true in clip.truth["reps"]:
        rep = match(true, session.reps)
        if rep is None or not true["counts"]:
            continue
        view = in_order[rep.number - 1].view
        leg = "near" if rep.side == near_side(clip) else "far"
        scores.reps.append(
            {
                **about,
                "leg": leg,
                "recognised": rep.exercise == true_exercise(clip),
                "azimuth_error": view.azimuth_deg - clip.truth["camera"]["azimuth_deg"],
                **{f"{m.name}_bar": rep.error(m) for m in OF_EVERY_REP},
                **{
                    name: getattr(rep, name) - true[name]
                    for name in (
                        "knee_angle_deg",
                        "hip_extension_deg",
                        "hip_range_deg",
                        "hold_s",
                        "lift_s",
                        "lower_s",
                    )
                },
            }
        )
        scores.faults += _verdicts(true, rep, {**about, "leg": leg})


def true_exercise(clip: Clip) -> str:
    """The exercise a camera can tell: a cable kickback is a standing one."""
    name: str = clip.truth["exercise"]
    return EXERCISES[name].variant_of or name


def match(true: Record, reps: list[Rep]) -> Rep | None:
    """The counted repetition of the same leg whose top overlaps the true one's."""
    for rep in reps:
        gap = max(rep.top_start_s, true["top_start_s"]) - min(rep.top_end_s, true["top_end_s"])
        if rep.side == true["side_in_image"] and gap < CLEAR_S:
            return rep
    return None


def _verdicts(true: Record, rep: Rep, about: Record) -> list[Record]:
    rules = dict.fromkeys(rule.name for rule in EXERCISES[rep.exercise].rules)
    said = {fault.rule for fault in rep.faults}
    return [
        {
            **about,
            "rep": true["number"],
            "rule": rule,
            "true": rule in true["faults"],
            "said": rule in said,
            "judged": rule not in rep.not_judged,
            "clean_rep": not true["faults"],
            "strength": strength(rule, true["programmed"]) if rule in true["faults"] else None,
        }
        for rule in rules
        if rule not in true["borderline"]
    ]


def strength(rule: str, programmed: Record) -> str:
    """Whether a programmed fault is nearer the weak or the strong value of the grid."""
    pairs = [DONKEY_KNEE, EXTENDED_KNEE, TOO_BENT] if rule == "knee-angle" else [FAULTS[rule]]
    pairs += [FAULTS["head-lift"]] if rule == "head" else []
    best = min(
        (abs(programmed[key] - pair[i][key]), ("weak", "strong")[i])
        for pair in pairs
        for i in (0, 1)
        for key in pair[i]
    )
    return best[1]


def _score_frames(scores: Scores, clip: Clip, about: Record) -> None:
    sequence = seen(clip)
    if len(sequence) < 10:
        return
    rows = np.searchsorted(np.array([p.timestamp_s for p in clip.poses]), sequence.times)
    direction = 1 if near_side(clip) == "right" else -1
    # Where the person has got down: the last half of the clip shows the working posture.
    view = estimate_view(
        sequence.between(sequence.times[len(sequence) // 3], np.inf), direction, (clip.width, clip.height)
    )
    mirrored = clip.truth["video"].get("mirrored")
    in_position = np.array(list(clip.truth["phase"]))[rows] != "i"
    sides: tuple[Side, Side] = ("left", "right")
    for side in sides:
        own = other(side) if mirrored else side
        for joint, column in (("knee", "knee"), ("hip", "extension")):
            truth = np.array(clip.truth[f"{own}_{column}"])[rows]
            for method, angle in angles(sequence, side, joint, view, direction).items():
                error = (np.minimum(angle, 360 - angle) if joint == "knee" else angle) - truth
                error = error[in_position & np.isfinite(error)]
                if len(error):
                    leg = "near" if side == near_side(clip) else "far"
                    scores.frames.append(
                        {**about, "leg": leg, "joint": joint, "method": method, "error": error}
                    )


def seen(clip: Clip) -> PoseSequence:
    """The frames in which somebody was found."""
    poses = [p for p in clip.poses if p.seen]
    return PoseSequence(
        np.array([p.timestamp_s for p in poses]),
        np.array([p.xy for p in poses]).reshape(-1, 33, 2),
        np.array([p.visibility for p in poses]).reshape(-1, 33),
        np.array([p.world for p in poses]).reshape(-1, 33, 3),
    )


def angles(
    sequence: PoseSequence, side: Side, joint: str, view: View, direction: int
) -> dict[str, np.ndarray]:
    """One joint's angle per frame by each method."""
    angle = knee_angle if joint == "knee" else uncorrected_hip_extension
    flat = angle(sequence.xy, side, Plane.facing(direction))
    corrected = corrected_angles(sequence.xy, view)[side]
    return {
        "2-D": flat,
        "world": _world(sequence.world, side, joint),
        "rectified": angle(sequence.xy, side, view.plane),
        "corrected": corrected.knee_deg if joint == "knee" else corrected.hip_deg,
    }


def _world(world: np.ndarray, side: Side, joint: str) -> np.ndarray:
    """Angle from the model's own 3-D landmarks; extension signed by the world's left-to-right axis."""
    limb = LIMBS[side]
    thigh = world[:, limb.knee] - world[:, limb.hip]
    if joint == "knee":
        shank = world[:, limb.ankle] - world[:, limb.knee]
        cosine = (thigh * shank).sum(1) / np.linalg.norm(thigh, axis=1) / np.linalg.norm(shank, axis=1)
        return 180.0 - np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    across = world[:, LIMBS["right"].hip] - world[:, LIMBS["left"].hip]
    across = across / np.linalg.norm(across, axis=1, keepdims=True)
    trunk = world[:, limb.hip] - world[:, limb.shoulder]
    trunk = trunk - across * (trunk * across).sum(1, keepdims=True)
    thigh = thigh - across * (thigh * across).sum(1, keepdims=True)
    turn = (np.cross(trunk, thigh) * across).sum(1)
    return np.degrees(np.arctan2(-turn, (trunk * thigh).sum(1)))
