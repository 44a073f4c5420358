"""A form coach for glute kickbacks: counts the repetitions, measures them, says what to change.

    import formcheck
    report = formcheck.analyze("set.mp4")
    print(report.summary.reps, [rep.knee_angle_deg for rep in report.reps])

`analyze` is for recordings; for poses that come one by one there is `RepCounter`.
Names are loaded when they are first used, so that importing costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from formcheck.version import __version__

if TYPE_CHECKING:
    from formcheck.analysis import Progress, Recording, Stop, analyze, analyze_recording, open_recording
    from formcheck.coaching.verdict import Verdict, WorkOn, verdict
    from formcheck.errors import BadModel, CannotOpen, CannotWrite, FormcheckError
    from formcheck.exercises import EXERCISES, Exercise
    from formcheck.exercises.rules import Fault, Rule
    from formcheck.formats.pose_file import load_poses, save_poses
    from formcheck.pose import Landmark, Pose, Source
    from formcheck.report.set_report import SetReport, Summary, ViewSummary
    from formcheck.reps.events import (
        Attempted,
        Event,
        Moment,
        PersonFound,
        PersonLost,
        PhaseChanged,
        RepCounted,
    )
    from formcheck.reps.rep import Attempt, Rep
    from formcheck.reps.rep_counter import RepCounter

_HOMES = {
    "analysis": ("Progress", "Recording", "Stop", "analyze", "analyze_recording", "open_recording"),
    "coaching.verdict": ("Verdict", "WorkOn", "verdict"),
    "errors": ("BadModel", "CannotOpen", "CannotWrite", "FormcheckError"),
    "reps.events": (
        "Attempted",
        "Event",
        "Moment",
        "PersonFound",
        "PersonLost",
        "PhaseChanged",
        "RepCounted",
    ),
    "exercises": ("EXERCISES", "Exercise"),
    "pose": ("Landmark", "Pose", "Source"),
    "formats.pose_file": ("load_poses", "save_poses"),
    "reps.rep": ("Attempt", "Rep"),
    "report.set_report": ("SetReport", "Summary", "ViewSummary"),
    "exercises.rules": ("Fault", "Rule"),
    "reps.rep_counter": ("RepCounter",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'formcheck' has no attribute {name!r}")
    return getattr(import_module(f"formcheck.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *_HOME_OF]


__all__ = [
    "EXERCISES",
    "Attempt",
    "Attempted",
    "BadModel",
    "CannotOpen",
    "CannotWrite",
    "Event",
    "Exercise",
    "Fault",
    "FormcheckError",
    "Landmark",
    "Moment",
    "PersonFound",
    "PersonLost",
    "PhaseChanged",
    "Pose",
    "Progress",
    "Recording",
    "Rep",
    "RepCounted",
    "RepCounter",
    "Rule",
    "SetReport",
    "Source",
    "Stop",
    "Summary",
    "Verdict",
    "ViewSummary",
    "WorkOn",
    "__version__",
    "analyze",
    "analyze_recording",
    "load_poses",
    "open_recording",
    "save_poses",
    "verdict",
]
