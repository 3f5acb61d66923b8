"""Bring resources/translations up to date: collect the words of the window, keep what is translated, compile.

    python scripts/translations.py [--check]

Reads every ``tr("…")`` and ``later("…")`` in fractalmidi_studio, writes ``studio_zh_TW.ts`` (edit it by hand or in Qt
Linguist) and ``studio_zh_TW.qm``.  With ``--check`` nothing is written, and words without a translation are listed.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "fractalmidi_studio"
FOLDER = ROOT / "resources" / "translations"
CONTEXT = "studio"
MARKERS = ("tr", "later")


@dataclass(frozen=True, order=True)
class Words:
    source: str
    note: str = ""


def words_of(source: str, where: str) -> list[Words]:
    """What is marked in one file, in order.  Raises ValueError at an f-string: values are filled in after ``tr``."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS and node.args
        ):
            continue
        text, *rest = node.args
        if isinstance(text, ast.JoinedStr):
            raise ValueError(f"{where}:{node.lineno}: an f-string cannot be translated; use tr(…).format(…)")
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            notes = [*rest, *(keyword.value for keyword in node.keywords if keyword.arg == "note")]
            note = notes[0].value if notes and isinstance(notes[0], ast.Constant) else ""
            found.append(Words(text.value, str(note)))
    return found


def all_words() -> dict[Words, str]:
    """Every marked text of the window, and the file in which it stands first."""
    found: dict[Words, str] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        for words in words_of(path.read_text(encoding="utf-8"), where):
            found.setdefault(words, where)
    return found


def read_translations(path: Path) -> dict[Words, str]:
    if not path.exists():
        return {}
    read = {}
    for message in ET.parse(path).getroot().iter("message"):
        words = Words(message.findtext("source") or "", message.findtext("comment") or "")
        translation = message.findtext("translation") or ""
        if translation:
            read[words] = translation
    return read


def write_translations(path: Path, language: str, found: dict[Words, str], translated: dict[Words, str]) -> None:
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for words, where in sorted(found.items(), key=lambda item: (item[1], item[0])):
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "location", filename=where)
        ET.SubElement(message, "source").text = words.source
        if words.note:
            ET.SubElement(message, "comment").text = words.note
        translation = ET.SubElement(message, "translation")
        translation.text = translated.get(words, "")
        if not translation.text:
            translation.set("type", "unfinished")
    ET.indent(root, " ")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def compile_translations(path: Path) -> None:
    program = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    subprocess.run([program, "-silent", "-nounfinished", path, "-qm", path.with_suffix(".qm")], check=True)


def missing_translations(language: str = "zh_TW") -> list[Words]:
    translated = read_translations(FOLDER / f"studio_{language}.ts")
    return [words for words in all_words() if words not in translated]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    path = FOLDER / "studio_zh_TW.ts"
    if not options.check:
        write_translations(path, "zh_TW", all_words(), read_translations(path))
        compile_translations(path)
    missing = missing_translations()
    for words in missing:
        print(f"not translated: {words.source!r}")
    print(f"{len(all_words())} texts, {len(missing)} without a translation")
    sys.exit(bool(missing) if options.check else 0)


if __name__ == "__main__":
    main()
