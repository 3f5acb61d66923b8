"""The window speaks two languages and changes between them while it is open."""

from __future__ import annotations

import gc
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QSpinBox,
    QTabBar,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine, FakePlayer, song

from core.score import Score
from fractalmidi_studio.dialogs.palette import Palette
from fractalmidi_studio.dialogs.settings import SettingsDialog
from fractalmidi_studio.dialogs.shortcuts import ShortcutsDialog
from fractalmidi_studio.i18n import _PROPERTIES, _origins, language, retranslated, tr
from fractalmidi_studio.instruments import GENERAL_MIDI
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings
from scripts.translations import FOLDER, all_words, read_translations


class Brackets(QTranslator):
    """Says everything in ⟦brackets⟧."""

    def isEmpty(self) -> bool:
        return False  # else Qt tells nobody of it

    def translate(self, context: str, text: str, note: str | None = None, number: int = -1) -> str:
        # Qt's own words are not looked at; but where it fills something in, it complains of a text without a place.
        return f"⟦{text}⟧" if context == "studio" or "%" in text else ""


@pytest.fixture
def brackets() -> Iterator[QTranslator]:
    translator = Brackets()
    yield translator
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.removeTranslator(translator)
    language().say_again()
    QApplication.processEvents()  # Qt tells the widgets with LanguageChange


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
    QApplication.processEvents()  # Qt tells the widgets with LanguageChange
    assert label.text() == "⟦3 bars, ⟦louder⟧⟧"
    assert (label.toolTip(), box.itemText(0), spin.suffix()) == ("⟦A tip⟧", "⟦Any⟧", "⟦ bars⟧")
    assert action.text() == "⟦&File⟧" and user.text() == "a track's own name"

    QCoreApplication.removeTranslator(brackets)
    language().say_again()
    QApplication.processEvents()  # Qt tells the widgets with LanguageChange
    assert label.text() == "3 bars, louder" and box.itemText(0) == "Any" and action.text() == "&File"


def test_what_qt_keeps_inside_a_box_gets_no_python_half(qtbot: QtBot, brackets: QTranslator) -> None:
    """Python lets go of some of them never: each change of language with a dialog open cost memory."""

    def lists() -> int:
        gc.collect()
        return sum(issubclass(type(one), QListView) for one in gc.get_objects())

    widget = QWidget()
    qtbot.addWidget(widget)
    box = QComboBox(widget)
    box.addItem(tr("Any"))
    widget.show()
    before = lists()
    QCoreApplication.installTranslator(brackets)
    language().say_again()
    assert box.itemText(0) == "⟦Any⟧"
    assert lists() == before


ALLOWED = re.compile(
    r"FractalMIDI Studio|English|繁體中文|Ctrl\+|Shift\+|Alt\+|\b(Enter|Return|Space|Home|Esc|Del|Ins|Backspace|F\d+)\b"
    r"|Right hand|Left hand|Grand Piano|Built-in synth|song|<[^>]*>"
)


def texts_of(top: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that can be read in a window."""
    for thing in (top, *top.findChildren(QObject)):
        if thing.objectName().startswith(("qt_", "Scroll")):
            continue  # Qt's own, in Qt's own translation
        if thing.isWidgetType() or isinstance(thing, QAction):
            for name in _PROPERTIES:
                value = thing.property(name)
                if isinstance(value, str) and value and not (name == "text" and isinstance(thing, QLineEdit)):
                    yield f"{type(thing).__name__} {thing.objectName()}.{name}", value
        if isinstance(thing, QComboBox):
            yield from ((f"{thing.objectName()}[{i}]", thing.itemText(i)) for i in range(thing.count()))
        if isinstance(thing, QTabBar):
            yield from ((f"tab {i}", thing.tabText(i)) for i in range(thing.count()))
        if isinstance(thing, QTableWidget):
            for row in range(thing.rowCount()):
                for column in range(thing.columnCount()):
                    item = thing.item(row, column)
                    if item is not None:
                        yield f"{thing.objectName()} {row} {column}", item.text()
        if isinstance(thing, QListView):
            model = thing.model()
            yield from ((thing.objectName(), str(model.index(i, 0).data())) for i in range(model.rowCount()))


def untranslated(top: QWidget) -> list[str]:
    """Texts with words outside the brackets."""
    found = []
    for where, text in texts_of(top):
        if text.lstrip("0123456789 ") in GENERAL_MIDI:
            continue  # proper names, printed on instruments like this everywhere
        bare = text
        while "⟦" in bare and (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", bare)) != bare:
            bare = shorter
        if re.search(r"[A-Za-z]{2,}", ALLOWED.sub("", bare)):
            found.append(f"{where}: {text!r}")
    return found


def test_every_text_of_the_window_goes_through_tr(
    qtbot: QtBot, brackets: QTranslator, settings: Settings, player: FakePlayer
) -> None:
    QCoreApplication.installTranslator(brackets)
    window = MainWindow(FakeEngine(), lambda: player, settings)
    window.resize(1600, 900)
    with qtbot.waitSignal(window.panels.built, timeout=30_000):
        window.show()
    window.playback.load()
    window.document.replace_piece(song(), "song")
    window.hole_commands.bars(16, 48, False)
    window.desk.welcome.open_page()
    dialogs = (
        Palette(window, []),
        ShortcutsDialog(window, window.actions_by_name),
        SettingsDialog(
            window, settings, window.desk.appearance, window.actions_by_name, window.recent.clear, lambda: None
        ),
    )
    assert all(dialog.parent() is window for dialog in dialogs)
    assert not "\n".join(untranslated(window))
    window.document.undo_stack.undo()
    assert not "\n".join(untranslated(window))
    window.shut_down()


def test_a_change_of_language_reaches_every_text(
    qtbot: QtBot, brackets: QTranslator, window: MainWindow, piece: Score
) -> None:
    """The same window, made in one language and changed to another and back."""
    window.hole_commands.bars(16, 48, False)
    ShortcutsDialog(window, window.actions_by_name)
    before = sorted(texts_of(window))
    QCoreApplication.installTranslator(brackets)
    language().say_again()
    QApplication.processEvents()  # Qt tells the widgets with LanguageChange
    assert not "\n".join(untranslated(window))
    QCoreApplication.removeTranslator(brackets)
    language().say_again()
    QApplication.processEvents()  # Qt tells the widgets with LanguageChange
    assert sorted(texts_of(window)) == before


def test_what_tr_never_said_stays(brackets: QTranslator) -> None:
    QCoreApplication.installTranslator(brackets)
    assert retranslated("Beethoven, second movement") == "Beethoven, second movement"


def test_hours_of_counting_drive_nothing_from_the_screen(brackets: QTranslator) -> None:
    said, tip = tr("A tip"), tr("{tip}  ({keys})").format(tip=tr("A tip"), keys="Ctrl+T")
    before = len(_origins)
    for count in range(10_000):
        counted = tr("{count} cells").format(count=count)
    assert len(_origins) < before + 300  # nor is everything kept
    QCoreApplication.installTranslator(brackets)
    assert retranslated(said) == "⟦A tip⟧" and retranslated(tip) == "⟦⟦A tip⟧  (Ctrl+T)⟧"
    assert retranslated(counted) == "⟦9999 cells⟧"


# The translations themselves


def test_every_text_is_translated_and_no_two_alike() -> None:
    words, translated = all_words(), read_translations(FOLDER / "studio_zh_TW.ts")
    assert not "\n".join(one.source for one in words if one not in translated), "see scripts/translations.py"
    by_translation: dict[str, list[str]] = {}
    for one in words:
        by_translation.setdefault(translated[one], []).append(one.source)
    # Going back to English finds the source by the translation; one and many may be the same, their numbers differ.
    doubles = [sources for sources in by_translation.values() if len(sources) > 1]
    assert not [
        sources for sources in doubles
        if sources != [" take", " takes"] and not all(re.search(r"\{(count|promised)\}", text) for text in sources)
    ]  # fmt: skip


def test_translations_take_the_same_values_and_speak_chinese() -> None:
    def names(text: str) -> list[str]:
        return sorted(re.findall(r"\{(\w*)", text))

    for words, text in read_translations(FOLDER / "studio_zh_TW.ts").items():
        assert names(words.source) == names(text), words.source
        if re.search(r"[a-z]{3}", re.sub(r"\{\w*\}", "", words.source)):
            assert re.search(r"[\u4e00-\u9fff]", text), f"{words.source!r} is {text!r} in Chinese"


def test_the_compiled_file_is_up_to_date() -> None:
    translator = QTranslator()
    assert translator.load("studio_zh_TW", str(FOLDER)), "run python scripts/translations.py"
    for words, text in read_translations(FOLDER / "studio_zh_TW.ts").items():
        assert translator.translate("studio", words.source, words.note or None) == text, words.source


def test_the_window_speaks_chinese(window: MainWindow, piece: Score) -> None:
    language().choose("zh_TW")
    QApplication.processEvents()
    try:
        assert window.menus["edit"].title() == "編輯(&E)"
        assert window.actions_by_name["undo"].text() == "復原"
        assert window.panel.inpaint.text() == "補寫"
        window.hole_commands.bars(16, 48, False)
        assert window.status.hole.text().startswith("留白：第 2–3 小節")
        assert window.document.undo_stack.undoText() == "塗抹第 2–3 小節"
    finally:
        language().choose("en")
    QApplication.processEvents()
    assert window.document.undo_stack.undoText() == "Paint bars 2–3"
    assert window.panel.inpaint.text() == "Inpaint"


def test_the_words_stay_when_their_file_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    """As when the program is brought up to date while it runs: a file that Qt maps would end it."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr("fractalmidi_studio.i18n.FOLDER", tmp_path)
    language().choose("zh_TW")
    said = tr("Training Panel")
    with (tmp_path / "studio_zh_TW.qm").open("r+b") as file:
        file.truncate(0)
    assert tr("Training Panel") == said != "Training Panel"
    language().choose("en")
