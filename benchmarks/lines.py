"""The lines that the figures must not fall below: formcheck's promise, checked by CI on the test split."""

from __future__ import annotations

from typing import Any

# view group -> figure of the near leg -> mean absolute error at most
REP_LINES = {
    "side": {"knee_angle_deg": 3.0, "hip_extension_deg": 3.0, "hip_range_deg": 4.0, "hold_s": 0.10},
    "30": {"knee_angle_deg": 5.0, "hip_extension_deg": 4.5, "hip_range_deg": 6.0, "hold_s": 0.12},
    "45": {"knee_angle_deg": 7.0, "hip_extension_deg": 6.0, "hip_range_deg": 8.0, "hold_s": 0.15},
}
FAR_LINES = {"side": {"knee_angle_deg": 5.0, "hip_extension_deg": 7.0}}
COUNT_LINES = {"side": 1.0, "30": 1.0, "45": 0.97}
COVERED = (0.85, 0.97)


def broken_lines(result: dict[str, Any]) -> list[str]:
    """Each figure that is worse than its line, in words."""
    broken: list[str] = []
    for leg, lines in (("near", REP_LINES), ("far", FAR_LINES)):
        for group, figures in lines.items():
            for name, most in figures.items():
                measured = result["reps"][leg][group][name]["mae"]
                if measured > most:
                    broken.append(f"{leg} {group} {name}: {measured} (at most {most})")
    for group, least in COUNT_LINES.items():
        exact = result["sets"][group]["exact"]
        if exact < least:
            broken.append(f"sets counted exactly, {group}: {exact} (at least {least})")
    return broken
