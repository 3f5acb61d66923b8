"""A small dialog that asks for a few numbers; what was entered last is there again."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QWidget

from fractalmidi_studio.i18n import tr
from fractalmidi_studio.widgets import TEXT_MARGINS, ask, named


@dataclass(frozen=True, slots=True)
class NumberField:
    name: str
    label: str
    low: int
    high: int
    usual: int
    suffix: str = ""
    tip: str = ""


class AskNumbers(QDialog):
    _last: dict[str, int] = {}  # noqa: RUF012  shared by all on purpose: values by name of the field

    def __init__(self, parent: QWidget, title: str, text: str, fields: tuple[NumberField, ...]) -> None:
        super().__init__(parent)
        self.setObjectName("askNumbers")
        self.setWindowTitle(title)
        form = QFormLayout(self)
        words = QLabel(text)
        words.setWordWrap(True)
        words.setMaximumWidth(360)
        form.addRow(words)
        self.spins: dict[str, QSpinBox] = {}
        for field in fields:
            spin = named(QSpinBox(), f"{field.name}Ask")
            spin.setRange(field.low, field.high)
            spin.setValue(self._last.get(field.name, field.usual))
            spin.setSuffix(field.suffix)
            spin.setToolTip(field.tip)
            spin.lineEdit().setTextMargins(*TEXT_MARGINS)
            form.addRow(field.label, spin)
            self.spins[field.name] = spin
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("OK"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        first = next(iter(self.spins.values()))
        first.setFocus()
        first.selectAll()

    def values(self) -> dict[str, int]:
        found = {name: spin.value() for name, spin in self.spins.items()}
        self._last.update(found)
        return found


def ask_numbers(parent: QWidget, title: str, text: str, *fields: NumberField) -> dict[str, int] | None:
    """The numbers by name, or None where the user cancelled."""
    dialog = AskNumbers(parent, title, text, fields)
    accepted = ask(dialog) == QDialog.DialogCode.Accepted
    return dialog.values() if accepted else None
