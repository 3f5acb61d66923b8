"""The model card speaks of the model that is there."""

from __future__ import annotations

import re

from core.checkpoint import DEFAULT_MODEL
from core.model_file import file_hash
from tests.core.test_presets import CONFIGS


def test_the_card_names_the_file_that_comes_with_the_program() -> None:
    card = (CONFIGS.parents[1] / "docs" / "model-card.md").read_text(encoding="utf-8")
    assert re.findall(r"SHA-256 of the file: `([0-9a-f]{64})`", card) == [file_hash(DEFAULT_MODEL)]
