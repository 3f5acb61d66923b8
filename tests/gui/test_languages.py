"""The window speaks two languages and changes between them while it is open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fractalmidi_studio.i18n import language, retranslated, tr


class Brackets(QTranslator):
    """Says everything in ⟦brackets⟧."""

    def translate(self, context: str, text: str, note: str | None = None, number: int = -1) -> str:
        return f"⟦{text}⟧" if context == "studio" else ""


@pytest.fixture
def brackets() -> Iterator[QTranslator]:
    translator = Brackets()
    yield translator
    QCoreApplication.removeTranslator(translator)
    language().say_again()


def test_texts_on_the_screen_change_with_the_language(qtbot: QtBot, brackets: QTranslator) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    label, box, spin, user = QLabel(), QComboBox(), QSpinBox(), QLabel("a track's own name")
    layout = QVBoxLayout(widget)
    for part in (label, box, spin, user):
        layout.addWidget(part)
    label.setText(tr("{count} bars, {what}").format(count=3, what=tr("louder")))
    label.setToolTip(tr("A tip"))
    box.addItem(tr("Any"))
    spin.setSuffix(tr(" bars"))
    action = QAction(tr("&File"), widget)

    QCoreApplication.installTranslator(brackets)
    language().say_again()
    assert label.text() == "⟦3 bars, ⟦louder⟧⟧"
    assert (label.toolTip(), box.itemText(0), spin.suffix()) == ("⟦A tip⟧", "⟦Any⟧", "⟦ bars⟧")
    assert action.text() == "⟦&File⟧" and user.text() == "a track's own name"

    QCoreApplication.removeTranslator(brackets)
    language().say_again()
    assert label.text() == "3 bars, louder" and box.itemText(0) == "Any" and action.text() == "&File"


def test_what_tr_never_said_stays(brackets: QTranslator) -> None:
    QCoreApplication.installTranslator(brackets)
    assert retranslated("Beethoven, second movement") == "Beethoven, second movement"
