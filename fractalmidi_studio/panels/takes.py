"""The Takes panel: what a run has written so far, compared, mixed bar by bar, looked into and written again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSlider,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.takes import MAX_TAKES
from fractalmidi_studio.i18n import tr
from fractalmidi_studio.names import LEVEL_NAMES, counted
from fractalmidi_studio.panels.rows import rule, section
from fractalmidi_studio.takes_desk import Entry, TakesDesk
from fractalmidi_studio.theme import colours
from fractalmidi_studio.widgets import named, plain_tip, push_button

_SCRUB_MS = 40  # frames of a run are unpacked at most so often while the slider moves


class TakesPanel(QWidget):
    take_requested = Signal(int)
    accept_requested = Signal()
    reject_requested = Signal()
    bar_requested = Signal(int, int)  # bar from 0, number of a take
    replay_requested = Signal(int)
    frame_requested = Signal(int, int)  # number of a take, position in its record; -1 = the result
    reroll_requested = Signal(int, int)

    def __init__(self, desk: TakesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("takesPanel")
        self.setMinimumWidth(332)
        self.desk = desk
        self._writing = 0  # number of the take that is written now
        self._running = False
        self.empty = named(QLabel(), "takesEmpty")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.empty.setProperty("soft", True)
        self.empty.setText(
            tr("What a run writes comes here: several takes to compare, to mix bar by bar and to write again.")
        )
        self.empty.setMargin(14)
        self.rows = [_TakeRow(number) for number in range(1, MAX_TAKES + 1)]
        for row in self.rows:
            row.button.clicked.connect(partial(self.take_requested.emit, row.number))
        self._make_view()
        self._make_mix()
        self._make_frames()
        self._body = self._lay_out()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.empty)
        layout.addWidget(self._body, 1)
        self._scrub = QTimer(self)
        self._scrub.setSingleShot(True)
        self._scrub.setInterval(_SCRUB_MS)
        self._scrub.timeout.connect(self._ask_for_frame)
        desk.changed.connect(self.refresh)
        self.refresh()

    # What it shows

    def set_running(self, running: bool) -> None:
        self._running = running
        if not running:
            self._writing = 0
        self.refresh()

    def set_writing(self, number: int) -> None:
        """Which take is written at this moment."""
        if number != self._writing:
            self._writing = number
            self.refresh()

    def refresh(self) -> None:
        desk = self.desk
        there = bool(desk.entries) or desk.wanted > 0
        self.empty.setVisible(not there)
        self._body.setVisible(there)
        if not there:
            return
        is_open, comparing = desk.is_open, desk.is_comparing
        for row in self.rows:
            row.setVisible(row.number <= max(desk.wanted, len(desk.entries)))
            row.show_entry(desk.entry(row.number), row.number == self._writing, row.number == desk.shown, is_open)
        self.accept.setEnabled(is_open)
        self.reject.setEnabled(is_open)
        for box in (self.ghosts, self.agreement):
            box.setEnabled(comparing)
        self._fill_mix(comparing)
        self._show_frames()

    def shown_entry(self) -> Entry | None:
        """The take that frames and replay are about: the shown one, or the first of a mix."""
        return self.desk.entry(self.desk.shown) or (self.desk.entries[0] if self.desk.entries else None)

    # Taking and leaving

    def _make_view(self) -> None:
        self.accept = push_button("acceptTake", tr("Accept"), tr("Keep what is shown and put the takes away"), "accept")
        self.accept.clicked.connect(self.accept_requested)
        self.reject = push_button("rejectTakes", tr("Reject"), tr("The music as it was before the run"), "cancel")
        self.reject.clicked.connect(self.reject_requested)
        self.ghosts = named(QCheckBox(tr("Ghosts of the others")), "takeGhosts")
        self.ghosts.setToolTip(tr("Outlines of the notes that only the other takes have"))
        self.ghosts.setChecked(self.desk.show_ghosts)
        self.ghosts.toggled.connect(lambda on: self.desk.set_view(ghosts=on))
        self.agreement = named(QCheckBox(tr("Where they agree")), "takeAgreement")
        self.agreement.setToolTip(tr("Heat map: the more takes have a note here, the hotter"))
        self.agreement.setChecked(self.desk.show_agreement)
        self.agreement.toggled.connect(lambda on: self.desk.set_view(agreement=on))

    # Bar by bar

    def _make_mix(self) -> None:
        self.mix = named(QTableWidget(), "takeMix")
        self.mix.setAccessibleName(tr("Bars and takes: which take each bar comes from"))
        self.mix.setToolTip(tr("Click a bar of a take to have it in the music"))
        self.mix.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.mix.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.mix.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header, size in ((self.mix.horizontalHeader(), 30), (self.mix.verticalHeader(), 24)):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultSectionSize(size)
            header.setMinimumSectionSize(size)
            header.setHighlightSections(False)
        self.mix.cellClicked.connect(self._bar_clicked)
        self.mix.cellActivated.connect(self._bar_clicked)
        self._mix_bars: list[int] = []

    def _fill_mix(self, comparing: bool) -> None:
        desk, mix = self.desk, self.mix
        self.mix_title.setVisible(comparing)
        mix.setVisible(comparing)
        if not comparing:
            return
        self._mix_bars = desk.bars()
        numbers = [entry.take.number for entry in desk.entries]
        mix.setColumnCount(len(self._mix_bars))
        mix.setRowCount(len(numbers))
        mix.setHorizontalHeaderLabels([str(bar + 1) for bar in self._mix_bars])
        mix.setVerticalHeaderLabels([str(number) for number in numbers])
        choice = desk.choice
        chosen = QColor(colours().selected)
        for row, number in enumerate(numbers):
            for column, bar in enumerate(self._mix_bars):
                on = (choice.get(bar) == number) if desk.shown == 0 else desk.shown == number
                item = QTableWidgetItem("●" if on else "·")
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                if on:
                    item.setBackground(chosen)
                    item.setForeground(QColor(colours().on_selected))
                said = tr("Bar {bar} of take {number}").format(bar=bar + 1, number=number)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                mix.setItem(row, column, item)
        bar_height = mix.horizontalScrollBar().sizeHint().height() if len(self._mix_bars) > 8 else 0
        mix.setFixedHeight(mix.horizontalHeader().sizeHint().height() + 24 * len(numbers) + bar_height + 4)

    def _bar_clicked(self, row: int, column: int) -> None:
        if row < len(self.desk.entries) and column < len(self._mix_bars):
            self.bar_requested.emit(self._mix_bars[column], self.desk.entries[row].take.number)

    # Frames of the run

    def _make_frames(self) -> None:
        self.frame = named(QSlider(Qt.Orientation.Horizontal), "takeFrame")
        self.frame.setAccessibleName(tr("Frame of the run"))
        self.frame.setToolTip(tr("Look back through the run, from the first guess to the notes"))
        self.frame.valueChanged.connect(self._frame_moved)
        self.frame_words = named(QLabel(""), "takeFrameText")
        self.frame_words.setProperty("soft", True)
        self.reroll = push_button(
            "rerollButton",
            tr("Re-roll from here"),
            tr("One more take: what was decided up to this frame stays, the rest is drawn anew"),
            "dice",
        )
        self.reroll.clicked.connect(self._reroll)
        self.replay = push_button(
            "replayButton",
            tr("Replay"),
            tr("Write this take again from its seed and settings, and compare note for note"),
            "reset",
        )
        self.replay.clicked.connect(self.ask_for_replay)
        self._framed: int = -1  # number of the take whose frames the slider has

    def _show_frames(self) -> None:
        entry = self.shown_entry()
        usable = entry is not None and not self._running
        for widget in (self.frame, self.replay):
            widget.setEnabled(usable)
        if entry is None:
            self._framed = -1
            return
        if self._framed != entry.take.number or self.frame.maximum() != len(entry.record):
            self._framed = entry.take.number
            self.frame.blockSignals(True)
            self.frame.setRange(0, len(entry.record))  # the last place is the result
            self.frame.setValue(len(entry.record))
            self.frame.blockSignals(False)
        self._say_frame(entry)

    def _say_frame(self, entry: Entry) -> None:
        position, count = self.frame.value(), len(entry.record)
        self.reroll.setEnabled(position < count and self.desk.is_open and not self._running)
        if position >= count:
            self.frame_words.setText(tr("The result, {count} frames").format(count=count))
            return
        step = entry.record.step(position)
        words = tr("{index} of {total}: level {level}, {what}, iteration {iteration}")
        what = tr(LEVEL_NAMES[min(step.level, len(LEVEL_NAMES) - 1)])
        self.frame_words.setText(
            words.format(index=step.index, total=step.total, level=step.level, what=what, iteration=step.iteration + 1)
        )

    def _frame_moved(self, _position: int) -> None:
        entry = self.shown_entry()
        if entry is not None:
            self._say_frame(entry)
        if not self._scrub.isActive():
            self._scrub.start()

    def _ask_for_frame(self) -> None:
        entry = self.shown_entry()
        if entry is not None and not self._running:
            position = self.frame.value()
            self.frame_requested.emit(entry.take.number, position if position < len(entry.record) else -1)

    def _reroll(self) -> None:
        entry = self.shown_entry()
        if entry is not None:
            self.reroll_requested.emit(entry.take.number, self.frame.value())

    def ask_for_replay(self) -> None:
        entry = self.shown_entry()
        if entry is not None:
            self.replay_requested.emit(entry.take.number)

    def _lay_out(self) -> QScrollArea:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(section(tr("Takes")))
        for row in self.rows:
            column.addWidget(row)
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept, 1)
        buttons.addWidget(self.reject, 1)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.addWidget(self.ghosts)
        column.addWidget(self.agreement)
        self.mix_title = section(tr("Bar by bar"))
        column.addWidget(self.mix_title)
        column.addWidget(self.mix)
        column.addSpacing(4)
        column.addWidget(rule())
        column.addWidget(section(tr("The run")))
        column.addWidget(self.frame)
        column.addWidget(self.frame_words)
        below = QGridLayout()
        below.addWidget(self.reroll, 0, 0)
        below.addWidget(self.replay, 0, 1)
        below.setColumnStretch(0, 1)
        below.setColumnStretch(1, 1)
        column.addLayout(below)
        column.addStretch(1)
        scroll = named(QScrollArea(), "takesScroll")
        scroll.setWidget(form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll


class _TakeRow(QWidget):
    """One take: its number as a button, and what is known about it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.button = named(QToolButton(), f"take{number}Button")
        self.button.setText(str(number))
        self.button.setCheckable(True)
        self.button.setFixedSize(34, 28)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.mark = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.words, 1)
        row.addWidget(self.mark)

    def show_entry(self, entry: Entry | None, is_writing: bool, is_shown: bool, is_open: bool) -> None:
        self.button.setEnabled(entry is not None and is_open)
        self.button.setChecked(is_shown and entry is not None)
        self.button.setToolTip(tr("Show take {number}  ({number})").format(number=self.number))
        self.mark.setText("")
        if entry is None:
            self.words.setText(tr("being written…") if is_writing else tr("waiting"))
            self.words.setProperty("soft", True)
        else:
            words = tr("{notes}, seed {seed}, {seconds} s").format(
                notes=counted(entry.num_written, "note"), seed=entry.take.seed, seconds=f"{entry.take.seconds:.1f}"
            )
            self.words.setText(words)
            capsule = entry.take.capsule
            tip = tr("Version {version}, model {hash}, {changed} outside the hole changed").format(
                version=capsule.version, hash=capsule.checkpoint[:12] or "–", changed=counted(entry.num_outside, "note")
            )
            self.words.setToolTip(plain_tip(tip))
            if entry.replayed is not None:
                self.mark.setText("✓" if entry.replayed else "≠")
                self.mark.setToolTip(
                    tr("A replay gave the same notes") if entry.replayed else tr("A replay gave other notes")
                )
        self.button.setAccessibleName(tr("Take {number}: {words}").format(number=self.number, words=self.words.text()))
