"""Palette, shortcuts, settings, welcome page, and what the window remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import SIGNAL, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QToolBar, QToolButton
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine, FakePlayer

from core.score import Score
from fractalmidi_studio import fuzzy
from fractalmidi_studio.actions import Actions
from fractalmidi_studio.commands import COMMANDS
from fractalmidi_studio.dialogs.palette import Palette, entries_of, matching
from fractalmidi_studio.dialogs.settings import SettingsDialog
from fractalmidi_studio.dialogs.shortcuts import ShortcutsDialog
from fractalmidi_studio.i18n import language
from fractalmidi_studio.icons import icon
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.theme import apply_theme, colours
from fractalmidi_studio.window_memory import fitting

D = TypeVar("D", bound=QDialog)


@pytest.fixture(autouse=True)
def usual_looks(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp)
    language().choose("en")


def in_dialog(open_it: Callable[[], None], kind: type[D], look: Callable[[D], None]) -> None:
    """Open a modal dialog, do something in it, close it; failures in there count."""
    problems: list[BaseException] = []

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            assert isinstance(dialog, kind)
            look(dialog)
        except BaseException as error:  # noqa: BLE001 - raised again below
            problems.append(error)
        finally:
            if dialog is not None:
                dialog.close()

    QTimer.singleShot(0, go)
    open_it()
    if problems:
        raise problems[0]


# Palette


def test_fuzzy_prefers_beginnings_of_words_and_neighbours() -> None:
    def best(wanted: str, *texts: str) -> str:
        return max(texts, key=lambda text: fuzzy.score(wanted, text) or -99)

    assert best("ih", "Inpaint", "Invert Hole", "Right hand") == "Invert Hole"
    assert best("zo", "Quantize onsets", "Zoom Out") == "Zoom Out"
    assert best("gen", "Green", "Generate", "Edge notes") == "Generate"
    assert fuzzy.score("xyz", "Generate") is None
    assert fuzzy.score("", "Generate") == 0
    assert fuzzy.score("復原", "復原一步") is not None


def test_the_palette_finds_and_does(window: MainWindow, piece: Score) -> None:
    window.actions_by_name["palette"].trigger()
    palette = window.findChild(Palette)
    assert palette is not None and palette.isVisible()
    assert palette.list.count() >= len(COMMANDS)
    QTest.keyClicks(palette.field, "invhol")
    assert palette.list.item(0).text() == "Invert Hole"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.document.hole.all() and not palette.isVisible()


def test_the_palette_moves_by_keys_and_never_starts_what_is_off(window: MainWindow, piece: Score) -> None:
    entries = entries_of(window.menus.values(), {})
    assert not window.actions_by_name["undo"].isEnabled()
    found = matching(entries, "undo")
    assert found[-1].text == "Undo" or not found[0].action.isEnabled()
    palette = Palette(window, entries)
    palette.show()
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == 1
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_palette_says_why_nothing_happens(window: MainWindow, piece: Score) -> None:
    window.actions_by_name["palette"].trigger()
    palette = window.findChild(Palette)
    assert palette is not None and not palette.why.isVisible()
    QTest.keyClicks(palette.field, "humanise")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible() and "No notes are selected" in palette.why.text()
    palette.field.setText("qqqqqq")
    assert palette.why.isVisible() and "No command" in palette.why.text() and not palette.list.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    palette.field.setText("traditional")
    assert palette.list.item(0).text() == "繁體中文" and not palette.why.isVisible()
    palette.close()


def test_every_tool_bar_shows_what_it_has_no_room_for(window: MainWindow) -> None:
    for bar in window.findChildren(QToolBar):
        for button in bar.findChildren(QToolButton, "qt_toolbar_ext_button"):
            shown, wanted = (one.pixmap(18, 18).toImage() for one in (button.icon(), icon("more")))
            assert shown == wanted, bar.objectName()


def test_the_first_window_fits_on_the_screen() -> None:
    assert fitting(QSize(1600, 900), QSize(1366, 768)) == QSize(1366, 736)
    assert fitting(QSize(1600, 900), QSize(2560, 1440)) == QSize(1600, 900)


def test_the_palette_also_knows_the_english_words(window: MainWindow) -> None:
    entry = next(e for e in entries_of(window.menus.values(), {"fitAction": "Sesame"}) if e.text == "Fit to Notes")
    assert matching([entry], "sesame") == [entry]


# Shortcuts


def test_a_new_shortcut_works_is_shown_and_is_kept(window: MainWindow, settings: Settings) -> None:
    def look(dialog: ShortcutsDialog) -> None:
        dialog.choose("fit")
        dialog.keys.setKeySequence(QKeySequence("Ctrl+F8"))
        assert dialog.about.text() == ""
        dialog.set_button.click()

    in_dialog(window.desk.open_shortcuts, ShortcutsDialog, look)
    action = window.actions_by_name["fit"]
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+F8"] and "Ctrl+F8" in action.toolTip()
    assert Actions(window, settings).keys("fit") == ("Ctrl+F8",)


def test_a_clash_is_said_and_solved(window: MainWindow, settings: Settings) -> None:
    def look(dialog: ShortcutsDialog) -> None:
        dialog.choose("fit")
        dialog.keys.setKeySequence(QKeySequence("Ctrl+G"))
        assert "Generate" in dialog.about.text()
        dialog.add_button.click()

    in_dialog(window.desk.open_shortcuts, ShortcutsDialog, look)
    assert window.actions_by_name.keys("fit") == ("Ctrl+0", "Ctrl+G")
    assert window.actions_by_name.keys("generate") == ()
    assert not window.actions_by_name.clashes()


def test_a_clash_that_is_already_there_is_shown(window: MainWindow) -> None:
    window.actions_by_name.set_keys("fit", ("Ctrl+G",))

    def look(dialog: ShortcutsDialog) -> None:
        row = list(COMMANDS).index("fit")
        item = dialog.table.item(row, 2)
        assert item is not None and item.text().startswith("⚠") and "Generate" in item.toolTip()
        dialog.all_button.click()

    in_dialog(window.desk.open_shortcuts, ShortcutsDialog, look)
    assert not window.actions_by_name.clashes()
    assert window.actions_by_name.keys("fit") == COMMANDS["fit"].keys


def test_no_keys_and_usual_keys(window: MainWindow, settings: Settings) -> None:
    def look(dialog: ShortcutsDialog) -> None:
        dialog.choose("fit")
        dialog.none_button.click()
        assert window.actions_by_name.keys("fit") == () == Actions(window, settings).keys("fit")
        dialog.usual_button.click()

    in_dialog(window.desk.open_shortcuts, ShortcutsDialog, look)
    assert window.actions_by_name.keys("fit") == ("Ctrl+0",) and settings.shortcuts("fit") is None


# Settings


def choose(box: QComboBox, data: object) -> None:
    box.setCurrentIndex(box.findData(data))


def test_settings_take_effect_at_once_and_are_kept(window: MainWindow, settings: Settings) -> None:
    def look(dialog: SettingsDialog) -> None:
        choose(dialog.theme, "light")
        assert colours().name == "light" and window.actions_by_name["theme_light"].isChecked()
        choose(dialog.language, "zh_TW")
        assert language().code == "zh_TW" and window.actions_by_name["language_zh_TW"].isChecked()
        choose(dialog.scale, 150)
        assert dialog.scale_note.isVisible()
        dialog.follow.setChecked(False)
        assert not window.actions_by_name["follow"].isChecked()

    in_dialog(window.desk.open_settings, SettingsDialog, look)
    assert (settings.theme, settings.language, settings.scale, settings.follow_playhead) == (
        "light", "zh_TW", 150, False,
    )  # fmt: skip
    window.actions_by_name["theme_contrast"].trigger()
    assert settings.theme == "contrast" == colours().name


def test_foreign_values_in_the_settings_do_no_harm(qapp: object, tmp_path: object) -> None:
    store = QSettings(f"{tmp_path}/odd.ini", QSettings.Format.IniFormat)
    for key, value in {"view/theme": "mauve", "view/scale": "huge", "view/language": "tlh", "keys/fit": ""}.items():
        store.setValue(key, value)
    settings = Settings(store)
    assert settings.scale == 100 and settings.shortcuts("fit") == ()
    language().choose(settings.language)
    assert language().code in ("en", "zh_TW")


# What the window remembers


def test_panels_stay_where_they_were_left(qapp: QApplication, settings: Settings) -> None:
    def make() -> MainWindow:
        made = MainWindow(FakeEngine(), FakePlayer, settings)
        made.show()
        return made

    window = make()
    window.resize(1100, 660)
    window.actions_by_name["panel_generate"].trigger()
    window.shut_down()
    again = make()
    assert (again.width(), again.height()) == (1100, 660)
    assert not again.panels.docks["generate"].isVisible() and not again.actions_by_name["panel_generate"].isChecked()
    again.actions_by_name["reset_layout"].trigger()
    assert again.panels.docks["generate"].isVisible() and again.actions_by_name["panel_generate"].isChecked()
    again.shut_down()


# Welcome


def test_the_welcome_page_comes_once_and_opens_a_demo(window: MainWindow, settings: Settings, qtbot: QtBot) -> None:
    welcome = window.desk.welcome
    window.desk.first_steps()
    assert welcome.isVisible() and len(welcome.demos) == 3 and not settings.show_welcome
    assert not welcome._movie.lastError().value and welcome._movie.frameCount() > 5
    QTest.mouseClick(welcome.demos[1], Qt.MouseButton.LeftButton)
    assert not welcome.isVisible()
    qtbot.waitUntil(lambda: window.document.name == "Quartet")
    window.desk.first_steps()
    assert not welcome.isVisible(), "only at the first start"
    window.actions_by_name["welcome"].trigger()
    assert welcome.isVisible()
    welcome.again.setChecked(True)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not welcome.isVisible() and settings.show_welcome and window.view.hasFocus()


def test_the_welcome_page_gives_way_to_a_song(window: MainWindow, song_file: Path, qtbot: QtBot) -> None:
    window.desk.first_steps()
    welcome = window.desk.welcome
    assert welcome.isVisible()
    window.open_file(song_file)  # as Ctrl+O and a dropped file do
    qtbot.waitUntil(lambda: window.document.name == "a song")
    assert not welcome.isVisible() and window.view.hasFocus()


# Keys


def test_space_presses_a_button_only_when_tab_came_to_it(
    window: MainWindow, piece: Score, player: FakePlayer, engine: FakeEngine, qtbot: QtBot
) -> None:
    panel = window.panel
    QTest.mouseClick(panel.dice, Qt.MouseButton.LeftButton)
    assert not panel.dice.hasFocus()
    panel.generate.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.generate, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(engine.requests) and not window.runs.running)
    assert not window.playback.playing
    panel.fresh_seed.setFocus(Qt.FocusReason.TabFocusReason)
    before = panel.fresh_seed.isChecked()
    QTest.keyClick(panel.fresh_seed, Qt.Key.Key_Return)
    assert panel.fresh_seed.isChecked() != before
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_Space)
    assert window.playback.playing


def test_a_button_is_connected_to_its_action_once_however_often_that_changes(window: MainWindow) -> None:
    for name in ("undo", "tool_draw", "play"):
        action = window.actions_by_name[name]
        action.setIconText("first")
        before = action.receivers(SIGNAL("changed()"))
        for number in range(20):
            action.setIconText(f"{number}")
        assert action.receivers(SIGNAL("changed()")) == before
        button = window.findChild(QToolButton, f"{name}Button")
        assert button is not None and button.text() == "19", "it still follows"
