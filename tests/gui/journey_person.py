"""The person of the journey: a thread beside the application that looks at it and acts only through the X server."""

from __future__ import annotations

import hashlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QMenu, QMessageBox, QWidget

from core.midi_file import midi_bytes
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.run_controller import Progress

T = TypeVar("T")
PATIENCE_SECONDS = 120.0  # for anything to happen: a busy machine is slow, and that is no fault
LOW_PITCH = 60  # C4: the right hand
FIRST_BAR, LAST_BAR = 5, 8
MAX_RUN_PICTURES = 40
MAX_ATTEMPTS = 4


class Peek(QObject):
    """Looks at widgets from the person's thread: the look itself happens in the window's thread."""

    _wish = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._wish.connect(self._look, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _look(self, job: Callable[[], None]) -> None:
        job()

    def __call__(self, look: Callable[[], T]) -> T:
        answers: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()

        def job() -> None:
            try:
                answers.put((look(), None))
            except BaseException as error:  # noqa: BLE001 - raised again in the person's thread
                answers.put((None, error))

        self._wish.emit(job)
        answer, error = answers.get(timeout=PATIENCE_SECONDS)
        if error is not None:
            raise error
        return answer  # type: ignore[no-any-return]


class Person:
    """Eyes (``peek``, pictures of the screen) and hands (xdotool)."""

    def __init__(self, peek: Peek, folder: Path) -> None:
        self.peek, self.folder = peek, folder
        self.window: MainWindow
        self.pictures: list[str] = []
        self.kept: list[object] = []  # widgets looked at: their wrappers must not end in this thread

    # Eyes

    def wait(self, condition: Callable[[], T], what: str) -> T:
        """Look again and again until ``condition`` (in the window's thread) says something true."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self.peek(condition)
            if answer:
                return answer
            if time.monotonic() > deadline:
                self.picture("problem")
                raise AssertionError(f"waited in vain for {what}; the status line says {self.peek(self.status)!r}")
            time.sleep(0.03)

    def find_window(self) -> None:
        def visible() -> MainWindow | None:
            app = QApplication.instance()
            if not isinstance(app, QApplication):
                return None
            return next((w for w in app.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()), None)

        window = self.wait(visible, "the window")
        assert window is not None
        self.window = window
        self.wait(lambda: window.windowHandle() is not None and window.windowHandle().isExposed(), "the window's face")

    def status(self) -> str:
        return self.window.status.text.text()

    def picture(self, name: str) -> None:
        save(self.peek(screen), self.folder / f"{name}.png")
        self.pictures.append(f"{name}.png")

    def dialog(self, kind: type[T]) -> T:
        found = self.wait(lambda: QApplication.activeModalWidget(), f"a {kind.__name__}")
        self.kept.append(found)
        assert isinstance(found, kind), f"{found} instead of a {kind.__name__}"
        return found

    # Hands

    def keys(self, *names: str) -> None:
        self._focus()
        hands("key", "--delay", "20", *names)

    def type(self, text: str) -> None:
        self._focus()
        hands("type", "--delay", "8", text)

    def click(self, point: QPoint) -> None:
        hands("mousemove", "--sync", str(point.x()), str(point.y()), "click", "1")

    def click_widget(self, widget: QWidget) -> None:
        self.click(self.peek(lambda: widget.mapToGlobal(widget.rect().center())))

    def drag(self, *points: QPoint) -> None:
        first, *others = points
        hands("mousemove", "--sync", str(first.x()), str(first.y()), "mousedown", "1")
        for point in others:
            hands("mousemove", "--sync", str(point.x()), str(point.y()), "sleep", "0.05")
        hands("mouseup", "1")

    def choose_from_menu(self, *path: str) -> None:
        """Click through the menus: the bar's word, submenus, and the entry's words."""
        bar = self.window.menuBar()
        menu: QMenu | None = None
        for word in path:
            if menu is None:
                self.click(self.peek(lambda w=word: centre(bar, bar.actionGeometry(entry(bar.actions(), w)))))
                action = self.peek(lambda w=word: entry(bar.actions(), w))
            else:
                self.wait(lambda m=menu: m.isVisible(), f"the menu with {word}")
                action = self.peek(lambda m=menu, w=word: entry(m.actions(), w))
                self.click(self.peek(lambda m=menu, a=action: centre(m, m.actionGeometry(a))))
            menu = self.peek(lambda a=action: a.menu())

    def choose_in_box(self, box: QComboBox, index: int) -> None:
        self.click_widget(box)
        view = box.view()
        self.wait(lambda: view.isVisible(), "the list of choices")
        self.click(self.peek(lambda: centre(view.viewport(), view.visualRect(view.model().index(index, 0)))))
        self.wait(lambda: not view.isVisible() and box.currentIndex() == index, "the choice")

    def answer_file_dialog(self, path: Path) -> None:
        dialog = self.dialog(QFileDialog)
        self.keys("ctrl+a")
        self.type(str(path))
        for _ in range(3):
            self.keys("Return")
            deadline = time.monotonic() + 5
            while time.monotonic() < deadline:
                if self.peek(lambda: QApplication.activeModalWidget() is not dialog):
                    return
                time.sleep(0.05)
        self.picture("problem")
        raise AssertionError(f"the dialog did not take {path}")

    def _focus(self) -> None:
        """There is no window manager: the keyboard goes to the window in front because we say so."""

        def front() -> tuple[int, bool]:
            widget = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
            return int(widget.winId()), widget is QApplication.activePopupWidget()

        number, is_popup = self.peek(front)
        if not is_popup:
            hands("windowfocus", "--sync", str(number))
            self.wait(lambda: QApplication.activeWindow() is not None, "the keyboard")


def hands(*arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], check=True, timeout=PATIENCE_SECONDS, capture_output=True)


def centre(widget: QWidget, rect: QRect) -> QPoint:
    return widget.mapToGlobal(rect.center())


def entry(actions: list[QAction], text: str) -> QAction:
    return next(action for action in actions if action.text().replace("&", "") == text)


def screen() -> QImage:
    """What the X server shows."""
    return QGuiApplication.primaryScreen().grabWindow(0).toImage()


def save(image: QImage, path: Path) -> None:
    assert image.save(str(path)), f"{path} was not written"


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
                one["canvas"] = digest(bytes(image.copy(roll).constBits()))
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
        """Leave with unsaved changes: Esc stays, Discard goes."""
        person, window = self.person, self.window
        person.keys("ctrl+z")
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
