"""A scenario: one TOML table that says who does what, seen from where.

exercise = one of exercises.MOVEMENTS; every other key has a default (below)
    seed, variation (from rep to rep, 1 = natural), fidget (sway, 1 = natural), look_around_deg,
    rock_m (hips drifting back)
    lead_in_s, lead_in = "still" | "upright" (kneel or stand upright, then into position), tail_s, ending = same
    prop = "bar" | "cable" | "bench" | "none" (standing exercises; "none": something out of the picture)
    walk = "through" | "on the spot" (walking), pace (walking and crawling, 1 = natural)
    [stance]  lean_deg (trunk from upright), standing_knee_deg (both knees; standing exercises),
              support = "hands" | "forearms", support_m (height of a box under them; all fours),
              hips_back_m (behind the knees; all fours)
    [body]    see look.LOOK
    [room]    wall, floor, mat: colours (linear RGB 0..1)
    [camera]  side = "left" | "right" (of the body that faces the camera), azimuth_deg (from that side,
              + towards the front, - towards the back), height_m, distance_m (default: the person fills
              the picture well), vfov_deg, shake_m
    [video]   width, height, fps, mirrored, light (1 = normal), noise (grey levels), crf, blur (sub-frames per frame)
    [rep]     defaults for all reps;  [[reps]]  see timeline.REP, plus repeat = N
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from .exercises import MOVEMENTS
from .limits import check, check_length
from .look import LOOK
from .timeline import REP

Scenario = dict[str, Any]

TOP: Scenario = {
    "name": "",
    "exercise": "",
    "seed": 0,
    "variation": 1.0,
    "fidget": 1.0,
    "look_around_deg": 0.0,
    "rock_m": 0.0,
    "lead_in_s": 1.0,
    "lead_in": "still",
    "tail_s": 1.0,
    "ending": "still",
    "prop": "bar",
    "walk": "through",
    "pace": 1.0,
}
STANCE: Scenario = {
    "lean_deg": 18.0,
    "standing_knee_deg": 170.0,
    "support": "hands",
    "support_m": 0.0,
    "hips_back_m": 0.0,
}
CAMERA: Scenario = {
    "side": "left",
    "azimuth_deg": 0.0,
    "height_m": 0.6,
    "distance_m": None,
    "vfov_deg": 36.0,
    "shake_m": 0.0,
}
VIDEO: Scenario = {
    "width": 640,
    "height": 360,
    "fps": 20,
    "mirrored": False,
    "light": 1.0,
    "noise": 1.5,
    "crf": 26,
    "blur": 1,
}
ROOM: Scenario = {"wall": (0.70, 0.71, 0.69), "floor": (0.46, 0.31, 0.19), "mat": (0.16, 0.30, 0.42)}


def load(path: Path) -> Scenario:
    """A scenario file, completed; its name is the file's.  ValueError says what is wrong with it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return complete({**table, "name": path.stem})


def complete(table: Scenario) -> Scenario:
    """Fill in every default; a misspelt key or a value that cannot be is an error, not a default."""
    if table.get("exercise") not in list(MOVEMENTS):
        raise ValueError(f"exercise is {table.get('exercise')!r} (try one of: {', '.join(MOVEMENTS)})")
    sections = {"stance": STANCE, "body": LOOK, "room": ROOM, "camera": CAMERA, "video": VIDEO}
    out = {name: filled(name, table.get(name, {}), defaults) for name, defaults in sections.items()}
    rest = {key: value for key, value in table.items() if key not in sections}
    rep = filled("rep", rest.pop("rep", {}), {})
    reps = rest.pop("reps", [])
    if not isinstance(reps, list):
        raise ValueError("reps is no list of tables (try: [[reps]])")
    reps = [filled("reps", one, {}) for one in reps]
    whole = {**filled("scenario", rest, TOP), **out, "rep": rep, "reps": reps}
    check_length(whole)
    return whole


def filled(where: str, table: Scenario, defaults: Scenario) -> Scenario:
    """A table over its defaults; those of repetitions are filled in by the timeline."""
    if not isinstance(table, dict):
        raise ValueError(f"{where} is no table (try: [{where}])")
    known = {**REP, "repeat": 1} if where in ("rep", "reps") else defaults
    if unknown := set(table) - set(known):
        raise ValueError(f"{where}: unknown {', '.join(sorted(unknown))} (known: {', '.join(sorted(known))})")
    for name, value in table.items():
        check(where, name, value, known[name])
    return {**defaults, **table}
