"""A counted repetition with its measures, before it is judged."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.measure import Joint
from formcheck.exercises.posture import Posture
from formcheck.kinematics.angle_error import hip_error_deg, knee_error_deg
from formcheck.kinematics.camera_view import View
from formcheck.pose import Side
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

    @property
    def errors(self) -> dict[Joint, float]:
        """Half-widths of a 90 % interval, degrees, of this leg in this view."""
        near, azimuth = self.side == self.view.near_side, self.view.azimuth_deg
        return {"knee": knee_error_deg(azimuth, near=near), "hip": hip_error_deg(azimuth, near=near)}

    @classmethod
    def of(cls, swing: Swing, held: Posture) -> MeasuredRep:
        """Measure a swing once and for all."""
        times = (swing.start_s, swing.top_start_s, swing.top_end_s, swing.end_s)
        return cls(swing.side, held, swing.view, *times, values=measure_all(swing))
