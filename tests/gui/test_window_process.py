"""What the window's process is: quick, without torch, and alive after an exception."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings, QTimer
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine, FakePlayer, song

from core.roll import roll_of
from core.score import Score
from fractalmidi_studio.canvas.keyboard import WIDTH
from fractalmidi_studio.canvas.profile import profile_of
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.unexpected import ExceptionCatcher

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import sys
from fractalmidi_studio.app import make_application, make_player
from core.engine.client import EngineClient
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.settings import Settings
from PySide6.QtCore import QSettings, QTimer

app = make_application([])
window = MainWindow(EngineClient(), make_player, Settings(QSettings(sys.argv[1], QSettings.Format.IniFormat)))
window.show()
app.processEvents()
early = {"torch", "lightning"} & set(sys.modules)
make_player().close()
app.processEvents()
late = {"torch", "lightning"} & set(sys.modules)
window.close()
print("early", sorted(early), "late", sorted(late))
"""


def test_the_window_process_never_imports_torch(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "s.ini")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    assert "early [] late []" in result.stdout


def test_main_sends_sub_commands_to_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import main

    seen: list[tuple[str, list[str]]] = []
    monkeypatch.setattr("core.cli.main", lambda arguments: seen.append(("cli", arguments)) or 0)
    monkeypatch.setattr("fractalmidi_studio.app.main", lambda arguments: seen.append(("window", arguments)) or 0)
    for arguments in (["inpaint", "a.mid"], ["--help"], ["a.mid"], []):
        assert main.main(arguments) == 0
    assert [kind for kind, _ in seen] == ["cli", "cli", "window", "window"]


def test_an_exception_in_a_slot_is_shown_and_the_window_lives(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    catcher = ExceptionCatcher()
    catcher.caught.connect(window.show_problem)
    monkeypatch.setattr(sys, "excepthook", catcher.handle)
    with qtbot.captureExceptions():  # keeps pytest-qt's own hook from failing the test
        try:
            raise RuntimeError("a bug")
        except RuntimeError as error:
            catcher.handle(type(error), error, error.__traceback__)
    assert "a bug" in window.messages.text()
    QTimer.singleShot(0, lambda: window.status.say("alive"))
    qtbot.waitUntil(lambda: window.status.text.text() == "alive")


def test_size_and_choices_survive_a_restart(
    window: MainWindow, engine: FakeEngine, player: FakePlayer, settings: Settings
) -> None:
    window.resize(1234, 789)
    window.actions_by_name["follow"].setChecked(False)
    assert window.close()
    again = MainWindow(FakeEngine(), FakePlayer, settings)
    assert (again.width(), again.height()) == (1234, 789)
    assert not again.actions_by_name["follow"].isChecked()
    again.close()


def test_broken_settings_are_as_good_as_none(tmp_path: Path) -> None:
    path = tmp_path / "broken.ini"
    path.write_text("[window]\nsize=nonsense\nmaximized=7\n[files]\nrecent=@Invalid()\n[view]\nfollow=maybe\n")
    settings = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    assert settings.window_size is None and not settings.maximized and settings.follow_playhead
    assert settings.recent_files == []


def test_a_remark_waits_behind_a_problem(window: MainWindow) -> None:
    window.messages.show_message("error", "The disk is full.")
    window.messages.show_message("info", "A port came back.")
    assert window.messages.text() == "The disk is full."
    window.messages.close_message()
    assert window.messages.text() == "A port came back."
    window.messages.show_message("error", "Again.")
    assert window.messages.text() == "Again."
    window.messages.close_message()
    assert window.messages.text() == ""


def test_a_repeated_note_is_drawn_as_two(window: MainWindow, piece: Score) -> None:
    """Between two notes of one pitch there is a dark edge; inside a held note there is none."""
    window.viewport.zoom_time(3, 0)
    image = window.view.grab().toImage()
    t = window.viewport.transform
    y = window.view.pixel_of(0, 60).y()
    repeated = image.pixelColor(int(t.x_of(2) + 0.5), y).lightness()
    inside = image.pixelColor(int(t.x_of(3) + 0.5), y).lightness()
    assert repeated < 40 < inside


def test_the_profile_follows_the_roll(window: MainWindow, piece: Score) -> None:
    score = song(4)
    density, velocity = profile_of(roll_of(score))
    assert density[8] == 2 and density[0] == 1
    assert velocity[0] == 60 and np.isnan(velocity[-1])
    profile = window.pane.profile
    assert np.array_equal(profile.density, profile_of(window.document.roll)[0])
    window.viewport.zoom_time(8, 0)
    window.viewport.scroll(400, 0)
    first, last = profile.steps_shown()
    assert first > 0 and last == pytest.approx(window.viewport.transform.step_at(window.viewport.width), abs=1.5)
    # The stairs of the density stand where the roll's steps are.
    image, t = profile.grab().toImage(), window.viewport.transform
    step = first + 3
    x, low = WIDTH + int(t.x_of(step + 0.5)), profile.height() - 6
    top = low - int(profile.density[step]) * (low - 18) / profile.top
    ground = image.pixelColor(x, int(top) - 4)
    assert image.pixelColor(x, int(top) + 4) != ground
