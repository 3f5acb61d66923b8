"""What the window shows in its first frame, and what is built after it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine, FakePlayer

from fractalmidi_studio.files import demo_pieces
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.side_panels import NAMES

ROOT = Path(__file__).resolve().parents[2]


def pixels(image: QImage, part: QRect) -> np.ndarray:
    """(height, width, 3) of a part of the picture."""
    part_of = image.copy(part).convertToFormat(QImage.Format.Format_RGBX8888)
    lines = np.frombuffer(part_of.constBits(), np.uint8).reshape(part_of.height(), part_of.bytesPerLine())
    return lines[:, : 4 * part_of.width()].reshape(part_of.height(), part_of.width(), 4)[..., :3].copy()


def test_the_first_frame_has_the_demo_in_its_place(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The very first picture of ``python main.py`` is, but for the panels, the one that stays."""
    picture = tmp_path / "first.png"
    home = {"XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "LANGUAGE": "en", "LANG": "C.UTF-8"}
    subprocess.run(
        [sys.executable, "-m", "benchmarks.first_frame", "--began", str(time.time()), "--picture", str(picture)],
        cwd=ROOT, env={**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"}, check=True, timeout=120,
    )  # fmt: skip
    window = MainWindow(FakeEngine(), FakePlayer, settings)
    title, path = demo_pieces()[0]
    window.files.open_now(path, title)
    with qtbot.waitSignal(window.panels.built, timeout=30_000):
        window.show()
    first, later = QImage(str(picture)), window.grab().toImage()
    assert (first.width(), first.height()) == (later.width(), later.height())
    roll = QRect(window.pane.mapTo(window, window.pane.rect().topLeft()), window.pane.size())
    seen, stays = pixels(first, roll), pixels(later, roll)
    assert (np.abs(seen.astype(int) - stays) <= 2).all(axis=-1).mean() > 0.999
    note = window.document.score.tracks[0].notes[0]
    at = window.view.mapTo(window, window.view.pixel_of(note.onset_tick // 120, note.pitch))
    assert first.pixelColor(at).saturation() > 100, "the first note is not drawn"
    window.shut_down()


def test_a_panel_that_is_asked_for_early_is_there(settings: Settings, qtbot: QtBot) -> None:
    window = MainWindow(FakeEngine(), FakePlayer, settings)
    assert not [name for name in NAMES if name in window.panels.__dict__], "something builds panels before the window"
    window.actions_by_name["generate"].trigger()  # a key pressed at once: the run takes its values from a panel
    assert window.runs.running and window.panels.docks["generate"].widget() is window.panel
    assert not window.panel.inpaint.isEnabled(), "the panel does not know of the run"
    with qtbot.waitSignal(window.panels.built, timeout=30_000):
        window.show()
    assert [name for name in NAMES if window.panels.docks[name].widget() is not getattr(window.panels, name)] == []
    window.shut_down()


def test_tabs_say_their_names_once(window: MainWindow, qtbot: QtBot) -> None:
    docks, mixer = window.panels.docks, window.panels.docks["mixer"]
    assert all(dock.titleBarWidget() is not None for dock in docks.values())
    mixer.setFloating(True)  # alone, it has a title to be moved by
    qtbot.waitUntil(lambda: mixer.titleBarWidget() is None)
    assert docks["hole"].titleBarWidget() is not None
    mixer.setFloating(False)
    qtbot.waitUntil(lambda: mixer.titleBarWidget() is not None)
    for name in NAMES[1:]:
        docks[name].hide()
    qtbot.waitUntil(lambda: docks["generate"].titleBarWidget() is None)
