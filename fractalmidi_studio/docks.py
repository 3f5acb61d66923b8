"""Panels around the roll: docks that can be moved, floated and closed; each has its row ``panel_NAME`` in the table."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from fractalmidi_studio.actions import Actions
from fractalmidi_studio.commands import COMMANDS
from fractalmidi_studio.i18n import tr

RIGHT, LEFT, BOTTOM = (
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


def add_dock(
    window: QMainWindow,
    actions: Actions,
    name: str,
    width_px: int,
    *,
    area: Qt.DockWidgetArea = RIGHT,
    shown: bool = True,
    beside: QDockWidget | None = None,
) -> QDockWidget:
    """A dock of the window, empty and at least ``width_px`` wide until it is given its panel.

    ``beside``: another dock that it shares its place with, as a tab.

    The command ``panel_NAME`` shows and hides it; the window remembers where it lies.
    """
    command = COMMANDS[f"panel_{name}"]
    dock = QDockWidget(tr(command.short or command.text), window)
    dock.setObjectName(f"{name}Dock")
    room = QWidget()
    room.setMinimumWidth(width_px)
    dock.setWidget(room)
    window.addDockWidget(area, dock)
    if beside is not None:
        window.tabifyDockWidget(beside, dock)
        beside.raise_()
    dock.setVisible(shown)
    action = actions[command.name]
    action.setChecked(shown)
    actions.on(command.name, lambda: _switch(dock, action))
    # Its own switch knows whether it is open, also as a tab behind another.
    dock.toggleViewAction().toggled.connect(action.setChecked)
    return dock


def tick_docks(window: QMainWindow, actions: Actions) -> None:
    """The commands as the docks are: Qt says nothing when it puts hidden docks back."""
    for name in actions:
        dock = (
            window.findChild(QDockWidget, f"{name.removeprefix('panel_')}Dock") if name.startswith("panel_") else None
        )
        if dock is not None:
            actions[name].setChecked(not dock.isHidden())


def _switch(dock: QDockWidget, action: QAction) -> None:
    """Show it; hide it only where it can be seen: one that lies behind another tab comes to the front."""
    if dock.isHidden() or dock.visibleRegion().isEmpty():
        dock.show()
        dock.raise_()
    else:
        dock.hide()
    action.setChecked(not dock.isHidden())


class TabTitles(QObject):
    """A dock that is one of several tabs has no title above them: the tab has said it already."""

    def __init__(self, window: QMainWindow, docks: list[QDockWidget]) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        self._later = QTimer(self)  # the places of all docks are settled when it fires
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.settle)
        for dock in docks:
            for moved in (dock.topLevelChanged, dock.dockLocationChanged, dock.visibilityChanged):
                moved.connect(lambda _where: self._later.start())
        self.settle()

    def settle(self) -> None:
        for dock in self._docks:
            beside = [other for other in self._window.tabifiedDockWidgets(dock) if not other.isHidden()]
            in_tab = bool(beside) and not dock.isFloating() and not dock.isHidden()
            bare = dock.titleBarWidget()
            if in_tab and bare is None:
                dock.setTitleBarWidget(QWidget())
            elif not in_tab and bare is not None:
                dock.setTitleBarWidget(None)  # type: ignore[arg-type]  # Qt's own again
                bare.deleteLater()
