"""``evaluate``: bits per note of every corpus in a folder."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from core.checkpoint import DEFAULT_MODEL, file_hash, load_model
from core.config import STYLES
from core.data.corpus import Corpus, Piece, load_corpus
from core.evaluate.likelihood import Bits, holes_for, measure
from core.files import write_bytes
from core.threads import torch_threads

PLAYED_STYLES = ("pop909", "lieder")


def by_corpus(corpus: Corpus) -> dict[str, Corpus]:
    """Split by the style that the path names; "music" for files that name none."""
    out: dict[str, list[Piece]] = {}
    for piece in corpus.pieces:
        name = "music" if piece.style is None else STYLES[piece.style]
        out.setdefault(name, []).append(piece)
    return {name: Corpus(pieces) for name, pieces in out.items()}


def evaluate(
    folder: Path, model: Path | None = None, json_path: Path | None = None, limit: int | None = None
) -> dict[str, Any]:
    """Measure all music in ``folder`` and return (and write to ``json_path``) what was found.

    ``limit``: at most so many windows a corpus.  Raises ValueError or OSError with a sentence.
    """
    torch.set_num_threads(torch_threads())
    network = load_model(model)
    corpus = load_corpus([folder])
    # A corpus of the pack has real velocities only where they were played; any other music counts as played.
    corpus.pieces = [
        piece if piece.style is None or STYLES[piece.style] in PLAYED_STYLES else replace(piece, velocity_is_real=False)
        for piece in corpus.pieces
    ]
    for _, reason in corpus.skipped:
        print(f"skipped: {reason}", file=sys.stderr)
    if not corpus.pieces:
        raise ValueError(f"{folder} holds no MIDI file that can be measured")
    path = model or DEFAULT_MODEL
    report: dict[str, Any] = {"model": path.name, "sha256": file_hash(path), "corpora": {}}
    for name, part in sorted(by_corpus(corpus).items()):
        report["corpora"][name] = {}
        for hole_name, hole in holes_for(network.config.num_steps).items():
            bits = measure(network, part, hole, limit)
            if bits is not None:
                report["corpora"][name][hole_name] = _row(bits)
    if json_path is not None:
        write_bytes(json_path, (json.dumps(report, indent=1) + "\n").encode())
    return report


def _row(bits: Bits) -> dict[str, Any]:
    return {
        "bits_per_note": round(bits.total, 3),
        "standard_error": round(bits.standard_error, 3),
        **{part: round(value, 3) for part, value in bits.parts.items()},
        "windows": bits.windows,
        "notes": bits.notes,
    }
