"""The place of the Training tab: a dock under the roll, empty until it is shown, and the question at closing.

Training and roll are looked at together, as a mixer or an editor under the arrangement: the slider over checkpoints is
heard on the hole that is painted above it.  Nothing of it is imported before it is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox

from fractalmidi_studio.docks import BOTTOM, add_dock
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.panels.field_keys import FieldKeys
from fractalmidi_studio.widgets import speak_tips

if TYPE_CHECKING:
    from fractalmidi_studio.main_window import MainWindow
    from fractalmidi_studio.training.desk import TrainingDesk

WIDTH_PX, HEIGHT_PX = 600, 330
GO_ON, STOP, STAY = "go_on", "stop", "stay"  # answers


class TrainingPlace(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.ask: Callable[[list[str]], str] = self._ask
        self.dock = add_dock(window, window.actions_by_name, "training", WIDTH_PX, area=BOTTOM, shown=False)
        self.dock.visibilityChanged.connect(self._build_if_seen)
        window.panels.built.connect(self._allow)
        self._may_build = False  # the first frame and the panels at the side come first

    @property
    def root(self) -> Path:
        """The folder of the runs."""
        from core.train_run import default_root

        return default_root()

    @property
    def is_built(self) -> bool:
        return "desk" in self.__dict__

    @cached_property
    def desk(self) -> TrainingDesk:
        from fractalmidi_studio.training.desk import TrainingDesk

        window = self._window
        desk = TrainingDesk(window, self.root)
        self.dock.setWidget(desk.panel)
        FieldKeys(desk.panel, window.view.setFocus)
        speak_tips(desk.panel)
        window.resizeDocks([self.dock], [HEIGHT_PX], Qt.Orientation.Vertical)
        return desk

    def _allow(self) -> None:
        self._may_build = True
        self._build_if_seen(not self.dock.isHidden())

    def _build_if_seen(self, visible: bool) -> None:
        if visible and self._may_build and not self.is_built:
            QTimer.singleShot(0, self, self._build)  # not while Qt is laying out the docks

    def _build(self) -> None:
        if not self._window.closed:
            self.desk  # noqa: B018  # made when it is asked for

    def before_closing(self, close: Callable[[], None]) -> None:
        """Close, unless the user rather stays; runs go on or are stopped as the user says."""
        alive = self._alive()
        answer = self.ask(alive) if alive else GO_ON
        if answer == STAY:
            return
        if answer == STOP:
            from core.train_run import RunFolder

            for name in alive:
                RunFolder(self.root / name).stop()
        close()

    def close(self) -> None:
        if self.is_built:
            self.desk.close()

    def _alive(self) -> list[str]:
        """Names of the runs that are at work."""
        from core.train_run import list_runs

        return [run.name for run in list_runs(self.root) if run.is_alive()]

    def _ask(self, names: list[str]) -> str:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Training"))
        box.setText(tr("A training is at work: {names}.").format(names=", ".join(names[:3])))
        box.setInformativeText(
            tr(
                "It can go on while the window is closed, and you find it here when you come back. "
                "Or stop it now, in good order, and resume it later."
            )
        )
        go_on = box.addButton(tr("Let It Go On"), QMessageBox.ButtonRole.AcceptRole)
        stop = box.addButton(tr("Stop It"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(go_on)
        box.exec()
        clicked = box.clickedButton()
        return GO_ON if clicked is go_on else STOP if clicked is stop else STAY
