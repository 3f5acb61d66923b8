"""Curves of a run.  pyqtgraph takes a moment to import, so that is done after the tab has been shown."""

from __future__ import annotations

import importlib
import importlib.util
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.train_run.watch import Points
from fractalmidi_studio.i18n import later, tr
from fractalmidi_studio.theme import colours
from fractalmidi_studio.widgets import named
from fractalmidi_studio.workers.tasks import Tasks

# What can be looked at: words, the curve of training, that of validation.
CHOICES = (
    (later("Bits a note"), "train/bits_total", "valid/bits_total"),
    (later("… of bars"), "train/bits_guide0", "valid/bits_guide0"),
    (later("… of beats"), "train/bits_guide1", "valid/bits_guide1"),
    (later("… of notes"), "train/bits_cell", "valid/bits_cell"),
    (later("… of dynamics"), "train/bits_velocity", "valid/bits_velocity"),
    (later("Windows a second"), "windows_per_second", ""),
    (later("Learning rate"), "lr", ""),
    (later("Gradient norm"), "grad_norm", ""),
    (later("Memory (MB)"), "memory_mb", ""),
)
QT_PARTS = ("QtCore", "QtGui", "QtWidgets", "QtOpenGL")  # whose types pyqtgraph asks for, all of them
FEWEST_STEPS = 10  # on the axis: the first point does not stand between tenths of a step


def _read_ahead() -> None:
    """Bring pyqtgraph's files from the disk into memory, in any thread, so that the import does not wait for a disk."""
    spec = importlib.util.find_spec("pyqtgraph")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        for path in Path(folder).rglob("*.pyc"):
            if "examples" not in path.parts:
                path.read_bytes()


def _make_types(module: str) -> None:
    """All types of a part of Qt, which pyqtgraph asks for; the binding makes each when it is first asked for."""
    part = importlib.import_module(f"PySide6.{module}")
    for name in dir(part):
        getattr(part, name)


def _load() -> Any:
    """Import pyqtgraph.  In the window's thread alone, as ``_make_types``.

    Before Python 3.12 the binding keeps its types in a table without a lock, and Qt looks into it at each event: types
    that another thread adds meanwhile crash the program now and then, and pyqtgraph adds hundreds.
    """
    os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"  # others may be installed, too
    return importlib.import_module("pyqtgraph")


class Curves(QWidget):
    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: dict[str, Points] = {}
        self._plot: Any = None
        self._lines: list[Any] = []
        self.choice = named(QComboBox(), "curveChoice")
        self.choice.setToolTip(
            tr(
                "What the curves show, over the steps of the training. "
                "Bits a note tell how much the music surprises the model: less is better. "
                "Training and validation are measured differently: compare each with itself."
            )
        )
        for words, *_ in CHOICES:
            self.choice.addItem(tr(words))
        self.choice.currentIndexChanged.connect(self._draw)
        self.words = named(QLabel(), "curveWords")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        above = QHBoxLayout()
        above.addWidget(self.choice)
        above.addWidget(self.words, 1)
        self.waiting = QLabel(tr("The curves are being prepared…"))
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting.setProperty("soft", True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(above)
        self._layout.addWidget(self.waiting, 1)
        tasks.start(_read_ahead, lambda _none: self._load_in_parts(QT_PARTS), self.waiting.setText)

    @property
    def plot(self) -> Any:
        """pyqtgraph's widget; None until it is there."""
        return self._plot

    def show_curves(self, curves: dict[str, Points]) -> None:
        self._curves = curves
        self._draw()

    def _load_in_parts(self, parts: tuple[str, ...]) -> None:
        """One part each time the window has nothing else to do: 10 ms, 45 for the last, and not 80 at once."""
        if parts:
            _make_types(parts[0])
            QTimer.singleShot(0, self, lambda: self._load_in_parts(parts[1:]))
        else:
            self._show(_load())

    def _show(self, pyqtgraph: Any) -> None:
        self._plot = named(pyqtgraph.PlotWidget(), "trainingPlot")
        self._plot.setAccessibleName(tr("Curves of the training"))
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(x=False, y=False)  # the wheel belongs to the page
        self._plot.setMinimumHeight(90)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines = [self._plot.plot([], [], connect="finite") for _ in range(2)]
        self.waiting.hide()
        self._layout.addWidget(self._plot, 1)
        self._paint_theme()
        self._draw()

    def _paint_theme(self) -> None:
        if self._plot is None:
            return
        theme = colours()
        self._plot.setBackground(theme.field)
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(theme.border)
            axis.setTextPen(theme.soft_text)
        self._plot.showGrid(x=True, y=True, alpha=0.15)
        pyqtgraph = importlib.import_module("pyqtgraph")
        self._lines[0].setPen(pyqtgraph.mkPen(theme.accent, width=1.5))
        self._lines[1].setPen(pyqtgraph.mkPen(theme.hole, width=2))
        self._lines[1].setSymbol("o")
        for line, colour in zip(self._lines, (theme.accent, theme.hole), strict=True):
            line.setSymbolSize(5)
            line.setSymbolBrush(colour)
            line.setSymbolPen(colour)

    def _draw(self) -> None:
        names = CHOICES[self.choice.currentIndex()][1:]
        points = [self._curves.get(name) for name in names]
        theme = colours()
        learned = tr("training", note="a curve, beside that of the validation")
        words = [(learned, theme.accent), (tr("validation"), theme.hole)]
        said = []
        for (word, colour), one, name in zip(words, points, names, strict=True):
            if one is not None and len(one[1]):
                value = f"{one[1][-1]:.3g}" if abs(one[1][-1]) < 1 else f"{one[1][-1]:,.2f}"
                label = f"{word} " if names[1] and name else ""
                said.append(f'<span style="color:{colour}">●</span> {label}{value}')
        self.words.setText("&nbsp;&nbsp; ".join(said) or tr("Nothing has been measured yet."))
        for line, one in zip(self._lines, points, strict=False):
            line.setData(*(one if one is not None else ([], [])))
        if self._plot is not None:
            last = max([FEWEST_STEPS, *(one[0][-1] for one in points if one is not None and len(one[0]))])
            self._plot.setXRange(0, last, padding=0.02)  # the first point, step 0, is seen in full
        alone = points[0] is not None and len(points[0][0]) == 1  # a line of one point would not be seen
        if self._lines:
            self._lines[0].setSymbol("o" if alone else None)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            self._paint_theme()
            self._draw()
        elif event.type() == QEvent.Type.LanguageChange:
            self._draw()
        super().changeEvent(event)
