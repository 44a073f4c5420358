"""Short tones where there is no speech: what a line is about can be told by ear."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from formcheck.coaching.live_coach import Kind
from formcheck.live.voice.engine import EngineFailed, Utterance

RATE = 44_100
LOUDNESS = 0.4
FADE_S = 0.012  # at both ends: without it a tone clicks
# Notes of each kind: (Hz, s); a frequency of 0 is a pause.
NOTES: dict[Kind, tuple[tuple[float, float], ...]] = {
    Kind.COUNT: ((880, 0.12),),
    Kind.CUE: ((440, 0.16), (0, 0.06), (440, 0.16)),
    Kind.NOT_COUNTED: ((440, 0.10), (330, 0.20)),
    Kind.PRAISE: ((660, 0.10), (880, 0.10), (1320, 0.18)),
    Kind.HOLD: ((587, 0.10),),
    Kind.DOWN: ((1175, 0.08), (784, 0.14)),
    Kind.INSTRUCTION: ((523, 0.14), (659, 0.14)),
    Kind.SUMMARY: ((659, 0.14), (784, 0.14), (1047, 0.30)),
}


def tone(kind: Kind) -> NDArray[np.float32]:
    """The sound of a kind, (N,) at RATE samples a second, -1..1."""
    return np.concatenate([_note(hertz, seconds) for hertz, seconds in NOTES[kind]])


def _note(hertz: float, seconds: float) -> NDArray[np.float32]:
    t = np.arange(round(seconds * RATE)) / RATE
    fade = np.clip(np.minimum(t, seconds - t) / FADE_S, 0.0, 1.0)
    return np.asarray(LOUDNESS * fade * np.sin(2 * np.pi * hertz * t), dtype=np.float32)


class Tones:
    """An Engine that beeps; raises EngineFailed without a sound device."""

    def __init__(self) -> None:
        try:
            import sounddevice

            sounddevice.check_output_settings(samplerate=RATE, channels=1)
        except Exception as error:  # PortAudio missing is an OSError, no device another of its own
            raise EngineFailed("no sound device (try: formcheck doctor)") from error
        self._device = sounddevice

    def utter(self, utterance: Utterance) -> None:
        """Play the tone of its kind."""
        try:
            sound = tone(utterance.kind)
            self._device.play(sound, RATE)
            time.sleep(len(sound) / RATE)  # waiting for the device itself could take for ever
        except Exception as error:
            raise EngineFailed("the sound device stopped (try: formcheck doctor)") from error

    def close(self) -> None:
        """Be quiet."""
        self._device.stop()
