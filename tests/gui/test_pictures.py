"""The roll compared with stored pictures, with a tolerance.  No text is in them: fonts differ between machines.

RENEW_PICTURES=1 python -m pytest tests/gui/test_pictures.py        after a change that is meant
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from core.score import Score
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.theme import THEMES, apply_theme

PICTURES = Path(__file__).parent / "pictures"
CELLS_DIFFER, SHARE = 24, 0.01  # so far apart, a channel of a pixel counts as different; so many may be


@pytest.fixture(autouse=True)
def dark_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp)


def pixels(image: QImage) -> NDArray[np.int16]:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(np.int16)


def share_different(image: QImage, stored: QImage) -> float:
    assert image.size() == stored.size()
    return float((np.abs(pixels(image) - pixels(stored)) > CELLS_DIFFER).any(axis=2).mean())


def compare(image: QImage, name: str) -> None:
    path = PICTURES / f"{name}.png"
    if os.environ.get("RENEW_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        assert image.convertToFormat(QImage.Format.Format_Indexed8).save(str(path))
    different = share_different(image, QImage(str(path)))
    if different > SHARE:
        image.save(f"/tmp/{name}-now.png")
    assert different <= SHARE, f"{different:.1%} of the pixels are not as in {path.name}"


def roll_of(window: MainWindow) -> QImage:
    window.view.setMinimumSize(100, 60)
    window.view.resize(QSize(640, 320))
    window.fit()
    window.viewport.zoom_time(2.5, 0)
    return window.view.grab().toImage()


@pytest.mark.parametrize("theme", THEMES)
def test_notes_and_hole_look_as_they_did(qapp: QApplication, window: MainWindow, piece: Score, theme: str) -> None:
    apply_theme(qapp, theme)
    window.hole_commands.bars(16, 40, False)
    window.hole_commands.pitches(52, 64)
    qapp.processEvents()
    compare(roll_of(window), f"roll-{theme}")


def test_the_cell_cursor_and_a_selection_look_as_they_did(qapp: QApplication, window: MainWindow, piece: Score) -> None:
    window.notes.commands.select_pitches(60, 62, False)
    cursor = window.view.cell_cursor
    cursor.switch(True)
    roll_of(window)
    cursor._go(10, 66)
    qapp.processEvents()
    compare(roll_of(window), "roll-cursor")


def test_the_comparison_sees_a_missing_note(window: MainWindow, piece: Score) -> None:
    before = roll_of(window)
    window.actions_by_name["select_all"].trigger()
    window.actions_by_name["delete"].trigger()
    assert share_different(roll_of(window), before) > SHARE
