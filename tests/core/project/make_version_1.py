"""How the fixture of version 1 was made: the form that the program had before it kept history, takes and mixer.

python -m tests.core.project.make_version_1 tests/core/project/fixtures/version-1.fmstudio
"""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import numpy as np

from core.project.archive import pack
from core.project.blob import BlobWriter
from core.project.checks import to_json
from core.project.score_form import score_to_json
from tests.core.project.pieces import score


def version_1() -> bytes:
    hole = np.zeros((128, 256), np.bool_)
    hole[55:65, 16:48] = True
    music, holes = BlobWriter(), BlobWriter()
    desk = {
        "format": 1,
        "version": "0.1",
        "title": "old",
        "hole": {"steps": 256, "bits": holes.add(zlib.compress(np.packbits(hole).tobytes()))},
    }
    parts = {"project.json": to_json(desk), "score.json": to_json(score_to_json(score(8), music))}
    return pack({**parts, "score.bin": music.bytes(), "holes.bin": holes.bytes()})


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(version_1())
