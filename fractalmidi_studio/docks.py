"""Panels around the roll: docks that can be moved, floated and closed; each has its row ``panel_NAME`` in the table."""

from __future__ import annotations

from PySide6.QtCore import Qt
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
    widget: QWidget,
    *,
    area: Qt.DockWidgetArea = RIGHT,
    shown: bool = True,
    beside: QDockWidget | None = None,
) -> QDockWidget:
    """Put ``widget`` into a dock of the window.  ``beside``: another dock that it shares its place with, as a tab.

    The command ``panel_NAME`` shows and hides it; the window remembers where it lies.
    """
    command = COMMANDS[f"panel_{name}"]
    dock = QDockWidget(tr(command.short or command.text), window)
    dock.setObjectName(f"{name}Dock")
    dock.setWidget(widget)
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
