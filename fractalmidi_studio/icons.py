"""The project's own icons: SVG outlines in resources/icons, drawn in the colours that the theme has at the moment."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fractalmidi_studio.theme import colours

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
_PIXMAPS_KEPT = 512
_pixmaps: dict[tuple[str, str, int, int], QPixmap] = {}


class _Outline(QIconEngine):
    """Asks for the theme's colour each time, so that a change of theme needs no new icons."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self.name, self.role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF() if painter.device() else 1.0
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """``size`` is in units of the window, ``scale`` pixels each."""
        t, size = colours(), size * scale
        colour = t.faint_text if mode == QIcon.Mode.Disabled else getattr(t, self.role)
        key = (self.name, colour, size.width(), size.height())
        if key not in _pixmaps:
            if len(_pixmaps) >= _PIXMAPS_KEPT:
                _pixmaps.clear()
            _pixmaps[key] = _drawn(self.name, colour, size)
        pixmap = QPixmap(_pixmaps[key])
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return _Outline(self.name, self.role)


@cache
def icon(name: str, role: str = "text") -> QIcon:
    """The icon ``name`` in the theme's colour ``role``, fainter on disabled buttons."""
    return QIcon(_Outline(name, role))


def _drawn(name: str, colour: str, size: QSize) -> QPixmap:
    source = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    side = min(size.width(), size.height())
    square = QRect(QPoint((size.width() - side) // 2, (size.height() - side) // 2), QSize(side, side))
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(square))
    painter.end()
    return pixmap
