"""Short tones where there is no speech: each kind of line has its own."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from formcheck.coaching.live_coach import Kind
from formcheck.live.voice.engine import EngineFailed, Utterance
from formcheck.ui import SHARED

RATE = 44_100
LOUDNESS = SHARED.sound.loudness
FADE_S = SHARED.sound.fade_s  # at both ends: without it a tone clicks


def tone(kind: Kind) -> NDArray[np.float32]:
    """The sound of a kind, (N,) at RATE samples a second, -1..1."""
    return np.concatenate([_note(hertz, seconds) for hertz, seconds in SHARED.lines[kind.value].notes])


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
            raise EngineFailed(None, "no sound device", "formcheck doctor") from error
        self._device = sounddevice

    def utter(self, utterance: Utterance) -> None:
        """Play the tone of its kind."""
        try:
            sound = tone(utterance.kind)
            self._device.play(sound, RATE)
            time.sleep(len(sound) / RATE)  # waiting for the device itself could take without end
        except Exception as error:
            raise EngineFailed(None, "the sound device stopped", "formcheck doctor") from error

    def close(self) -> None:
        """Be quiet."""
        self._device.stop()
