"""Pictures of the window's desk for the user guide: welcome page, palette, shortcuts, history, themes, Chinese.

    python scripts/desk_pictures.py

Part of ``make pictures``.  Needs Xvfb.  The real window on a demo piece; no run is made, so no model is needed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
IMAGES = ROOT / "docs" / "images"
WAIT_MS = 700


def take(folder: Path) -> None:
    """In a process of its own, on a screen of its own."""
    from PySide6.QtCore import QPoint, QSettings
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from core.engine.client import EngineClient
    from fractalmidi_studio.app import make_application
    from fractalmidi_studio.files import demo_pieces
    from fractalmidi_studio.main_window import MainWindow
    from fractalmidi_studio.settings import Settings

    make_application([])
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))

    class Silent:
        is_playing = False

        def __getattr__(self, name: str) -> object:
            return lambda *_arguments, **_values: [] if name in ("outputs", "inputs", "poll") else None

    window = MainWindow(EngineClient(), Silent, settings)  # type: ignore[arg-type]
    window.move(0, 0)
    window.show()
    title, path = demo_pieces()[0]
    window.open_demo(path, title)
    QTest.qWait(WAIT_MS)

    def picture(name: str, widget: object = None) -> None:
        QTest.qWait(WAIT_MS)
        shot = QApplication.primaryScreen().grabWindow(0) if widget is None else widget.grab()  # type: ignore[attr-defined]
        shot.save(str(folder / f"{name}.png"))

    actions = window.actions_by_name
    window.desk.welcome.open_page()
    window.desk.welcome._movie.jumpToFrame(14)
    window.desk.welcome._movie.setPaused(True)
    picture("welcome")
    window.desk.welcome.close_page()
    window.hole_commands.bars(64, 128, False)
    window.hole_commands.pitches(60, 84)
    window.notes.commands.select_pitches(72, 74, False)
    window.notes.commands.transpose(12)
    window.notes.commands.quantise()
    actions["palette"].trigger()
    palette = QApplication.activePopupWidget()
    assert palette is not None
    QTest.keyClicks(palette.field, "sel")
    picture("palette")
    palette.close()
    actions["panel_history"].trigger()
    actions["theme_light"].trigger()
    picture("light")
    actions["theme_contrast"].trigger()
    actions["language_zh_TW"].trigger()
    window.view.cell_cursor.switch(True)
    window.view.cell_cursor._go(40, 67)
    picture("contrast-zh")
    actions["language_en"].trigger()
    actions["theme_dark"].trigger()
    window.view.cell_cursor.switch(False)
    from fractalmidi_studio.dialogs.shortcuts import ShortcutsDialog

    dialog = ShortcutsDialog(window, actions)
    dialog.choose("inpaint")
    dialog.keys.setKeySequence("Ctrl+G")
    dialog.move(QPoint(300, 120))
    dialog.show()
    picture("shortcuts", dialog)
    dialog.close()
    window.files.ask_save = lambda _doing: "discard"
    window.shut_down()


def main() -> None:
    from scripts.take_pictures import shrink
    from tests.gui.journey import x_server

    with tempfile.TemporaryDirectory(prefix="fractalmidi-pictures-") as name, x_server() as display:
        environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": name}
        subprocess.run([sys.executable, __file__, "--inside", name], check=True, env=environment, timeout=120)
        for picture in sorted(Path(name).glob("*.png")):
            shrink(picture, IMAGES / picture.name)
            print(f"{picture.name}  {(IMAGES / picture.name).stat().st_size:,} bytes")


if __name__ == "__main__":
    if "--inside" in sys.argv:
        take(Path(sys.argv[-1]))
        os._exit(0)
    main()
