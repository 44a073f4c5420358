"""The coach's voice: on a thread of its own, the newest line wins, and no frame ever waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from formcheck.coaching.live_coach import Line
from formcheck.live.mailbox import Mailbox
from formcheck.live.voice.engine import Engine, EngineFailed, Utterance
from formcheck.live.voice.speech import Speech
from formcheck.live.voice.tones import Tones
from formcheck.ui import SHARED

ENGINES: tuple[Callable[[], Engine], ...] = (Speech, Tones)  # the best first


class Voice:
    """Says lines.  An engine that fails or hangs is given up with one notice and the next one is used."""

    def __init__(
        self, notify: Callable[[str], None], engines: Sequence[Callable[[], Engine]] = ENGINES
    ) -> None:
        self.muted = False
        self._notify = notify
        self._engines = list(engines)
        self._engine: Engine | None = None
        self._waiting: Mailbox[tuple[Utterance, float]] = Mailbox()
        self._thread = threading.Thread(target=self._run, name="formcheck voice", daemon=True)
        self._thread.start()

    def say(self, lines: Sequence[Line]) -> None:
        """Say these lines as one, unless newer ones come first; returns at once."""
        spoken = [line for line in lines if line.spoken]
        if self.muted or not spoken:
            return
        kind = min((line.kind for line in spoken), key=lambda kind: SHARED.lines[kind.value].priority)
        good_until = time.monotonic() + SHARED.lines[kind.value].good_for_s
        self._waiting.put((Utterance(" ".join(line.spoken for line in spoken), kind), good_until))

    def close(self, finish_within_s: float = 0.0) -> None:
        """Let what was said last be heard to its end, within limits, and stop."""
        self._waiting.close()
        self._thread.join(finish_within_s)
        if self._engine is not None and self._thread.is_alive():
            self._engine.close()  # wakes the thread up

    def _run(self) -> None:
        self._start()
        while (item := self._waiting.take()) is not None:
            utterance, good_until = item
            if self._engine is None or self.muted or time.monotonic() > good_until:
                continue
            try:
                self._engine.utter(utterance)
            except Exception as error:  # also what an engine ought not to raise
                self._engine = None
                if not self._waiting.closed:
                    self._start(because=str(error))
        if self._engine is not None:
            self._engine.close()

    def _start(self, because: str = "") -> None:
        """Take the best engine that starts; one line tells what is missing, if anything is."""
        reasons = [because] if because else []
        while self._engines and self._engine is None:
            try:
                self._engine = self._engines.pop(0)()
            except EngineFailed as error:
                reasons.append(str(error))
        if reasons:
            self._notify(f"{'tones only' if self._engine else 'no sound'}: {reasons[0]}")
