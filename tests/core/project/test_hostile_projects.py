"""Projects made to do harm are refused within limits, with a sentence, before their memory is taken."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.project import ProjectFileError, limits
from core.project.archive import pack, unpack
from core.project.coding import decode, encode
from core.project.store import open_project
from tests.core.project.pieces import full, small

ROOT = Path(__file__).resolve().parents[3]
GOOD = encode(small())


def archive(**extra: bytes) -> bytes:
    """A good project and some more entries."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as file:
        for name, data in extra.items():
            file.writestr(name, data)
    return out.getvalue()


def with_entry(name: str, data: bytes = b"x", mode: int = 0o100600, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as file:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        file.writestr(info, data, kind)
    return out.getvalue()


def with_json(change: Callable[[dict[str, object]], object], part: str = "project.json") -> bytes:
    parts = unpack(GOOD)
    parts.pop("mimetype")
    value = json.loads(parts[part])
    change(value)
    parts[part] = json.dumps(value).encode()
    return pack(parts)


def with_part(part: str, data: bytes) -> bytes:
    parts = {**unpack(GOOD), part: data}
    parts.pop("mimetype")
    return pack(parts)


def bomb(part: str, size: int) -> bytes:
    """A part that unpacks to ``size`` zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file, file.open(part, "w", force_zip64=True) as entry:
        for _ in range(size >> 20):
            entry.write(bytes(1 << 20))
    return out.getvalue()


def lying() -> bytes:
    """The first part says that it is smaller than it is, in both places where a zip says so."""
    out = bytearray(bomb("project.json", 64 << 20))
    with zipfile.ZipFile(io.BytesIO(out)) as file:
        start = file.start_dir
    size = (64 << 20).to_bytes(4, "little")
    at = out.find(size, start)
    out[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(out)


HOSTILE: dict[str, bytes] = {
    "a path upwards": archive(**{"../../evil.py": b"x"}),
    "an absolute path": archive(**{"/etc/cron.d/evil": b"x"}),
    "a path of Windows": archive(**{"C:\\evil.exe": b"x"}),
    "an unknown part": archive(**{"model.safetensors": b"x"}),
    "a symlink": with_entry("takes.json", b"/etc/passwd", 0o120777),
    "a device": with_entry("takes.json", b"", 0o020666),
    "a part twice": with_entry("score.json"),
    "a bomb": bomb("score.bin", 600 << 20),
    "a bomb of JSON": bomb("project.json", 20 << 20),
    "sizes that lie": lying(),
    "bzip2": with_entry("takes.json", b"{}" * 100, kind=zipfile.ZIP_BZIP2),
    "lzma": with_entry("takes.json", b"{}" * 100, kind=zipfile.ZIP_LZMA),
    "too many parts": archive(**{f"part-{i}": b"" for i in range(100)}),
    "no project in it": bomb("score.bin", 1 << 20),
    "no zip": b"PK\3\4" + bytes(100),
    "empty": b"",
    "cut off": GOOD[: len(GOOD) // 2],
    "deep JSON": with_part("project.json", b"[" * 1_000_000),
    "no table": with_part("project.json", b"[]"),
    "NaN": with_part("project.json", b'{"format": NaN}'),
    "a huge format": with_json(lambda desk: desk.update(format=10**4000)),
    "a format of text": with_json(lambda desk: desk.update(format="2")),
    "format true": with_json(lambda desk: desk.update(format=True)),
    "a hole of 2^31 steps": with_json(lambda desk: desk["hole"].update(steps=2**31)),  # type: ignore[attr-defined]
    "a hole of other size": with_json(lambda desk: desk["hole"].update(steps=255)),  # type: ignore[attr-defined]
    "a place beyond the end": with_json(lambda desk: desk["hole"].update(cells=[2**40, 8])),  # type: ignore[attr-defined]
    "tracks of text": with_json(lambda music: music.update(tracks="many"), "score.json"),
    "notes of text": with_part("score.bin", b"\xff" * 320),
    "a metre of 0/0": with_json(lambda music: music.update(time_signatures=[[0, 0, 0]]), "score.json"),
    "a tempo of 0": with_json(lambda music: music.update(tempo_map=[[0, 0]]), "score.json"),
    "no tempo": with_json(lambda music: music.update(tempo_map=[]), "score.json"),
    "ticks without end": with_json(lambda music: music.update(end_tick=2**63), "score.json"),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=list(HOSTILE))
def test_it_is_refused_with_a_sentence_quickly_and_in_little_memory(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.fmstudio"
    path.write_bytes(data)
    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ProjectFileError, match=r"^x\.fmstudio could not be opened: .*\.$"):
        open_project(path)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 300 << 10, f"{grown >> 10} MB were taken"
    assert time.process_time() - started < 20, "no hang"  # a limit for hangs; speed is measured in the campaign
    assert sorted(tmp_path.iterdir()) == [path], "nothing was unpacked"


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "missing", "huge"])
def test_what_is_no_file_is_refused_by_a_look_at_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x.fmstudio"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(4 << 30)
    with pytest.raises(ProjectFileError, match=r"\.$"):
        open_project(path)


def test_takes_and_history_cannot_hold_more_notes_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    project = full()
    data = encode(project)
    most = sum(len(track.notes) for track in project.score.tracks)
    monkeypatch.setattr(limits, "MAX_NOTES", most)
    found = decode(data)
    assert found.project.score == project.score, "the music fits"
    assert found.warnings and all(f"more than {most}" in warning for warning in found.warnings)


def test_opening_a_project_imports_and_opens_nothing_else(tmp_path: Path) -> None:
    """A capsule names a model by its hash: no file but the project is opened, and torch is not imported."""
    path = tmp_path / "x.fmstudio"
    path.write_bytes(encode(full()))
    script = (
        "import sys, json\n"
        "from pathlib import Path\n"
        "from core.project.store import open_project\n"
        "open_project(Path(sys.argv[1]))\n"  # once, so that everything is imported
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append((event, str(args[0]))) if event in "
        "('open', 'os.system', 'subprocess.Popen', 'socket.connect', 'import', 'ctypes.dlopen') else None)\n"
        "open_project(Path(sys.argv[1]))\n"
        "print(json.dumps([opened, 'torch' in sys.modules]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert json.loads(done.stdout) == [[["open", str(path)]], False], done.stderr
