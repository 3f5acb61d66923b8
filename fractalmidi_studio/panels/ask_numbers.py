"""A small dialog that asks for a few numbers; what was entered last is there again."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QValidator
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
    powers: bool = False  # of two alone
    is_kept: bool = True  # what was entered last is there again, instead of what is usual


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
        self.fields = fields
        self.spins: dict[str, QSpinBox] = {}
        for field in fields:
            spin = self._spin(field)
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

    def _spin(self, field: NumberField) -> QSpinBox:
        spin = named(PowerSpin() if field.powers else QSpinBox(), f"{field.name}Ask")
        spin.setRange(field.low, field.high)
        spin.setValue(self._last.get(field.name, field.usual) if field.is_kept else field.usual)
        spin.setSuffix(field.suffix)
        spin.setToolTip(field.tip)
        spin.lineEdit().setTextMargins(*TEXT_MARGINS)
        return spin

    def values(self) -> dict[str, int]:
        found = {name: spin.value() for name, spin in self.spins.items()}
        self._last.update({field.name: found[field.name] for field in self.fields if field.is_kept})
        return found


class PowerSpin(QSpinBox):
    """Powers of two; what is typed becomes the nearest one below."""

    def stepBy(self, steps: int) -> None:
        value = self.value()
        self.setValue(value << steps if steps > 0 else value >> -steps)

    def fixup(self, text: str) -> str:
        number = int(text) if text.isdecimal() else 0
        return str(1 << min(max(number, self.minimum()), self.maximum()).bit_length() - 1)

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        state, text, at = super().validate(text, at)
        if state == QValidator.State.Acceptable and text.isdecimal() and int(text).bit_count() != 1:
            state = QValidator.State.Intermediate
        return state, text, at


def ask_numbers(parent: QWidget, title: str, text: str, *fields: NumberField) -> dict[str, int] | None:
    """The numbers by name, or None where the user cancelled."""
    dialog = AskNumbers(parent, title, text, fields)
    accepted = ask(dialog) == QDialog.DialogCode.Accepted
    return dialog.values() if accepted else None
