"""What can make itself heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from formcheck.coaching.live_coach import Kind
from formcheck.errors import FormcheckError


class EngineFailed(FormcheckError):
    """An engine cannot be used, or not any more; the text says why and what to try."""


@dataclass(frozen=True)
class Utterance:
    """Something to be heard."""

    text: str
    kind: Kind


class Engine(Protocol):
    """Says one thing after the other."""

    def utter(self, utterance: Utterance) -> None:
        """Say it and return when it is said; raises EngineFailed, also when it takes far too long."""
        ...

    def close(self) -> None:
        """Let go of everything, at once."""
        ...
