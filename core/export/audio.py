"""A sound file of a score, through the built-in synth: WAV, FLAC or Ogg Vorbis by the file's ending."""

from __future__ import annotations

import os
import wave
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from core.files import atomic_path
from core.playback.schedule import schedule
from core.playback.synth import RATE, render_blocks, sounds_of, to_int16
from core.playback.voices import Samples, Sounds
from core.score import Score, without_notes

_FADE_SECONDS = 0.05
_MAX_SECONDS = 6 * 3600


def export_audio(
    score: Score,
    path: Path,
    *,
    silent: Collection[int] = (),
    soundfont: Path | None = None,
    sounds: Sounds | None = None,
) -> None:
    """Write ``score`` in stereo at 44.1 kHz (WAV and FLAC: 16 bits), whole or not at all.

    ``silent``: indices of tracks that are left out.  ``soundfont``: other instruments than the usual ones.
    Raises ValueError with a sentence if there is nothing to hear, OSError if the file can't be written.
    """
    heard = without_notes(score, frozenset(silent))
    if not any(track.notes for track in heard.tracks):
        raise ValueError(f'"{path.name}" was not written: the piece has no notes to hear.')
    messages = schedule(heard)
    if messages[-1].seconds > _MAX_SECONDS:
        raise ValueError(f'"{path.name}" was not written: the piece lasts longer than {_MAX_SECONDS // 3600} hours.')
    if sounds is None and soundfont is not None:
        sounds = sounds_of(soundfont)
    with atomic_path(path) as temporary, _writer(temporary, path.suffix.lower()) as write:
        held = np.zeros((2, 0), np.float32)  # one block behind, so that the last can be faded
        for block in render_blocks(messages, sounds=sounds):
            write(held)
            held = block
        fade = min(held.shape[1], int(_FADE_SECONDS * RATE))
        if fade:
            held[:, -fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
        write(held)


@contextmanager
def _writer(path: Path, suffix: str) -> Iterator[Callable[[Samples], None]]:
    """Writes blocks of (2, n) samples into a file of the kind that ``suffix`` says."""
    if suffix == ".wav":
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            yield lambda samples: file.writeframes(to_int16(samples).astype("<i2").tobytes())
        return
    import soundfile  # brings a library of its own, which a WAV file can do without

    kind, subtype = ("FLAC", "PCM_16") if suffix == ".flac" else ("OGG", "VORBIS")
    try:
        with soundfile.SoundFile(path, "w", RATE, 2, subtype, format=kind) as sound:
            yield lambda samples: sound.write(to_int16(samples) if suffix == ".flac" else samples.T)
    except soundfile.LibsndfileError as error:
        _try_to_write(path)  # the library does not say why: a full disk says so here
        raise OSError(f"The sound could not be written: {error}") from error


def _try_to_write(path: Path) -> None:
    """Raises OSError with the reason where nothing more can be written to the end of the file."""
    with path.open("ab") as file:
        file.write(bytes(1 << 16))
        file.flush()
        os.fsync(file.fileno())
