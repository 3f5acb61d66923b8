"""Notes edited through the X server: a real window, real buttons and keys.  Run by ``test_notes_under_x.py``.

The engine and the player are the tests' own, so that it is about hands alone.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QApplication

from core.score import Note, Score, Track
from fractalmidi_studio.app import make_application
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings
from tests.gui.person import Peek, Person, hands
from tests.gui.studio_fakes import FakeEngine, FakePlayer

STEP = 120  # ticks
FIRST, SECOND = Note(0, 60, 480, 80), Note(960, 64, 480, 70)


class Hands:
    def __init__(self, person: Person) -> None:
        self.person = person
        self.facts: dict[str, Any] = {}
        self.generation = 0  # of the music, when it was looked at last

    def at(self, tick: float, pitch: int) -> QPoint:
        view = self.person.window.view

        def look() -> QPoint:
            t = view.viewport.transform
            return view.mapToGlobal(QPoint(round(t.x_of(tick / STEP)), int(t.y_of(pitch) + t.pitch_px / 2)))

        return self.person.peek(look)

    def note(self, name: str) -> None:
        """Write down the notes, once what was done has arrived and nothing more comes."""
        window, person = self.person.window, self.person
        before = self.generation
        person.wait(lambda: window.document.generation != before, f"the notes to be {name}")
        while self.generation != (now := person.peek(lambda: window.document.generation)):
            self.generation = now
            time.sleep(0.3)
        self.facts[name] = self.person.peek(
            lambda: [
                [n.onset_tick, n.pitch, n.duration_ticks, n.velocity] for n in window.document.score.tracks[0].notes
            ]
        )

    def held(self, key: str, *points: QPoint) -> None:
        hands("keydown", key)
        self.person.drag(*points)
        hands("keyup", key)

    def go(self) -> None:
        person = self.person
        person.find_window()
        self.generation = person.peek(lambda: person.window.document.generation)
        person.keys("e")
        person.drag(self.at(240, 60), self.at(500, 61), self.at(725, 62))
        self.note("moved")
        self.held("ctrl", self.at(1200, 64), self.at(1500, 65), self.at(2160, 67))
        self.note("copied")
        person.keys("Up", "Up", "shift+Right")
        self.note("keys")
        person.picture("notes")
        person.keys("p")
        person.drag(self.at(3010, 72), self.at(3200, 72), self.at(3360, 72))
        self.note("drawn")
        right = self.at(3100, 72)
        hands("mousemove", "--sync", str(right.x()), str(right.y()), "click", "3")
        self.note("erased")
        person.keys("k")
        person.drag(self.at(1200, 64))
        self.note("cut")
        person.keys(*["ctrl+z"] * 8, "Escape")
        self.note("undone")
        lane = person.window.pane.velocity_lane
        ends = person.peek(
            lambda: [
                lane.mapToGlobal(QPoint(round(lane.x_of(tick)), round(lane.y_of(velocity))))
                for tick, velocity in ((0, 20), (960, 120))
            ]
        )
        person.drag(*ends)
        self.note("ramp")


def main(folder: Path) -> int:
    app = make_application([])
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = MainWindow(FakeEngine(), FakePlayer, settings)
    window.resize(1600, 900)
    window.files.ask_save = lambda _doing: "discard"
    window.document.replace_piece(Score((Track("Right", notes=(FIRST, SECOND)),)), "x")
    window.show()
    peek = Peek()
    walk = Hands(Person(peek, folder))

    def live() -> None:
        try:
            walk.go()
        except BaseException:  # noqa: BLE001 - reported below
            walk.facts["problem"] = traceback.format_exc()
        peek(lambda: (window.shut_down(), QApplication.exit(0)))

    threading.Thread(target=live, daemon=True).start()
    app.exec()
    (folder / "facts.json").write_text(json.dumps(walk.facts))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
