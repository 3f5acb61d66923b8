"""Every sentence of core that can reach the window has its template, so that it can be translated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.midi_file.report import ImportReport
from fractalmidi_studio.core_words import _TEMPLATES, import_summary, said_by_core
from fractalmidi_studio.errors import sentence_of
from fractalmidi_studio.i18n import language

CORE = Path(__file__).resolve().parents[2] / "core"
SOURCES = (
    "fill.py", "reasons.py", "capsule.py", "model_file.py", "sampler/logits.py", "midi_file/prescan.py",
    "midi_file/reader.py", "midi_file/events.py", "project/*.py", "engine/*.py", "export/*.py", "playback/*.py",
    "train/*.py", "train_run/*.py", "data/*.py",
)  # fmt: skip
# Faults of the program, or of a file that comes with it: never a musician's.
INTERNAL = (
    "differ in shape",
    "the result has",
    "the ending tells the format",
    "must be",
    "is no such",
    "a training state cannot hold",
)


def sentences() -> Iterator[tuple[str, str]]:
    """(where, sentence with 7 in its gaps) of what core raises, warns of, or tells."""
    for pattern in SOURCES:
        for path in sorted(CORE.glob(pattern)):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                said = told_by(node, path.name == "faults.py")
                texts = [literal(value) for value in said.values] if isinstance(said, ast.Dict) else [literal(said)]
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Unusable":  # of a file: "it ..."
                    texts = ["it" + literal(node.args[-1]).removeprefix("7").removesuffix(" and was left out")]
                for text in texts:
                    if text.count(" ") >= 2:
                        yield f"{path.relative_to(CORE)}:{getattr(node, 'lineno', 0)}", text


def told_by(node: ast.AST, by_return: bool) -> ast.expr | None:
    """The part of ``node`` that a user will read, if there is one."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
        return node.exc.args[0]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        return node.args[-1] if node.func.attr in ("_tell", "append", "_stopped_by") else None
    if isinstance(node, ast.Return) and by_return:
        return node.value
    if isinstance(node, ast.keyword):
        return node.value if node.arg == "sentence" else None
    if isinstance(node, ast.Assign):
        name = getattr(node.targets[0], "attr", "") or getattr(node.targets[0], "id", "")
        return node.value if name in ("sentence", "reasons", "_REASONS") else None
    return None


def literal(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return ""


@pytest.fixture
def chinese(qapp: object) -> Iterator[None]:
    language().choose("zh_TW")
    yield
    language().choose("en")


def known(text: str) -> bool:
    return said_by_core(text) != text


def test_every_sentence_has_a_template(chinese: None) -> None:
    found = list(sentences())
    assert len(found) > 60
    # An ending such as "is cut short" stands after "track 7" in its sentence.
    missing = [
        f"{where}: {text}"
        for where, text in found
        if not any(word in text for word in INTERNAL)
        and not known(text) and not known(f"a.mid is damaged: track 7 {text}.") and not known(f"7 {text}")
        and not known(text.removesuffix("."))  # the reason of another sentence, which has the full stop
    ]  # fmt: skip
    assert not "\n".join(missing)


def test_english_stays_as_it_is() -> None:
    assert said_by_core("song.mid is empty (0 bytes).") == "song.mid is empty (0 bytes)."


def test_gaps_are_carried_over_and_reasons_translated(chinese: None) -> None:
    assert said_by_core("song.mid is empty (0 bytes).") == "song.mid 是空的（0 位元組）。"
    assert "a (1).mid" in said_by_core("a (1).mid is damaged: it has no track.")
    assert said_by_core("Something else altogether") == "Something else altogether"
    nothing = "The hole is empty: paint the part that shall be written anew"
    assert sentence_of(ValueError(nothing[:1].lower() + nothing[1:])).endswith("。")


def test_templates_do_not_swallow_one_another() -> None:
    for template in _TEMPLATES:
        assert said_by_core(template.replace("{", "").replace("}", "")).replace("{", "")
    assert len(set(_TEMPLATES)) == len(_TEMPLATES)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (ImportReport(), "This file has no notes."),
        (ImportReport(num_notes=1), "1 note."),
        (
            ImportReport(
                num_notes=1282, num_merged_tracks=2, num_drum_notes=3, offgrid_share=0.004, num_split_tracks=1
            ),
            "1,282 notes, 2 tracks merged into one roll; 1 track of several channels split by channel; "
            "3 drum notes played but not shown; under 1% of the notes off the grid.",
        ),
    ],
    ids=["nothing", "one", "everything"],
)
def test_what_was_found_in_a_file(report: ImportReport, words: str) -> None:
    assert import_summary(report) == words == report.summary()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (None, "無法開啟 a.fmstudio：它已損壞或不是專案檔"),
        (
            {"project.json": b'{"format": 99, "version": "9.0"}'},
            "無法開啟 a.fmstudio：它是由較新版本的程式（9.0）儲存的",
        ),
        ({"project.json": b'{"format": "x"}'}, "無法開啟 a.fmstudio：它的 \"format\" 是 'x'，不是 1 到"),
        ({"project.json": b'{"format": []}'}, '無法開啟 a.fmstudio：它的 "format" 是 有 0 項的清單，不是 1 到'),
    ],
)
def test_a_refused_project_is_refused_in_the_language_of_the_window(
    chinese: None, tmp_path: Path, parts: dict[str, bytes] | None, words: str
) -> None:
    from core.project import ProjectFileError
    from core.project.archive import pack
    from core.project.store import open_project

    path = tmp_path / "a.fmstudio"
    path.write_bytes(b"no project" if parts is None else pack(parts))
    with pytest.raises(ProjectFileError) as caught:
        open_project(path)
    said = sentence_of(caught.value)
    assert said.startswith(words) and said.endswith("。")
