"""What an exercise is: data that a trainer can review."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.posture import Posture
from formcheck.exercises.rules import Rule


@dataclass(frozen=True)
class Exercise:
    """One exercise: how it is recognised, and the rules it is judged by, the most important first."""

    name: str
    title: str
    posture: Posture
    rules: tuple[Rule, ...]
    page: str  # the docstring of the exercise's module: what `formcheck exercises NAME` shows
    variant_of: str | None = None  # looks the same to a camera: chosen by name, never recognised
    knee_opens: bool = False  # the leg straightens during the lift
