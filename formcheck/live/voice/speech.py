"""Speech by pyttsx3, in a process of its own.

Speech engines hang, print, want the main thread or take the whole program down;
from another process none of that reaches the set, and a hung one can be ended.
"""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec

from formcheck.live.voice.engine import EngineFailed, Utterance
from formcheck.ui import SHARED

START_S = 15.0  # a first start may have to load voices
SLOWEST_S = SHARED.sound.slowest_s  # to say anything, and
PER_LETTER_S = SHARED.sound.per_letter_s  # for every letter of it: three times as long as speech takes
SPEAKER = [sys.executable, "-m", "formcheck.live.voice.speaker"]


class Speech:
    """An Engine that speaks; raises EngineFailed where speech is not installed or does not start."""

    def __init__(self, command: list[str] = SPEAKER) -> None:
        if command is SPEAKER and find_spec("pyttsx3") is None:
            raise EngineFailed(None, "no speech", "pip install 'formcheck[voice]'")
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for the set
        )
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, name="formcheck speech answers", daemon=True).start()
        self._expect("ready", START_S)

    def utter(self, utterance: Utterance) -> None:
        """Speak; raises EngineFailed when the speaker breaks or is silent for far too long."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(" ".join(utterance.text.split()) + "\n")
            self._process.stdin.flush()
        except (OSError, ValueError) as error:
            raise EngineFailed(None, "the speech engine stopped", "formcheck doctor") from error
        self._expect("done", SLOWEST_S + PER_LETTER_S * len(utterance.text))

    def close(self) -> None:
        """End the speaker, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with suppress(ValueError):  # closed meanwhile
            for line in self._process.stdout:
                self._answers.put(line.strip())
        self._answers.put("failed: the speech engine stopped")

    def _expect(self, expected: str, within_s: float) -> None:
        try:
            answer = self._answers.get(timeout=within_s)
        except queue.Empty:
            self.close()
            raise EngineFailed(None, "the speech engine hangs", "formcheck doctor") from None
        if answer != expected:
            self.close()
            raise EngineFailed(None, answer.removeprefix("failed: "), "formcheck doctor")
