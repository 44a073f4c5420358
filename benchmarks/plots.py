"""The accuracy benchmark as a picture: error against the angle of view, formcheck beside plain 2-D and world 3-D."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np

from benchmarks.scoring import Scores

AZIMUTHS = (0, 15, 30, 45, 60)
METHODS = {
    "2-D": ("2-D landmarks", "tab:gray"),
    "world": ("model's 3-D landmarks", "tab:orange"),
    "rectified": ("in the leg's own plane", "tab:green"),
    "corrected": ("formcheck, per frame", "tab:blue"),
}
GOALS = {"knee": ((10, 3), (30, 5), (45, 7)), "hip": ((10, 3), (30, 4.5), (45, 6))}


def draw(scores: Scores, path: Path) -> None:
    """Mean absolute error of the near leg by azimuth, and of the top of a repetition, into a PNG or SVG."""
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(11, 4.2), sharey=True, layout="constrained")
    for axis, joint in zip(axes, ("knee", "hip"), strict=True):
        for method, (label, colour) in METHODS.items():
            axis.plot(
                AZIMUTHS, [_frames(scores, joint, method, a) for a in AZIMUTHS], "o--", c=colour, label=label
            )
        name = "knee_angle_deg" if joint == "knee" else "hip_extension_deg"
        axis.plot(
            AZIMUTHS,
            [_tops(scores, name, a) for a in AZIMUTHS],
            "s-",
            c="black",
            label="formcheck, top of a rep",
        )
        axis.plot(
            *zip(*GOALS[joint], strict=True), "_", c="tab:green", ms=22, mew=2, label="goal, top of a rep"
        )
        axis.set(
            title=f"{joint}, near leg", xlabel="camera off the side, degrees", xticks=AZIMUTHS, ylim=(0, 25)
        )
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("mean absolute error, degrees")
    axes[0].legend(loc="upper left", fontsize=9)
    figure.savefig(path, dpi=110)


def _frames(scores: Scores, joint: str, method: str, azimuth: int) -> float:
    chosen = [
        r["error"]
        for r in scores.frames
        if (r["joint"], r["method"], r["leg"], abs(r["azimuth"])) == (joint, method, "near", azimuth)
    ]
    return float(np.mean(np.abs(np.concatenate(chosen)))) if chosen else np.nan


def _tops(scores: Scores, name: str, azimuth: int) -> float:
    errors = [abs(r[name]) for r in scores.reps if r["leg"] == "near" and abs(r["azimuth"]) == azimuth]
    known = [e for e in errors if np.isfinite(e)]
    return float(np.mean(known)) if known else np.nan
