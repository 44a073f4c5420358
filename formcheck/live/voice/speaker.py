"""The process that speaks: a line in, spoken, "done" out.  See `speech`."""

from __future__ import annotations

import os
import shutil
import sys

WORDS_A_MINUTE = 185


def main() -> int:
    """Speak the lines of stdin until it ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # engines print what they like

    def answer(text: str) -> None:
        print(text, file=answers, flush=True)

    if sys.platform.startswith("linux") and shutil.which("aplay") is None:
        # pyttsx3 plays through it there, and is silent about its absence.
        answer("failed: aplay is missing (Debian: apt install alsa-utils)")
        return 1
    try:
        import pyttsx3

        engine = pyttsx3.init()
        engine.setProperty("rate", WORDS_A_MINUTE)
        answer("ready")
        for line in sys.stdin:
            engine.say(line)
            engine.runAndWait()
            answer("done")
    except Exception as error:  # whatever it is, the other side has to know
        answer(f"failed: {type(error).__name__}: {error}".splitlines()[0])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
