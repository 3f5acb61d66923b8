"""Text out of strangers' files is shown as text, wherever it is shown: markup in names stays what it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QLabel, QListWidget, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from studio_fakes import song

from core.project.store import ProjectFile
from fractalmidi_studio.main_window import MainWindow

EVIL = "<img src=file:///etc/passwd><b>bold</b>&amp;"


def shown_as_markup(top: QWidget) -> list[str]:
    """Widgets that would show ``EVIL`` as markup: labels that guess, and tool tips, which always guess."""
    found = []
    for thing in [top, *top.findChildren(QObject)]:
        name = f"{type(thing).__name__} {thing.objectName()}"
        if isinstance(thing, QLabel) and EVIL in thing.text() and thing.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"{name}: text")
        if isinstance(thing, (QWidget, QAction)):
            for kind in ("toolTip", "whatsThis"):
                text = getattr(thing, kind)()
                if "<img" in text and GuiQt.mightBeRichText(text):
                    found.append(f"{name}: {kind}")
        if isinstance(thing, QListWidget):
            for row in range(thing.count()):
                text = thing.item(row).toolTip()
                if "<img" in text and GuiQt.mightBeRichText(text):
                    found.append(f"{name}: tip of an item")
    return found


def test_names_out_of_a_project_are_text_everywhere(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    score = song(8)
    score = replace(score, tracks=tuple(replace(track, name=EVIL) for track in score.tracks))
    window.document.replace_piece(score, EVIL)
    window.document.set_strength(np.full_like(window.document.strength, 100), f"Step {EVIL}")
    window.hole_commands.save(EVIL)
    window.inpaint()
    qtbot.waitUntil(lambda: not window.runs.running, timeout=30_000)
    path = tmp_path / f"{EVIL.replace('/', ' ')}.fmstudio"
    ProjectFile(path).save(window.project.take())
    window.open_file(path)
    qtbot.waitUntil(lambda: window.document.path == path, timeout=30_000)
    for dock in window.panels.docks.values():
        dock.show()
    window.status.say(EVIL)
    window.messages.show_message("error", EVIL, EVIL)
    shown = [w for w in window.findChildren(QWidget) if isinstance(w, (QLabel, QAbstractButton, QGroupBox))]
    assert any(EVIL in w.text() for w in shown if isinstance(w, (QLabel, QAbstractButton))), "it is shown at all"
    assert not shown_as_markup(window)


def test_questions_show_names_as_text(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda self: asked.append(self) or QMessageBox.StandardButton.Cancel)
    window.document.replace_piece(song(4), EVIL)
    window.files._ask_save(EVIL)
    window.files.saver.ask_changed(EVIL)
    window.files.saver.ask_elsewhere(EVIL)
    window.files._may_replace(Path("/x") / EVIL.replace("/", " "))
    assert len(asked) == 4
    for box in asked:
        assert box.textFormat() == Qt.TextFormat.PlainText
        for label in box.findChildren(QLabel):
            assert "<img" not in label.text() or label.textFormat() == Qt.TextFormat.PlainText, label.objectName()
