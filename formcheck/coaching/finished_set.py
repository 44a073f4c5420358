"""Finished sets and their reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.pose import Source
from formcheck.report.seen import SeenTally
from formcheck.report.set_report import SetReport
from formcheck.report.summary import build_report
from formcheck.reps.rep_counter import RepCounter


@dataclass
class SourceSpan:
    """Which part of a source a set took up."""

    first_s: float = 0.0
    last_s: float = 0.0
    frames: int = 0
    width: int = 0
    height: int = 0

    def add(self, timestamp_s: float, width: int, height: int) -> None:
        """Count a frame in."""
        if self.frames == 0:
            self.first_s = timestamp_s
        self.last_s = timestamp_s
        self.frames += 1
        self.width, self.height = width, height

    def source(self, name: str, rotation_deg: int = 0) -> Source:
        """The span as a report's source."""
        span_s = self.last_s - self.first_s
        fps = (self.frames - 1) / span_s if span_s > 0 else 0.0
        duration_s = span_s + (1 / fps if fps else 0.0)
        return Source(name, duration_s, self.frames, fps, self.width, self.height, rotation_deg)


@dataclass(frozen=True)
class FinishedSet:
    """A finished set."""

    number: int
    counter: RepCounter
    span: SourceSpan
    seen: SeenTally

    def report(
        self, source: str, model: str, warnings: Sequence[str] = (), rotation_deg: int = 0
    ) -> SetReport:
        """The set's report, as `analyze` would write it."""
        return build_report(
            self.counter, self.span.source(source, rotation_deg), model, warnings, self.seen.summary()
        )
