"""The settings: language, theme, size, what the program remembers.  A change takes effect at once, but for the size."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fractalmidi_studio.actions import Actions
from fractalmidi_studio.appearance import SCALES, Appearance
from fractalmidi_studio.i18n import LANGUAGES, tr
from fractalmidi_studio.settings import Settings
from fractalmidi_studio.theme import THEMES
from fractalmidi_studio.widgets import named


class SettingsDialog(QDialog):
    def __init__(
        self,
        window: QWidget,
        settings: Settings,
        appearance: Appearance,
        actions: Actions,
        forget_files: Callable[[], None],
        edit_shortcuts: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self.setObjectName("settingsDialog")
        self.setWindowTitle(tr("Settings"))
        self.setMinimumWidth(460)
        self._settings, self._appearance = settings, appearance
        self.language = self._choice(
            "languageBox",
            [(tr("As the system"), ""), *((name, code) for code, name in LANGUAGES.items())],
            settings.language,
            self._set_language,
        )
        self.theme = self._choice(
            "themeBox", [(tr(theme.label), name) for name, theme in THEMES.items()], settings.theme, self._set_theme
        )
        self.scale = self._choice(
            "scaleBox", [(f"{scale} %", scale) for scale in SCALES], settings.scale, self._set_scale
        )
        # Qt reads the factor once, when the application is made; half of all widgets would keep the old one.
        self.scale_note = named(QLabel(tr("A new size holds from the next start on.")), "scaleNote")
        self.scale_note.setProperty("soft", True)
        self.scale_note.setWordWrap(True)
        self.welcome = named(QCheckBox(tr("Show the welcome page at the next start")), "welcomeCheck")
        self.welcome.setChecked(settings.show_welcome)
        self.welcome.toggled.connect(self._set_welcome)
        self.follow = named(QCheckBox(tr("Turn the page while playing")), "followCheck")
        self.follow.setChecked(settings.follow_playhead)
        self.follow.toggled.connect(actions["follow"].setChecked)
        self.forget = named(QPushButton(tr("Forget Recent Files")), "forgetFiles")
        self.forget.setEnabled(bool(settings.recent_files))
        self.forget.clicked.connect(forget_files)
        self.forget.clicked.connect(lambda: self.forget.setEnabled(False))
        keys = named(QPushButton(tr("Keyboard Shortcuts…")), "openShortcuts")
        keys.clicked.connect(edit_shortcuts)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(10)
        form.addRow(tr("Language"), self.language)
        form.addRow(tr("Theme"), self.theme)
        form.addRow(tr("Size of everything"), self.scale)
        form.addRow("", self.scale_note)
        form.addRow("", self.welcome)
        form.addRow("", self.follow)
        form.addRow("", keys)
        form.addRow("", self.forget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(buttons)

    def _choice(
        self, name: str, choices: list[tuple[str, object]], chosen: object, slot: Callable[[object], None]
    ) -> QComboBox:
        box = named(QComboBox(), name)
        for text, data in choices:
            box.addItem(text, data)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.currentIndexChanged.connect(lambda _index: slot(box.currentData()))
        return box

    def _set_language(self, code: object) -> None:
        self._appearance.set_language(str(code))

    def _set_theme(self, name: object) -> None:
        self._appearance.set_theme(str(name))

    def _set_scale(self, scale: object) -> None:
        self._settings.scale = int(str(scale))

    def _set_welcome(self, on: bool) -> None:
        self._settings.show_welcome = on
