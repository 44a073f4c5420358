"""A counted repetition with its measures, before it is judged."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.posture import Posture
from formcheck.kinematics.camera_view import View
from formcheck.pose import Side
from formcheck.reps.measure_error import Conditions
from formcheck.reps.measures import measure_all
from formcheck.reps.swing import Swing


@dataclass(frozen=True)
class MeasuredRep:
    """A counted swing: everything the verdict needs, without the samples."""

    side: Side
    posture: Posture
    view: View
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    values: dict[str, float]  # by the names of measures.MEASURES
    conditions: Conditions

    @property
    def errors(self) -> dict[str, float]:
        """Half-widths of a 90 % interval by the name of the measure."""
        return self.conditions.errors()

    @classmethod
    def of(cls, swing: Swing, held: Posture) -> MeasuredRep:
        """Measure a swing once and for all."""
        times = (swing.start_s, swing.top_start_s, swing.top_end_s, swing.end_s)
        return cls(swing.side, held, swing.view, *times, measure_all(swing), Conditions.of(swing))
