"""The file of settings, looked at before Qt reads it.

PySide6 keeps Python objects in settings as pickles (``@Variant(… PySide::PyObjectWrapper …)``) and unpickles them when
the value is read: whoever can put such a file in place runs code.  The program itself keeps only texts, numbers, sizes
and bytes, which Qt writes in other ways, so a file with such a value is set aside unread.
"""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings

MAX_BYTES = 1 << 20
REFUSED = ".refused"  # added to the name of a file that was set aside

_OBJECT = re.compile(rb"[=,]@(Variant|DataStream)\(")  # where a value, or one of a list, begins
_HEX, _OCTAL = re.compile(rb"\\x([0-9a-fA-F]+)"), re.compile(rb"\\([0-7]+)")
_NOTHING = re.compile(rb'\\.|["\s\x00]', re.DOTALL)  # what Qt drops between two characters of a value, and more


def usual_store() -> QSettings:
    """This user's settings of this program; nothing that stands in files for all programs or all users."""
    if sys.platform.startswith("linux"):
        store = QSettings()
    else:  # a file there too: what the registry holds could not be looked at beforehand
        organisation, name = QCoreApplication.organizationName(), QCoreApplication.applicationName()
        store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, organisation, name)
    store.setFallbacksEnabled(False)
    return store


def without_objects(store: QSettings) -> QSettings:
    """The same store; its file is renamed, and so the store is empty, if it may hold objects or cannot be read."""
    path = Path(store.fileName())
    try:
        if not path.is_file():
            return store
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) <= MAX_BYTES and not may_hold_objects(data):
            return store
        path.replace(path.with_name(path.name + REFUSED))
    except OSError as error:
        logging.getLogger(__name__).warning("settings in %s cannot be looked at: %s", path, error)
        return QSettings("", QSettings.Format.IniFormat)  # kept nowhere
    logging.getLogger(__name__).warning("settings in %s hold what they must not and were set aside", path)
    store.sync()
    return store


def may_hold_objects(data: bytes) -> bool:
    """Whether a value could be an object, however it is written: Qt knows quotes, escapes and broken lines."""
    plain = _HEX.sub(lambda found: _character(int(found[1], 16)), data)
    plain = _OCTAL.sub(lambda found: _character(int(found[1], 8)), plain)
    return _OBJECT.search(_NOTHING.sub(b"", plain)) is not None


def _character(code: int) -> bytes:
    return bytes((code & 0xFF,)) if code & 0xFFFF < 0x80 else b"?"  # Qt keeps 16 bits
