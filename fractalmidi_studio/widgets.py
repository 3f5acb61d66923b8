"""Small helpers for making widgets."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject

_W = TypeVar("_W", bound=QObject)


def named(widget: _W, name: str) -> _W:
    """The same widget under a name that tests and style sheets find it by."""
    widget.setObjectName(name)
    return widget
