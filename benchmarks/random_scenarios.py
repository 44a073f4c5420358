"""Scenarios drawn at random: movements that are no kickbacks, and kickbacks as real people do them.

Every clip has a body, clothes, a room, a view and a tempo of its own, all continuous and independent of the movement,
so that nothing can be learnt by heart.  The clip's number alone decides: a longer list begins with the same clips.
Every fourth clip of a kind is for testing; as no two clips share a body, the test split holds bodies left out whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import numpy as np

from benchmarks.corpus_scenarios import Entry, Table
from benchmarks.random_kickbacks import kickback
from benchmarks.random_settings import between, setting
from sample_videos.studio.exercises import LOOK_ALIKES, MOVEMENTS

Draw = np.random.Generator

CLIPS = {  # how many of each kind: most of those that look most like a kickback
    "fire-hydrant": 34,
    "hip-circle": 34,
    "bird-dog": 30,
    "leg-swing": 22,
    "single-leg-deadlift": 18,
    "mountain-climber": 16,
    "step-up": 16,
    "crawl": 14,
    "butt-kick": 14,
    "hamstring-curl": 14,
    "lunge": 12,
    "high-knees": 12,
    "hip-abduction": 12,
    "knee-tuck": 12,
    "bear-crawl": 10,
    "kneel-down": 10,
    "butt-kick-walk": 8,
    "walking": 8,
    "leg-swing-side": 8,
    "clamshell": 8,
    "good-morning": 8,
    "child-pose": 8,
} | dict.fromkeys(
    (
        *("forward-lunge", "split-squat", "curtsy-lunge", "squat", "side-lying-raise", "superman"),
        *("prone-leg-raise", "glute-bridge", "cat-cow", "plank"),
    ),
    6,
)
KICKBACKS = 120
FROM_THE_FRONT = ("fire-hydrant", "hip-circle")  # where sideways looks most like backwards
TRAVELLING = ("walking", "butt-kick-walk", "crawl", "bear-crawl")
ALTERNATING = ("mountain-climber", "high-knees", "butt-kick")
KNEELS_FIRST = ("fire-hydrant", "hip-circle", "bird-dog", "knee-tuck", "cat-cow", "child-pose")
LONGEST_S = 8.0  # of the repetitions of one clip


def entries() -> list[Entry]:
    """In the order of rendering, all kinds taking turns; half of the look-alikes come before the first kickback."""
    others = spread({kind: clips(kind, count, look_alike) for kind, count in CLIPS.items()})
    half = len(others) // 2
    kickbacks = clips("kickback", KICKBACKS, lambda _, dice: kickback(dice))
    return others[:half] + spread({"others": others[half:], "kickbacks": kickbacks})


def clips(kind: str, count: int, draw: Callable[[str, Draw], Table]) -> list[Entry]:
    out = []
    for i in range(count):
        seed = zlib.crc32(f"random {kind} {i}".encode())
        scenario = draw(kind, np.random.default_rng(seed)) | {"seed": seed % 100_000}
        out.append(Entry(f"random-{kind}-{i:03d}", "test" if i % 4 == 3 else "fit", scenario))
    return out


def spread(groups: dict[str, list[Entry]]) -> list[Entry]:
    """One list in which each group is evenly spaced."""
    placed = [
        ((i + 0.5) / len(group), entry.name, entry)
        for group in groups.values()
        for i, entry in enumerate(group)
    ]
    return [entry for _, _, entry in sorted(placed, key=lambda item: item[:2])]


def look_alike(kind: str, dice: Draw) -> Table:
    posture = MOVEMENTS[kind].posture
    front = kind in FROM_THE_FRONT and dice.random() < 0.7
    azimuth = between(dice, 20, 55) if front else between(dice, -52, 52)
    room = 1.25 if kind in TRAVELLING or kind == "step-up" else 1.0
    table = {"exercise": kind, **setting(dice, posture, azimuth, room)}
    if kind in TRAVELLING:
        through = dice.random() < 0.75 or kind != "walking"
        return table | {
            "lead_in_s": between(dice, 5.5, 7.5),
            "walk": "through" if through else "on the spot",
            "pace": between(dice, 0.7, 1.7),
        }
    if kind == "kneel-down":
        return table | kneeling_down(dice)
    if kind == "plank":
        rep = {
            "leg": leg(dice),
            "lift_s": between(dice, 1, 2.5),
            "hold_s": 3.0,
            "lower_s": between(dice, 1, 2),
        }
        return table | {"reps": [rep]}
    if kind in KNEELS_FIRST and dice.random() < 0.2:
        table |= {"lead_in": "upright", "lead_in_s": 2.4}
    if posture == "standing":
        table |= {
            "prop": str(dice.choice(["bar", "cable", "none", "none"])),
            "stance": {"lean_deg": between(dice, 3, 30), "standing_knee_deg": between(dice, 150, 176)},
        }
    return table | {"reps": repetitions(kind, dice)}


def kneeling_down(dice: Draw) -> Table:
    return {
        "lead_in": "upright",
        "lead_in_s": between(dice, 2, 3.5),
        "ending": "upright",
        "tail_s": between(dice, 2.2, 3),
        "rock_m": between(dice, 0, 0.12),
        "look_around_deg": between(dice, 0, 30),
        "reps": [{"leg": leg(dice), "range": 0.0, "rest_s": between(dice, 0.2, 1.5)}],
    }


def leg(dice: Draw) -> str:
    return str(dice.choice(["left", "right"]))


def repetitions(kind: str, dice: Draw) -> list[Table]:
    quick = kind in ALTERNATING
    lift = between(dice, 0.2, 0.9) if quick else float(np.exp(between(dice, np.log(0.35), np.log(2.4))))
    rep = {
        "range": between(dice, 0.45, 1.08),
        "lift_s": lift,
        "lower_s": max(lift * between(dice, 0.7, 1.3), 0.2),
        "hold_s": 0.0 if quick or dice.random() < 0.4 else between(dice, 0, 0.9),
        "rest_s": 0.0 if quick or dice.random() < 0.4 else between(dice, 0.05, 0.6),
        **(OWN[kind](dice) if kind in OWN else {}),
    }
    one = rep["lift_s"] + rep["hold_s"] + rep["lower_s"] + rep["rest_s"]
    count = int(np.clip(LONGEST_S // one, 2 if one < 5 else 1, 8 if quick else dice.integers(2, 6)))
    first = leg(dice)
    turns = dice.random() < (0.8 if quick else 0.25)
    second = {"left": "right", "right": "left"}[first] if turns else first
    return [{**rep, "leg": second if i % 2 else first} for i in range(count)]


OWN: dict[str, Callable[[Draw], Table]] = {  # what a kind needs besides
    "fire-hydrant": lambda dice: {"knee_deg": between(dice, 65, 130 if dice.random() < 0.85 else 170)},
    "hip-circle": lambda dice: {"knee_deg": between(dice, 75, 125), "range": between(dice, 0.6, 1.08)},
    "bird-dog": lambda dice: {
        "arm_lift": between(dice, 0.1, 0.35 if dice.random() < 0.4 else 1),
        "knee_deg": between(dice, 140, 177),
    },
    "hamstring-curl": lambda dice: {"knee_deg": between(dice, 50, 110)},
    "butt-kick": lambda dice: {"knee_deg": between(dice, 40, 90)},
    "high-knees": lambda dice: {"knee_deg": between(dice, 60, 110)},
    "leg-swing": lambda dice: {
        "knee_deg": between(dice, 145, 177),
        "range": between(dice, 0.6, 1.08),
        "lift_s": between(dice, 0.4, 1.4),
        "lower_s": between(dice, 0.4, 1.4),
        "hold_s": 0.0,
    },
    "single-leg-deadlift": lambda dice: {"knee_deg": between(dice, 150, 177)},
}
assert set(CLIPS) == set(LOOK_ALIKES)
