"""Kickbacks as real people do them: deep and bowed stances, forearms, knees drawn to the chest, any tempo."""

from __future__ import annotations

import numpy as np

from benchmarks.random_settings import Draw, Table, between, setting

EXERCISES, CHANCES = ("donkey-kick", "glute-kickback", "standing-kickback"), (0.33, 0.25, 0.42)
KNEES_DEG = {"donkey-kick": (65, 130), "glute-kickback": (140, 177), "standing-kickback": (125, 177)}
LONGEST_S = 8.5


def kickback(dice: Draw) -> Table:
    exercise = str(dice.choice(EXERCISES, p=CHANCES))
    standing = exercise == "standing-kickback"
    table = {
        "exercise": exercise,
        **setting(dice, "standing" if standing else "all fours", between(dice, -52, 52)),
    }
    table |= standing_stance(dice) if standing else kneeling_stance(dice)
    if not standing and dice.random() < 0.2:
        table |= {"lead_in": "upright", "lead_in_s": 2.4}
    between_reps = drawn_in(dice, standing, table["stance"].get("standing_knee_deg", 170.0))
    rep = {
        "knee_deg": between(dice, *KNEES_DEG[exercise]),
        **tempo(dice),
        **between_reps,
        **flaws(dice, standing),
    }
    return table | {"reps": repetitions(dice, rep)}


def standing_stance(dice: Draw) -> Table:
    lean, knee = between(dice, 10, 75), between(dice, 100, 175)
    props = ["bar", "cable", "none"] if lean < 40 else ["bench", "bench", "bar", "cable", "none"]
    prop = str(dice.choice(props))
    forearms = prop == "bench" and dice.random() < 0.4
    stance = {"lean_deg": lean, "standing_knee_deg": knee, "support": "forearms" if forearms else "hands"}
    return {"prop": prop, "stance": stance}


def kneeling_stance(dice: Draw) -> Table:
    return {
        "stance": {
            "support": "forearms" if dice.random() < 0.35 else "hands",
            "support_m": between(dice, 0.05, 0.3) if dice.random() < 0.25 else 0.0,
            "hips_back_m": between(dice, 0.02, 0.2) if dice.random() < 0.45 else 0.0,
        }
    }


def drawn_in(dice: Draw, standing: bool, knee_deg: float) -> Table:
    """The knee drawn to the chest between kicks, or the foot held just off the floor, or put down."""
    chance = dice.random()
    if chance < 0.35:
        far = between(dice, 20, 95) if standing else between(dice, 12, 50)
        return {"draw_in_deg": far, "draw_in_knee_deg": between(dice, 60, 120 if standing else 85)}
    if chance < 0.55:
        bent = knee_deg - 15 if standing else 85.0
        return {"draw_in_deg": between(dice, 3, 12), "draw_in_knee_deg": max(bent, 60.0)}
    return {}


def tempo(dice: Draw) -> Table:
    slowest = 1.6 if dice.random() < 0.85 else 6.0
    lift = float(np.exp(between(dice, np.log(0.3), np.log(slowest))))
    return {
        "range": between(dice, 0.55, 1.08),
        "lift_s": lift,
        "lower_s": float(np.clip(lift * between(dice, 0.5, 1.5), 0.3, 3)),
        "hold_s": 0.0 if dice.random() < 0.35 else between(dice, 0.1, 1.5),
        "rest_s": 0.0 if dice.random() < 0.45 else between(dice, 0.05, 0.8),
    }


def flaws(dice: Draw, standing: bool) -> Table:
    if dice.random() < 0.7:
        return {}
    return {
        "trunk_arch_deg": float(dice.choice([0.0, between(dice, 3, 18)])),
        "pelvis_roll_deg": float(dice.choice([0.0, between(dice, 3, 20)])),
        "head_drop_deg": between(dice, -30, 30),
        "elbow_bend_deg": 0.0 if standing else float(dice.choice([0.0, between(dice, 5, 35)])),
        "trunk_lean_deg": float(dice.choice([0.0, between(dice, 3, 20)])) if standing else 0.0,
    }


def repetitions(dice: Draw, rep: Table) -> list[Table]:
    """As many as fit; a knee drawn in stays so until the leg's last repetition, so that leg works alone."""
    one = sum(rep[key] for key in ("lift_s", "hold_s", "lower_s", "rest_s"))
    count = int(np.clip(LONGEST_S // one, 2 if one < 6 else 1, dice.integers(2, 6)))
    legs = ["left", "right"]
    if dice.random() < 0.5:
        legs.reverse()
    turns = dice.random() < 0.25 and "draw_in_deg" not in rep
    return [{**rep, "leg": legs[i % 2 if turns else 0]} for i in range(count)]
