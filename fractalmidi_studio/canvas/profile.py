"""Density and mean velocity at each step as curves under the roll.  Imported after the first frame: pyqtgraph."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.roll import Roll
from fractalmidi_studio.canvas.keyboard import WIDTH
from fractalmidi_studio.canvas.viewport import Viewport
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.theme import colours

_ON_DARK, _ON_LIGHT = ("#35b779", "#fde725"), ("#1d7f52", "#8a5a00")  # density, velocity


def profile_of(roll: Roll) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(notes sounding, their mean velocity or nan) for each step, both (num_steps,)."""
    sounding = roll.velocity > 0
    density = sounding.sum(axis=0, dtype=np.int64)
    total = roll.velocity.sum(axis=0, dtype=np.int64)
    return density, np.where(density > 0, total / np.maximum(density, 1), np.nan)


class ProfilePanel(QWidget):
    def __init__(self, viewport: Viewport, right_margin: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("profilePanel")
        self.viewport = viewport
        self.plot = pg.PlotWidget()
        self.plot.setObjectName("profilePlot")
        self.plot.setMouseEnabled(False, False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        item = self.plot.getPlotItem()
        item.layout.setContentsMargins(0, 0, right_margin, 0)
        item.hideAxis("bottom")
        axis = item.getAxis("left")
        axis.setWidth(WIDTH)
        item.vb.setDefaultPadding(0)
        item.vb.setBorder(None)
        self._density = pg.PlotCurveItem(fillLevel=0)
        self._velocity = pg.PlotCurveItem(connect="finite")
        item.addItem(self._density)
        # The velocity has its own scale, 0-127, in a second box over the first.
        self._over = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        item.scene().addItem(self._over)
        self._over.addItem(self._velocity)
        self._over.setYRange(0, 127, padding=0)
        item.vb.sigResized.connect(lambda box: self._over.setGeometry(box.sceneBoundingRect()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self.legend = QLabel(self)
        self.legend.setObjectName("profileLegend")
        self._colour()
        self.legend.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.legend.move(WIDTH + 6, 2)
        viewport.changed.connect(self._follow)
        self._follow()

    def set_roll(self, roll: Roll) -> None:
        density, velocity = profile_of(roll)
        edges = np.arange(roll.num_steps + 1)
        self._density.setData(edges, density, stepMode="center")
        self._velocity.setData(edges, velocity, stepMode="center")
        # Room above the curve for the legend.
        top = max(4, int(density.max(initial=0)) + 1)
        self.plot.getPlotItem().vb.setYRange(-top * 0.1, top * 1.2, padding=0)

    def _colour(self) -> None:
        """Curves, axis and legend in the colours and the words of now."""
        ink = colours()
        density, velocity = _ON_LIGHT if ink.is_light else _ON_DARK
        fill = QColor(density)
        fill.setAlpha(70)
        self._density.setPen(pg.mkPen(density))
        self._density.setBrush(fill)
        self._velocity.setPen(pg.mkPen(velocity, width=1.5))
        self.plot.setBackground(ink.window)
        axis = self.plot.getPlotItem().getAxis("left")
        axis.setPen(pg.mkPen(ink.border))
        axis.setTextPen(pg.mkPen(ink.soft_text))
        self.legend.setText(
            f'<span style="color:{density}">■</span> {tr("notes sounding")} &nbsp; '
            f'<span style="color:{velocity}">■</span> {tr("mean velocity (full height = 127)")}'
        )
        self.legend.adjustSize()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._colour()
        super().changeEvent(event)

    def _follow(self) -> None:
        t = self.viewport.transform
        left, right = t.step_at(0), t.step_at(self.viewport.width)
        self.plot.getPlotItem().vb.setXRange(left, right, padding=0)
        self._over.setXRange(left, right, padding=0)
