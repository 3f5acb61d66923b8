"""A model file says where it comes from before anything of it is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.checkpoint import save_model
from fractalmidi_studio.panels.model_row import ModelRow, provenance_words
from tests.core.models import tiny_model


def test_a_chosen_file_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.safetensors"
    said = {
        "files": 12,
        "styles": ["waltzes"],
        "made": "2026-11-24T06:00:50+00:00",
        "valid_bits_per_note": {"total": 5.1},
    }
    save_model(tiny_model(), path, said)
    row, told = ModelRow(), []
    qtbot.addWidget(row)
    row.told.connect(told.append)
    assert row.choose(path)
    for words in ("mine", "12 files", "waltzes", "5.10 bits", "2026-11-24", "next run"):
        assert words in told[0]
    assert row.checkpoint().path == str(path)


@pytest.mark.parametrize(
    "said", [None, [], {"files": "many", "styles": 3, "made": None, "valid_bits_per_note": {"total": "x"}}]
)
def test_nonsense_is_left_out(said: object) -> None:
    assert provenance_words("x", {"provenance": said, "bytes": 1_000_000}).count(";") == 0


def test_long_and_unprintable_texts_are_cut() -> None:
    words = provenance_words("n" * 500, {"provenance": {"styles": ["a\x00\x1b[31m" + "b" * 900]}, "bytes": 1})
    assert len(words) < 300 and words.isprintable()
