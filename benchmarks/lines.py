"""The lines that the figures of the test split must not fall below.

GOALS is what formcheck is meant to reach; FLOORS are the figures that are not
there yet, held where they stand so that they cannot get worse unseen.
docs/accuracy.md says why they are not reached.
"""

from __future__ import annotations

from typing import Any

# (leg, view group, figure) -> mean absolute error at most
GOALS: dict[tuple[str, str, str], float] = {
    ("near", "side", "knee_angle_deg"): 2.5,
    ("near", "side", "hip_extension_deg"): 3.0,
    ("near", "side", "hip_range_deg"): 4.0,
    ("near", "side", "hold_s"): 0.06,
    ("near", "30", "knee_angle_deg"): 3.0,
    ("near", "30", "hip_extension_deg"): 3.3,
    ("near", "30", "hip_range_deg"): 5.0,
    ("near", "30", "hold_s"): 0.06,
    ("near", "45", "knee_angle_deg"): 4.5,
    ("near", "45", "hip_extension_deg"): 4.5,
    ("near", "45", "hip_range_deg"): 7.0,
    ("near", "45", "hold_s"): 0.1,
    ("far", "side", "knee_angle_deg"): 3.5,
    ("far", "side", "hip_extension_deg"): 4.5,
    ("far", "30", "knee_angle_deg"): 4.5,
    ("far", "30", "hip_extension_deg"): 4.5,
}
FLOORS: dict[tuple[str, str, str], float] = {
    ("near", "side", "knee_angle_deg"): 4.2,
    ("near", "side", "hip_extension_deg"): 3.3,
    ("near", "side", "hold_s"): 0.09,
    ("near", "30", "hip_extension_deg"): 4.6,
    ("near", "45", "hold_s"): 0.20,
}
# view group -> share of sets (per side) counted exactly, at least: goal and floor
COUNT_GOALS = {"side": 1.0, "30": 1.0, "45": 0.97}
COUNT_FLOORS = {"45": 0.88}
FALSE_FAULTS_PER_CLEAN_REP = 1 / 50


def missed_goals(result: dict[str, Any]) -> list[str]:
    """Each figure that is worse than its goal, in words."""
    return _worse(result, GOALS, COUNT_GOALS)


def broken_lines(result: dict[str, Any]) -> list[str]:
    """Each figure that is worse than it may be: than its goal, or its floor where the goal is not reached yet."""
    broken = _worse(result, {**GOALS, **FLOORS}, {**COUNT_GOALS, **COUNT_FLOORS})
    clean = result["faults"]["clean reps"]
    if clean["false faults"] > FALSE_FAULTS_PER_CLEAN_REP * clean["n"]:
        broken.append(f"false faults: {clean['false faults']} in {clean['n']} clean repetitions")
    if result["sets"]["look_alike_reps"]:
        broken.append(f"look-alikes counted: {result['sets']['look_alike_reps']}")
    return broken


def _worse(
    result: dict[str, Any], errors: dict[tuple[str, str, str], float], counts: dict[str, float]
) -> list[str]:
    worse = []
    for (leg, group, name), most in errors.items():
        measured = result["reps"][leg][group][name]["mae"]
        if measured > most:
            worse.append(f"{leg} leg, {group}, {name}: {measured} (at most {most})")
    for group, least in counts.items():
        exact = result["sets"][group]["exact"]
        if exact < least:
            worse.append(f"sets counted exactly, {group}: {exact} (at least {least})")
    return worse
