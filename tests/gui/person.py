"""Eyes and hands of the person who uses the window under Xvfb: looks in its thread, acts through the X server."""

from __future__ import annotations

import queue
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QMenu, QWidget

from fractalmidi_studio.main_window import MainWindow

T = TypeVar("T")
PATIENCE_SECONDS = 120.0  # for anything to happen: a busy machine is slow, and that is no fault


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
