"""A WAV file of a score, through the built-in synth."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from core.files import atomic_path
from core.playback.schedule import schedule
from core.playback.synth import RATE, render_blocks, to_int16
from core.playback.voices import Sounds
from core.score import Score

_FADE_SECONDS = 0.05
_MAX_SECONDS = 6 * 3600


def export_wav(score: Score, path: Path, *, sounds: Sounds | None = None) -> None:
    """Write ``score`` as 16-bit stereo at 44.1 kHz, whole or not at all.

    Raises ValueError with a sentence if there is nothing to hear, OSError if the file can't be written.
    """
    if not any(track.notes for track in score.tracks):
        raise ValueError(f'"{path.name}" was not written: the piece has no notes to hear.')
    messages = schedule(score)
    if messages[-1].seconds > _MAX_SECONDS:
        raise ValueError(f'"{path.name}" was not written: the piece lasts longer than {_MAX_SECONDS // 3600} hours.')
    with atomic_path(path) as temporary, wave.open(str(temporary), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        held = np.zeros((2, 0), np.float32)  # one block behind, so that the last can be faded
        for block in render_blocks(messages, sounds=sounds):
            file.writeframes(to_int16(held).astype("<i2").tobytes())
            held = block
        fade = min(held.shape[1], int(_FADE_SECONDS * RATE))
        if fade:
            held[:, -fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
        file.writeframes(to_int16(held).astype("<i2").tobytes())
