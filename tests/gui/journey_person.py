"""The journey of the person: a thread beside the application that looks at it and acts only through the X server."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from core.midi_file import midi_bytes
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.run_controller import Progress
from tests.gui.person import PATIENCE_SECONDS, Peek, Person, hands, save, screen

LOW_PITCH = 60  # C4: the right hand
FIRST_BAR, LAST_BAR = 5, 8
MAX_RUN_PICTURES = 40
MAX_ATTEMPTS = 4


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Steps:
    """The journey itself, a method a chapter; ``facts`` collects what was seen."""

    def __init__(self, person: Person, plan: dict[str, Any]) -> None:
        self.person, self.plan = person, plan
        self.facts: dict[str, Any] = {}
        self.folder = Path(plan["folder"])

    def go(self) -> None:
        person = self.person
        person.find_window()
        self.open()
        self.paint()
        self.inpaint()
        self.undo_and_redo()
        if self.plan["whole"]:
            self.cancel()
            self.play()
        self.export()
        self.quit()

    @property
    def window(self) -> MainWindow:
        return self.person.window

    def music(self) -> str:
        """The score as it stands, told apart by every byte of it."""
        return self.person.peek(lambda: digest(midi_bytes(self.window.document.score)))

    def opened(self) -> bool:
        return self.window.document.name == Path(self.plan["piece"]).stem

    def open(self) -> None:
        person, piece = self.person, Path(self.plan["piece"])
        person.wait(self.opened, "the piece of the command line")
        first = person.peek(lambda: self.window.document.score)
        person.wait(lambda: self.window.outputs.isEnabled(), "the rest to load")
        self.facts["welcome_in_the_way"] = person.peek(lambda: self.window.desk.welcome.isVisible())
        if self.plan["whole"]:
            person.keys("ctrl+o")
            person.dialog(QFileDialog)
            person.picture("01-open")
            person.answer_file_dialog(piece)
            person.wait(lambda: self.window.document.score is not first and self.opened(), "the piece from the dialog")
        person.picture("02-opened")
        self.facts["original"] = self.music()

    def paint(self) -> None:
        """Bars 5 to 8 from C4 up to the top of what is seen, with the rectangle."""
        person = self.person
        view = self.window.view

        def corners() -> tuple[QPoint, QPoint, int, int]:
            bars = np.flatnonzero(self.window.document.downbeat)
            start, stop = int(bars[FIRST_BAR - 1]), int(bars[LAST_BAR])
            top = min(127, view.point_at(QPoint(5, 5)).pitch - 1)
            points = [view.mapToGlobal(view.pixel_of(*cell)) for cell in ((start, LOW_PITCH), (stop - 1, top))]
            return points[0], points[1], start, stop

        low, high, start, stop = person.peek(corners)
        person.keys("r")
        person.drag(low, QPoint((low.x() + high.x()) // 2, (low.y() + high.y()) // 2), high)
        person.wait(lambda: self.window.document.hole.any(), "the hole")
        hole = person.peek(lambda: self.window.document.hole.copy())
        rows, columns = np.flatnonzero(hole.any(axis=1)), np.flatnonzero(hole.any(axis=0))
        self.facts["hole"] = [int(columns[0]), int(columns[-1]) + 1, int(rows[0]), int(rows[-1])]
        self.facts["hole_is_a_rectangle"] = int(hole.sum()) == len(rows) * len(columns)
        self.facts["bars"] = [start, stop]
        person.picture("03-painted")

    def settings(self) -> None:
        """Quality and seed, set by mouse and keys."""
        person, panel = self.person, self.window.panel
        index = person.peek(lambda: panel.iterations.box.findData(self.plan["quality"]))
        if person.peek(lambda: panel.iterations.box.currentIndex()) != index:
            person.choose_in_box(panel.iterations.box, index)
        person.click_widget(panel.seed.lineEdit())
        person.keys("ctrl+a")
        person.type(str(self.plan["seed"]))
        person.keys("Return")
        person.wait(lambda: panel.seed.value() == self.plan["seed"], "the seed")
        if person.peek(panel.fresh_seed.isChecked):
            person.click(person.peek(lambda: panel.fresh_seed.mapToGlobal(QPoint(12, panel.fresh_seed.height() // 2))))
            person.wait(lambda: not panel.fresh_seed.isChecked(), "the seed to be kept")

    def inpaint(self) -> None:
        """Run until a picture of each level was caught: on a busy machine a level may go by between two looks."""
        person, window = self.person, self.window
        for attempt in range(MAX_ATTEMPTS):
            if attempt:
                person.keys("ctrl+z")
                person.wait(lambda: not window.document.is_dirty, "undo")
            self.settings()
            done = person.peek(self._watch)
            person.keys("ctrl+Return")
            person.wait(lambda: window.runs.running or window.document.is_dirty, "the run")
            person.wait(lambda: not window.runs.running, "the end of the run")
            self.facts["sentence"] = person.peek(person.status)
            self.facts["run"] = done()
            self.facts["filled"] = self.music()
            if {one["level"] for one in self.facts["run"]} == {0, 1, 2}:
                break
        self.facts["cued"] = person.peek(lambda: window.playback.playhead_step)
        person.picture("05-filled")

    def _watch(self) -> Callable[[], list[dict[str, Any]]]:
        """From now on: a picture of each state of the canvas that the window shows of a run.

        Returns what ends that, saves the pictures and tells the level of each, and whether the music was untouched.
        """
        window, seen, images = self.window, [], []
        before = window.document.score
        roll = QRect(window.view.mapToGlobal(QPoint(0, 0)), window.view.size())

        def look(progress: Progress) -> None:
            if progress.total:
                window.view.repaint()  # the step is younger than the last frame
                level = int(progress.text.split("level ")[1][0])
                untouched = window.document.score is before
                seen.append({"index": progress.index, "level": level, "text": progress.text, "untouched": untouched})
                images.append(screen())
                if len(images) > MAX_RUN_PICTURES:  # they are large: keep every other one
                    del seen[1::2], images[1::2]

        def done() -> list[dict[str, Any]]:
            self.person.peek(lambda: window.runs.progress.disconnect(look))
            for one, image in zip(seen, images, strict=True):
                one["picture"] = f"04-run-{one['index']:03d}-level-{one['level']}.png"
                part = image.copy(roll)  # must live as long as its bits are read
                one["canvas"] = digest(bytes(part.constBits()))
                save(image, self.folder / one["picture"])
            return seen

        window.runs.progress.connect(look)
        return done

    def undo_and_redo(self) -> None:
        person, stack = self.person, self.window.document.undo_stack
        top = person.peek(stack.index)
        person.keys("ctrl+z")
        person.wait(lambda: stack.index() == top - 1, "undo")
        self.facts["undone"] = self.music()
        person.keys("ctrl+shift+z")
        person.wait(lambda: stack.index() == top, "redo")
        self.facts["redone"] = self.music()

    def cancel(self) -> None:
        """A second run, stopped in the middle."""
        person, window = self.person, self.window
        self.facts["before_cancel"] = [self.music(), person.peek(window.document.undo_stack.count)]
        person.keys("ctrl+Return")
        person.wait(lambda: window.runs.running, "the second run")
        person.keys("Escape")
        person.wait(lambda: not window.runs.running, "the end of the second run")
        self.facts["cancel_sentence"] = person.peek(person.status)
        self.facts["after_cancel"] = [self.music(), person.peek(window.document.undo_stack.count)]
        person.picture("06-cancelled")

    def play(self) -> None:
        person, window, playback = self.person, self.window, self.window.playback
        box = window.outputs

        def virtual() -> int:
            return next((i for i in range(box.count()) if getattr(box.itemData(i), "kind", "") == "virtual"), -1) + 1

        person.choose_in_box(box, person.wait(virtual, "the virtual port") - 1)
        self.facts["output"] = person.peek(box.currentText)
        self._connect_the_other_client()
        start = person.peek(lambda: playback.playhead_step)
        person.keys("space")
        person.wait(lambda: playback.playing and playback.playhead_step > start + 8, "the playhead to move")
        person.picture("07-playing")
        stop = self.facts["hole"][0] + 24
        person.wait(lambda: playback.playhead_step > stop or not playback.playing, "the new part to sound")
        person.keys("space")
        person.wait(lambda: not playback.playing, "silence")
        self.facts["played"] = [start, person.peek(lambda: playback.playhead_step)]

    def _connect_the_other_client(self) -> None:
        """As a user does in a patch bay: our port to the other program's."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            ports = subprocess.run(["jack_lsp"], capture_output=True, text=True, timeout=30).stdout.splitlines()
            own = [port for port in ports if port.startswith("FractalMIDI Studio") and port.endswith(":out")]
            command = ["jack_connect", *own[:1], self.plan["listener"]]
            if own and subprocess.run(command, capture_output=True, timeout=30).returncode == 0:
                return
            time.sleep(0.2)
        raise AssertionError("the virtual port was not there to connect to")

    def export(self) -> None:
        person = self.person
        person.keys("ctrl+shift+e")
        self._exported("exported.mid")
        person.choose_from_menu("File", "Export", "Last run as GIF…")
        self._exported("run.gif")
        if self.plan["whole"]:
            person.choose_from_menu("File", "Export", "Piece as PNG…")
            self._exported("roll.png")
        person.picture("08-exported")

    def _exported(self, name: str) -> None:
        person, path = self.person, self.folder / name
        path.unlink(missing_ok=True)
        person.answer_file_dialog(path)
        words = ("Saved", "Exported")
        person.wait(lambda: person.status().startswith(tuple(f"{w} {name}" for w in words)), f"{name} to be written")

    def quit(self) -> None:
        """Leave with unsaved changes (an export is no save): Esc stays, Discard goes."""
        person, window = self.person, self.window
        person.wait(lambda: window.document.is_dirty, "an unsaved change")
        person.keys("ctrl+q")
        person.dialog(QMessageBox)
        person.picture("09-unsaved")
        person.keys("Escape")
        person.wait(lambda: QApplication.activeModalWidget() is None, "the question to go")
        self.facts["stayed"] = person.peek(window.isVisible)
        person.keys("ctrl+q")
        box = person.dialog(QMessageBox)
        discard = person.peek(lambda: box.button(QMessageBox.StandardButton.Discard))
        person.kept.append(discard)
        for _ in range(6):
            if person.peek(discard.hasFocus):
                break
            person.keys("Tab")
        assert person.peek(discard.hasFocus), "Tab never came to Discard"
        hands("key", "space")  # from here on there may be nobody left to look at


def main(plan_text: str) -> int:
    from fractalmidi_studio import app

    plan = json.loads(plan_text)
    folder = Path(plan["folder"])
    peek = Peek()
    steps = Steps(Person(peek, folder), plan)

    def live() -> None:
        try:
            steps.go()
        except BaseException:  # noqa: BLE001 - reported below
            steps.facts["problem"] = traceback.format_exc()
            peek(lambda: (steps.person.window.shut_down(), QApplication.exit(1)))

    thread = threading.Thread(target=live, name="person", daemon=True)
    thread.start()
    code = app.main([plan["piece"]])
    thread.join(10)
    steps.facts |= {"exit_code": code, "pictures": steps.person.pictures}
    temporary = folder / "facts.json.part"
    temporary.write_text(json.dumps(steps.facts, indent=2))
    temporary.replace(folder / "facts.json")
    sys.stdout.flush()
    if code:
        os._exit(code)  # a modal dialog may still hold the loop
    return code
