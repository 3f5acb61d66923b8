"""How loud a piece is in each third of an octave, quarter by quarter of its length: what the stored figures compare.

``python -m tests.core.playback.spectrum`` writes the stored figures anew, after a change of the synth that was meant.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from core.midi_file import read_midi
from core.playback.schedule import schedule
from core.playback.synth import RATE, render_blocks
from core.score import Score

STORED = Path(__file__).with_name("waltz_spectrum.json")
DEMO = Path(__file__).parents[3] / "resources" / "demo" / "waltz.mid"
BANDS = np.geomspace(50, 12_800, 25)  # edges in Hz, thirds of an octave


def demo() -> Score:
    return read_midi(DEMO).score


def rendered(score: Score) -> np.ndarray:
    """(2, frames)"""
    return np.concatenate(list(render_blocks(schedule(score))), axis=1)


def band_levels(samples: np.ndarray) -> list[list[float]]:
    """Decibels of each band for each quarter of the length."""
    out = []
    for part in np.array_split(samples.mean(axis=0), 4):
        power = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2 / len(part)
        frequencies = np.fft.rfftfreq(len(part), 1 / RATE)
        bands = np.add.reduceat(power, np.searchsorted(frequencies, BANDS))[:-1]
        out.append([round(float(level), 2) for level in 10 * np.log10(bands + 1e-12)])
    return out


if __name__ == "__main__":
    samples = rendered(demo())
    figures = {"seconds": round(samples.shape[1] / RATE, 3), "decibels": band_levels(samples)}
    STORED.write_text(json.dumps(figures).replace("]], ", "]],\n").replace("], [", "],\n[") + "\n")
