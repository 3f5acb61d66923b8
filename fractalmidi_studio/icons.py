"""The project's own icons: SVG outlines in resources/icons, drawn in the colour that the theme wants."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fractalmidi_studio import theme

RESOURCES = Path(__file__).resolve().parents[1] / "resources"


@cache
def icon(name: str, colour: str = theme.TEXT) -> QIcon:
    """The icon ``name``, with a fainter drawing for disabled buttons."""
    made = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, theme.FAINT_TEXT)):
        for size in (18, 36, 54):
            made.addPixmap(_drawn(name, shade, size), mode)
    return made


def _drawn(name: str, colour: str, size: int) -> QPixmap:
    source = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
