"""The grid of the corpus: which scenarios are rendered, and which of them are for fitting and which for testing.

Every dimension is a list with each value as often as wanted, shuffled by a seed of its own for each exercise: so
every value meets many others without the full product.  The split is part of the grid: within one exercise and one
angle of view every third scenario is for testing, whatever any detector makes of it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np

Table = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One scenario of the corpus; split is "fit" or "test"."""

    name: str
    split: str
    scenario: Table


# ---- what goes wrong: rule -> (weak, strong) values of a rep
DONKEY_KNEE, EXTENDED_KNEE = ({"knee_deg": 122}, {"knee_deg": 135}), ({"knee_deg": 143}, {"knee_deg": 130})
TOO_BENT = ({"knee_deg": 60}, {"knee_deg": 50})
FAULTS: dict[str, tuple[Table, Table]] = {
    "range": ({"range": 0.62}, {"range": 0.45}),
    "hold": ({"hold_s": 0.1}, {"hold_s": 0.0}),
    "lift-tempo": ({"lift_s": 0.42}, {"lift_s": 0.3}),
    "lower-tempo": ({"lower_s": 0.42}, {"lower_s": 0.3}),
    "return": ({"return_fraction": 0.28}, {"return_fraction": 0.45}),
    "back-arch": ({"trunk_arch_deg": 11}, {"trunk_arch_deg": 18}),
    "pelvis-rotation": ({"pelvis_roll_deg": 12}, {"pelvis_roll_deg": 22}),
    "head": ({"head_drop_deg": 20}, {"head_drop_deg": 35}),
    "head-lift": ({"head_drop_deg": -20}, {"head_drop_deg": -32}),
    "elbows": ({"elbow_bend_deg": 20}, {"elbow_bend_deg": 40}),
    "trunk-lean": ({"trunk_lean_deg": 15}, {"trunk_lean_deg": 28}),
    "support-knee": ({"support_knee_deg": 20}, {"support_knee_deg": 35}),
}
ABORTED = {"range": 0.2, "hold_s": 0.1, "lift_s": 0.5, "lower_s": 0.5}

# ---- themes of a set: one rule, two rules joined by "+", or a pattern over the whole set
COMMON = (
    *("knee-angle", "knee-angle", "knee-angle+hold", "range", "range", "hold", "hold", "hold+head"),
    *("lift-tempo", "lift-tempo", "lower-tempo", "lower-tempo", "return", "return", "back-arch", "back-arch"),
    *("pelvis-rotation", "pelvis-rotation", "head", "head-lift"),
    *("fading", "fading-a-little", "unequal-range", "unequal-hold", "aborted", "aborted"),
)
THEMES = {
    "donkey-kick": (*COMMON, "too-bent", "elbows", "elbows", *["clean"] * 6),
    "glute-kickback": (*COMMON, "elbows", "elbows", *["clean"] * 7),
    "standing-kickback": (*COMMON, *["trunk-lean", "support-knee"] * 2, *["clean"] * 5),
}
SETS = 35  # of each exercise

# ---- everything else: value -> how many of the 35 sets
AZIMUTHS = {0: 7, 15: 4, -15: 4, 30: 4, -30: 4, 45: 4, -45: 4, 60: 2, -60: 2}
DIMENSIONS: dict[str, dict[Any, int]] = {
    "azimuth_deg": AZIMUTHS,
    "height_m": {0.3: 11, 0.6: 12, 1.2: 12},
    "facing": {"left": 18, "right": 17},
    "legs": {"near": 17, "far": 11, "both": 7},
    "fps": {12: 25, 24: 8, 30: 2},
    "tempo": {"slow": 8, "normal": 15, "hasty": 12},
    "hold_s": {0.6: 12, 0.8: 11, 1.2: 8, 2.0: 4},
    "sex": {"female": 18, "male": 17},
    "shape": {"average": 9, "slim": 9, "heavy": 8, "muscular": 9},
    "heritage": {"caucasian": 12, "african": 12, "asian": 11},
    "clothes": {0: 9, 1: 9, 2: 9, 3: 8},
    "room": {0: 12, 1: 12, 2: 11},
    "noise": {0.0: 9, 1.5: 17, 5.0: 9},
    "light": {1.0: 25, 0.6: 5, 1.3: 5},
    "vfov_deg": {36: 27, 44: 8},
    "shake_m": {0.0: 27, 0.004: 8},
    "unrest": {"calm": 20, "restless": 6, "looking": 5, "rocking": 4},
    "lead_in": {"still": 25, "upright": 10},
    "ending": {"still": 30, "upright": 5},
    "pause": {False: 29, True: 6},
}
TEMPOS = {"slow": (1.4, 1.7, 0.5), "normal": (1.0, 1.2, 0.5), "hasty": (0.75, 0.9, 0.35)}
SKINS = {"caucasian": ("light", "tan"), "african": ("brown", "dark"), "asian": ("light", "tan")}
CLOTHES: tuple[Table, ...] = (
    {},
    {"top": (0.06, 0.13, 0.33), "bottom": (0.16, 0.16, 0.17), "sleeves": True, "hair": "short"},
    {"top": (0.62, 0.60, 0.58), "bottom": (0.20, 0.07, 0.24), "hair_colour": (0.16, 0.09, 0.05)},
    {
        "top": (0.02, 0.02, 0.022),
        "bottom": (0.28, 0.04, 0.05),
        "legs": "shorts",
        "sleeves": True,
        "hair": "short",
    },
)
ROOMS: tuple[Table, ...] = (
    {},
    {"wall": (0.72, 0.64, 0.54), "floor": (0.24, 0.14, 0.08), "mat": (0.10, 0.22, 0.14)},
    {"wall": (0.42, 0.50, 0.60), "floor": (0.30, 0.27, 0.24), "mat": (0.35, 0.12, 0.10)},
)
UNREST: dict[str, Table] = {
    "calm": {},
    "restless": {"fidget": 2.0},
    "looking": {"look_around_deg": 30.0},
    "rocking": {"rock_m": 0.05, "fidget": 1.5},
}
LONGEST_S = 12.5  # of the reps of one set

LOOK_ALIKES = {  # name -> (azimuth, fps) of each clip
    "hip-abduction": ((0, 12), (30, 24), (-45, 12)),
    "hamstring-curl": ((0, 24), (-30, 12), (45, 12)),
    "fire-hydrant": ((0, 12), (30, 12), (-45, 24)),
    "bird-dog": ((0, 12), (-30, 24), (45, 12)),
    "squat": ((0, 12), (45, 24)),
    "lunge": ((0, 24), (30, 12)),
    "walking": ((0, 24), (-30, 12), (45, 12)),
    "plank": ((0, 12), (30, 12)),
    "kneel-down": ((0, 12), (-30, 24)),
}


def entries() -> list[Entry]:
    """The whole corpus in the order of rendering: whatever part is done is a fair sample of all."""
    kickbacks = [entry for exercise in THEMES for entry in kickback_entries(exercise)]
    shuffle(kickbacks, "order")
    others = look_alike_entries()
    shuffle(others, "order")
    every = len(kickbacks) / len(others)
    for i, entry in enumerate(others):
        kickbacks.insert(round(i * every) + i, entry)
    return kickbacks


def shuffle(values: list[Any], *seed: str) -> list[Any]:
    np.random.default_rng(zlib.crc32(" ".join(seed).encode())).shuffle(values)
    return values


def kickback_entries(exercise: str) -> list[Entry]:
    columns = {
        name: shuffle([value for value, times in counts.items() for _ in range(times)], exercise, name)
        for name, counts in DIMENSIONS.items()
    }
    rows = [{name: column[i] for name, column in columns.items()} for i in range(SETS)]
    themes = shuffle(list(THEMES[exercise]), exercise, "theme")
    tests = test_rows([abs(row["azimuth_deg"]) for row in rows])
    return [
        Entry(
            f"{exercise}-{i:02d}-{theme}", "test" if i in tests else "fit", kickback(exercise, theme, row, i)
        )
        for i, (theme, row) in enumerate(zip(themes, rows, strict=True))
    ]


def test_rows(angles: list[int]) -> set[int]:
    """Every third row of each angle of view."""
    by_angle = sorted(range(len(angles)), key=lambda i: (angles[i], i))
    return set(by_angle[1::3])


def kickback(exercise: str, theme: str, row: Table, i: int) -> Table:
    lift, lower, rest = TEMPOS[row["tempo"]]
    rep = {"lift_s": lift, "lower_s": lower, "rest_s": rest, "hold_s": row["hold_s"]}
    reps = with_legs(theme_reps(exercise, theme, rep, i), theme, row)
    if row["pause"]:
        reps[1]["rest_s"] = 2.2
    standing = exercise == "standing-kickback"
    return {
        "exercise": exercise,
        **({"prop": "cable" if i % 2 else "bar"} if standing else {}),
        "seed": zlib.crc32(f"{exercise} {i}".encode()) % 100_000,
        **setting(row),
        "rep": rep,
        "reps": reps,
    }


def setting(row: Table) -> Table:
    """Who and where, how restless, seen from where."""
    skin = SKINS[row["heritage"]][row["clothes"] % 2]
    return {
        **UNREST[row["unrest"]],
        "lead_in": row["lead_in"],
        "lead_in_s": 2.6 if row["lead_in"] == "upright" else 1.0,
        "ending": row["ending"],
        "tail_s": 2.6 if row["ending"] == "upright" else 0.8,
        "body": {key: row[key] for key in ("sex", "shape", "heritage")}
        | {"skin": skin, **CLOTHES[row["clothes"]]},
        "room": ROOMS[row["room"]],
        "camera": {"side": row["facing"]}
        | {k: row[k] for k in ("azimuth_deg", "height_m", "vfov_deg", "shake_m")},
        "video": {key: row[key] for key in ("fps", "noise", "light")},
    }


def theme_reps(exercise: str, theme: str, rep: Table, i: int) -> list[Table]:
    """Faulty reps between clean ones, one fault to a rep."""
    if theme == "clean":
        return [{} for _ in range(fitting(rep, 3, 5))]
    if theme.startswith("fading"):
        rep["hold_s"] = min(rep["hold_s"], 0.8)
        steps = (1.0, 0.97, 0.9, 0.84, 0.8) if theme == "fading-a-little" else (1.0, 1.0, 0.88, 0.74, 0.6)
        return [{"range": step} for step in steps[5 - fitting(rep, 4, 5) :]]
    if theme.startswith("unequal"):
        rep["hold_s"] = 1.4 if theme == "unequal-hold" else min(rep["hold_s"], 0.8)
        worse = {"hold_s": 0.7} if theme == "unequal-hold" else {"range": 0.68}
        return [{}, worse, {}, dict(worse)]
    if theme == "aborted":
        return [{}, dict(ABORTED), {}, {}, {**ABORTED, "range": 0.25}][: fitting(rep, 4, 5)]
    return faulty_reps(exercise, theme, rep, i)


def faulty_reps(exercise: str, theme: str, rep: Table, i: int) -> list[Table]:
    knee = DONKEY_KNEE if exercise == "donkey-kick" else EXTENDED_KNEE
    values = {**FAULTS, "knee-angle": knee, "too-bent": TOO_BENT}
    rules = theme.split("+")
    first, second = dict(values[rules[0]][0]), dict(values[rules[-1]][1])
    if i % 2:
        first, second = dict(values[rules[0]][1]), dict(values[rules[-1]][0])
    count = fitting(rep, 3, 5)
    if theme == "return" or count == 3:  # the last rep of a set always returns
        return [first, {}, second, {}] if count > 3 else [first, second, {}]
    return [{}, first, {}, second, {}][:count]


def fitting(rep: Table, low: int, high: int) -> int:
    """How many such reps fit into one clip."""
    one = sum(rep[key] for key in ("lift_s", "hold_s", "lower_s", "rest_s"))
    return int(np.clip(LONGEST_S // one, low, high))


def with_legs(reps: list[Table], theme: str, row: Table) -> list[Table]:
    near, far = row["facing"], "left" if row["facing"] == "right" else "right"
    legs = row["legs"]
    if theme.startswith("unequal"):
        legs = "both"
    elif legs == "both" and theme in ("return", "fading", "fading-a-little"):
        legs = "near"  # a leg that is changed has always returned
    order = {"near": [near] * 5, "far": [far] * 5, "both": [near, far, near, far, near]}[legs]
    return [{**rep, "leg": leg} for rep, leg in zip(reps, order, strict=False)]


def look_alike_entries() -> list[Entry]:
    out = []
    for number, (kind, clips) in enumerate(LOOK_ALIKES.items()):
        for i, (azimuth, fps) in enumerate(clips):
            split = "test" if i == number % len(clips) else "fit"
            out.append(Entry(f"{kind}-{i}", split, look_alike(kind, i, azimuth, fps)))
    return out


def look_alike(kind: str, i: int, azimuth: int, fps: int) -> Table:
    columns = {
        name: shuffle([v for v, n in counts.items() for _ in range(n)], kind, name)
        for name, counts in DIMENSIONS.items()
    }
    row = {name: column[i] for name, column in columns.items()} | {"azimuth_deg": azimuth, "fps": fps}
    row |= {"lead_in": "still", "ending": "still", "unrest": "calm"}
    table = {"exercise": kind, "seed": zlib.crc32(f"{kind} {i}".encode()) % 100_000, **setting(row)}
    near, far = row["facing"], "left" if row["facing"] == "right" else "right"
    if kind == "walking":
        return table | {"lead_in_s": 8.0, "walk": "on the spot" if i == 1 else "through"}
    if kind == "kneel-down":
        restless = {
            "rock_m": 0.08,
            "look_around_deg": 30.0,
            "fidget": 2.0,
            "reps": [{"leg": near, "range": 0.0}],
        }
        return table | restless | {"lead_in": "upright", "lead_in_s": 3.2, "ending": "upright", "tail_s": 3.0}
    if kind == "plank":
        return table | {"reps": [{"leg": near, "lift_s": 2.4, "hold_s": 4.0, "lower_s": 2.0}]}
    legs = [near, far, near] if kind in ("lunge", "bird-dog") or i == 1 else [near if i else far] * 3
    rep = {"lift_s": 1.0, "hold_s": (0.2, 0.8, 1.2)[i], "lower_s": 1.1, "rest_s": 0.4}
    return table | {"rep": rep, "reps": [{"leg": leg} for leg in legs]}
