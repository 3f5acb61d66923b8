"""A file of settings can run no code, however it is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QSettings, QSize

from fractalmidi_studio.settings import Settings
from fractalmidi_studio.settings_file import REFUSED, may_hold_objects

_WRITE = """
import os, sys
from PySide6.QtCore import QSettings
class Touch:
    def __reduce__(self):
        return os.system, (f"touch '{sys.argv[2]}'",)
store = QSettings(sys.argv[1], QSettings.Format.IniFormat)
for name in ("window/size", "window/layout", "view/theme", "files/recent", "keys/play", "a"):
    store.setValue(name, Touch())
store.setValue("b/c", [Touch()])
store.setValue("b/d", {"e": Touch()})
store.sync()
"""


@pytest.fixture
def live(tmp_path: Path) -> tuple[Path, Path]:
    """(file of settings, canary that reading it with Qt alone makes)."""
    path, canary = tmp_path / "settings.ini", tmp_path / "canary"
    subprocess.run([sys.executable, "-c", _WRITE, str(path), str(canary)], check=True)
    return path, canary


def disguises(text: str) -> dict[str, str]:
    return {
        "as it is": text,
        "hex": text.replace("@Variant", r"\x40\x56\x61\x72\x69\x61\x6e\x74"),
        "octal": text.replace("@V", r"\100V"),
        "quotes": text.replace("@Variant(", '"@Var""iant("'),
        "a broken line": text.replace("@Variant", "@Var\\\niant"),
        "an escape that means nothing": text.replace("@Variant", r"@Var\qiant"),
    }


def _read_all(store: QSettings) -> None:
    for key in store.allKeys():
        store.value(key)


def test_qt_alone_would_run_it(live: tuple[Path, Path]) -> None:
    """Else the next test would show nothing."""
    path, canary = live
    _read_all(QSettings(str(path), QSettings.Format.IniFormat))
    assert canary.exists()


def test_no_disguise_helps(live: tuple[Path, Path], tmp_path: Path) -> None:
    path, canary = live
    for number, (how, text) in enumerate(disguises(path.read_text("latin-1")).items()):
        broken = tmp_path / f"{number}.ini"
        broken.write_text(text, "latin-1")
        settings = Settings(QSettings(str(broken), QSettings.Format.IniFormat))
        _read_all(settings.store)
        assert settings.window_size is None and settings.recent_files == [] and settings.theme == "dark", how
        assert not canary.exists(), how
        assert not broken.exists() and broken.with_name(broken.name + REFUSED).exists(), how
        settings.theme = "light"
        settings.sync()
        assert Settings(QSettings(str(broken), QSettings.Format.IniFormat)).theme == "light"


def test_what_the_program_keeps_is_no_object(tmp_path: Path) -> None:
    path = tmp_path / "own.ini"
    settings = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    settings.window_size, settings.layout = (800, 600), QByteArray(bytes(range(256)))
    settings.maximized, settings.scale, settings.theme = True, 150, "light"
    settings.add_recent_file(tmp_path / '@Variant("ä\\x").mid')
    settings.add_recent_file(tmp_path / "two.mid")
    settings.set_shortcuts("play", ("Space", "Ctrl+@"))
    values: dict[str, Any] = {"x/float": 0.5, "x/int": 3, "x/size": QSize(1, 2), "x/list": ["a", "b"]}
    for name, value in values.items():
        settings.store.setValue(name, value)
    settings.sync()
    again = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    assert again.window_size == (800, 600) and again.layout == settings.layout and len(again.recent_files) == 2


def test_a_file_without_objects_passes() -> None:
    assert not may_hold_objects(b"[window]\nsize=@Size(800 600)\nlayout=@ByteArray(\\0\\xff@Varia)\n")
    assert may_hold_objects(b"a=@DataStream(\\0)")


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
def test_a_file_that_cannot_be_looked_at_is_not_read(live: tuple[Path, Path]) -> None:
    path, canary = live
    path.chmod(0)
    _read_all(Settings(QSettings(str(path), QSettings.Format.IniFormat)).store)
    assert not canary.exists()
