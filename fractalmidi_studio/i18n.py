"""Words in the user's language, and how they change while the window is open (docs/decisions/0007-languages.md).

Every text that a user reads goes through ``tr("literal")``.  Numbers and names are filled in afterwards, never before:
``tr("{count} bars").format(count=4)``.  Words in a table that is made at import are marked with ``later("literal")``
there and go through ``tr`` where they are shown.

``tr`` remembers what it said.  When the language changes, everything on the screen that was said by ``tr`` is found
and said again, so that nobody has to write hooks.  Only texts that are put together of several ``tr`` and texts
that are painted need one: a widget handles ``QEvent.Type.LanguageChange``, another object connects to
``language().changed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtGui import QAction, QFont, QPixmapCache
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTabBar, QTableWidget

CONTEXT = "studio"
LANGUAGES = {"en": "English", "zh_TW": "繁體中文"}
LANGUAGES_IN_ENGLISH = {"en": "English", "zh_TW": "Traditional Chinese"}
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "translations"

# The glyphs and the line heights of Taiwan, not those of whichever Han font comes first
_FONTS = {"zh_TW": ("Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei UI", "Microsoft JhengHei")}
_REMEMBERED = 64  # ways that one text was filled in: more than are on the screen at once
_REMEMBERED_TIPS = 256  # but tool tips with their keys are there 130 times
_PROPERTIES = (
    "text", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription", "windowTitle", "iconText",
    "title", "suffix", "prefix", "specialValueText", "placeholderText", "format",
)  # fmt: skip


class Text(str):
    """A translated text that knows its source; filling it in is remembered, too."""

    source: str
    note: str

    def format(self, *args: object, **values: object) -> str:
        filled = super().format(*args, **values)
        _remember(filled, self.source, self.note, args, values)
        return filled


_Origin = tuple[str, str, tuple[object, ...], dict[str, object]]  # source, note, what was filled in
_origins: dict[str, _Origin] = {}  # text as shown -> what it was made of
_filled: dict[str, dict[str, None]] = {}  # source -> texts that were made of it, the oldest first


def tr(text: str, note: str = "") -> Text:
    """``text`` in the language of the window.  ``note`` tells apart equal English words that differ elsewhere."""
    said = Text(QCoreApplication.translate(CONTEXT, text, note or None) or text)
    said.source, said.note = text, note
    _remember(said, text, note, (), {})
    return said


def later(text: str) -> str:
    """Marks words for translation in a table that exists before any language is chosen; returns them as they are."""
    return text


TIP_WITH_KEYS = later("{tip}  ({keys})")


def plain(text: str) -> str:
    """Words of a menu without the mark of the letter that opens it: &File, 檔案(&F)."""
    return re.sub(r"\(&\w\)", "", text).replace("&&", "\0").replace("&", "").replace("\0", "&")


def retranslated(text: str) -> str:
    """What ``tr`` once said, said again in the language of now; other texts as they are."""
    origin = _origins.get(text)
    if origin is None:
        return text
    source, note, args, values = origin
    if not args and not values:
        return str(tr(source, note))
    again = {name: _again(value) for name, value in values.items()}
    return tr(source, note).format(*map(_again, args), **again)


def _again(value: object) -> object:
    return retranslated(value) if isinstance(value, str) else value


def _remember(shown: str, source: str, note: str, args: tuple[object, ...], values: dict[str, object]) -> None:
    """Words as they are stay for good, there are some thousand; of those filled in the oldest are forgotten.

    Each source has its own: else the hundreds of counts that are said in an hour would drive out what is on the screen.
    """
    shown = str(shown)
    _origins[shown] = (source, note, args, values)
    if args or values:
        same = _filled.setdefault(source, {})
        same.pop(shown, None)  # so that the dictionary stays ordered by age
        same[shown] = None
        if len(same) > (_REMEMBERED_TIPS if source == TIP_WITH_KEYS else _REMEMBERED):
            oldest = next(iter(same))
            del same[oldest]
            if oldest in _origins and _origins[oldest][0] == source:  # another source may have made the same since
                del _origins[oldest]


class Language(QObject):
    """The language that the window speaks; ``code`` is one of LANGUAGES."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.code = "en"
        self._translators: list[QTranslator] = []
        self._usual_font: QFont | None = None

    def choose(self, code: str) -> None:
        """Speak ``code``, or the system's language where that is empty or unknown."""
        code = code if code in LANGUAGES else system_language()
        if code == self.code:
            return
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = [] if code == "en" else _translators(code)
        for translator in self._translators:
            QCoreApplication.installTranslator(translator)
        self.code = code
        self._choose_font()
        self.say_again()

    def _choose_font(self) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        self._usual_font = self._usual_font or app.font()
        font = QFont(self._usual_font)
        if self.code in _FONTS:
            font.setFamilies([*_FONTS[self.code], *self._usual_font.families()])
        app.setFont(font)
        app.setStyleSheet(app.styleSheet())  # widgets that it has polished keep the old font otherwise
        QPixmapCache.clear()  # the sheet's pictures have new keys

    def say_again(self) -> None:
        """Everything that ``tr`` said and that is on the screen, in the language of now."""
        for top in QApplication.topLevelWidgets():
            if not isinstance(top.parent(), QComboBox):
                for thing in _speakers(top):
                    _say_again(thing)
        self.changed.emit()


def _speakers(top: QObject) -> Iterator[QObject]:
    """``top`` and all in it that may show a text.

    What Qt keeps inside a combo box is left alone: each look at its list makes a Python half that outlives the box.
    """
    yield top
    if not isinstance(top, QComboBox):
        for child in top.children():
            yield from _speakers(child)


def _say_again(thing: QObject) -> None:
    if thing.isWidgetType() or isinstance(thing, QAction):
        for name in _PROPERTIES:
            if name == "text" and isinstance(thing, QLineEdit):
                continue  # that is what the user typed
            value = thing.property(name)
            if isinstance(value, str) and value and (new := retranslated(value)) != value:
                thing.setProperty(name, new)
    if isinstance(thing, QComboBox):
        for index in range(thing.count()):
            thing.setItemText(index, retranslated(thing.itemText(index)))
    elif isinstance(thing, QTableWidget):
        items = [thing.item(row, column) for row in range(thing.rowCount()) for column in range(thing.columnCount())]
        for item in (*items, *(thing.horizontalHeaderItem(column) for column in range(thing.columnCount()))):
            if item is not None:
                item.setText(retranslated(item.text()))
                item.setToolTip(retranslated(item.toolTip()))
    elif isinstance(thing, QTabBar):
        for index in range(thing.count()):
            thing.setTabText(index, retranslated(thing.tabText(index)))
            thing.setTabToolTip(index, retranslated(thing.tabToolTip(index)))


_language: Language | None = None


def language() -> Language:
    global _language
    if _language is None:
        _language = Language()
    return _language


def system_language() -> str:
    locale = QLocale.system()
    traditional = locale.script() == QLocale.Script.TraditionalChineseScript
    return "zh_TW" if locale.language() == QLocale.Language.Chinese and traditional else "en"


class _InMemory(QTranslator):
    """Qt would map the file: a program that is brought up to date while it runs would crash."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.data = data  # Qt makes no copy


def _translators(code: str) -> list[QTranslator]:
    """Ours, and Qt's own for the buttons of its dialogs."""
    folders = {
        f"studio_{code}": str(FOLDER),
        f"qtbase_{code}": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
    }
    loaded: list[QTranslator] = []
    for name, folder in folders.items():
        with suppress(OSError):
            translator = _InMemory((Path(folder) / f"{name}.qm").read_bytes())
            if translator.load(translator.data):
                loaded.append(translator)
    return loaded
