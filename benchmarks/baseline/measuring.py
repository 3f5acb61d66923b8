"""The baseline's figures: bits a note, fills, seconds."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.baseline.events import STEPS, window_of
from benchmarks.baseline.infill import fill_span
from benchmarks.baseline.network import PARTS, EventModel
from benchmarks.baseline.training import hole_bits
from core.data.corpus import load_corpus
from core.evaluate.likelihood import holes_for, summary_of, windows_of
from core.evaluate.run import PLAYED_STYLES
from core.midi_file import read_midi
from core.roll import NUM_PITCHES, roll_of
from core.units import downbeats

SPANS = {"whole": (0, STEPS), "hole": (STEPS // 4, STEPS * 3 // 4)}


def bits_of(model: EventModel, folder: Path, limit: int | None = None) -> dict[str, Any]:
    """Bits a note of a corpus, exact, over the windows of ``core.evaluate.likelihood.measure``."""
    corpus = load_corpus([folder], PLAYED_STYLES)
    report = {}
    for name, hole in holes_for(STEPS).items():
        examples = [e for piece in corpus.pieces for e in windows_of(piece, STEPS, NUM_PITCHES, hole)]
        if limit is not None and len(examples) > limit:
            examples = [examples[i * len(examples) // limit] for i in range(limit)]
        bits, notes, played = hole_bits(model, [window_of(example, *SPANS[name]) for example in examples])
        found = summary_of(dict(zip(PARTS, bits, strict=True)), notes.astype(float), played.astype(float))
        report[name] = {
            "bits_per_note": round(found.total, 3),
            "standard_error": round(found.standard_error, 3),
            **{part: round(value, 3) for part, value in found.parts.items()},
            "windows": found.windows,
            "notes": found.notes,
        }
    return report


def seconds_of(model: EventModel, demo: Path, repeats: int) -> dict[str, Any]:
    """Median seconds to write the whole roll, and steps 64-192, of a demo piece; a new seed each time."""
    score = read_midi(demo).score
    roll, downbeat = roll_of(score).window(0, STEPS), downbeats(score, STEPS)
    report = {}
    for name, span in SPANS.items():
        times, notes = [], []
        for seed in range(repeats + 1):
            began = time.perf_counter()
            filled = fill_span(model, roll, span, downbeat, seed)
            times.append(time.perf_counter() - began)
            notes.append(int(filled.onset[:, span[0] : span[1]].sum()))
        report[name] = {"seconds": statistics.median(times[1:]), "notes": int(np.median(notes[1:]))}
    return report
