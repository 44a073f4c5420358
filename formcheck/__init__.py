"""A form coach for glute kickbacks: counts the repetitions, measures them, says what to change.

    import formcheck
    report = formcheck.analyze("set.mp4")
    print(report.summary.reps, [rep.knee_angle_deg for rep in report.reps])

`analyze` is for recordings; for poses that come one by one there is `Session`.
Names are loaded when they are first used, so that importing costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formcheck.analysis import Progress, Recording, Stop, analyze, open_recording, watch
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
    from formcheck.reps.rep_counter import Session

__version__ = "0.1.0"

_HOMES = {
    "analysis": ("Progress", "Recording", "Stop", "analyze", "open_recording", "watch"),
    "coach": ("Verdict", "WorkOn", "verdict"),
    "errors": ("BadModel", "CannotOpen", "CannotWrite", "FormcheckError"),
    "events": ("Attempted", "Event", "Moment", "PersonFound", "PersonLost", "PhaseChanged", "RepCounted"),
    "exercises": ("EXERCISES", "Exercise"),
    "pose": ("Landmark", "Pose"),
    "pose_file": ("load_poses", "save_poses"),
    "report": ("Attempt", "Rep", "SetReport", "Source", "Summary", "ViewSummary"),
    "rules": ("Fault", "Rule"),
    "session": ("Session",),
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
    "Rule",
    "Session",
    "SetReport",
    "Source",
    "Stop",
    "Summary",
    "Verdict",
    "ViewSummary",
    "WorkOn",
    "__version__",
    "analyze",
    "load_poses",
    "open_recording",
    "save_poses",
    "verdict",
    "watch",
]
