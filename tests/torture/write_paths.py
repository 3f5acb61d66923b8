"""Every way in which the product writes a file: a function into a folder, and what must be whole afterwards."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from core.checkpoint import load_model, save_model
from core.cli import main as command
from core.config import SampleConfig
from core.data.pack import open_pack
from core.export import EXPORTERS
from core.export.gif import export_run_gif
from core.export.record import RunRecord
from core.files import write_bytes
from core.fill import fill_request
from core.midi_file import write_midi
from core.project.recovery import Session
from core.project.store import ProjectFile, open_project
from core.region import rectangle, to_png
from core.sampler.request import result_of
from core.score import Note, Score, Track
from core.train.journal import MetricsFile
from core.train.state_io import SafeStateIO, last_good_state
from core.train_run.folder import RunFolder
from core.train_run.names import METRICS, STATUS
from core.train_run.status import read_status
from core.train_run.writer import StatusWriter
from tests.core.fake_runs import stream
from tests.core.models import tiny_model
from tests.core.project.pieces import full

OLD = b"what was there before"
Work = Callable[[Path], None]


@dataclass(frozen=True)
class WritePath:
    """``write(folder)`` writes.  ``check(folder)`` raises where what lies there afterwards is neither old nor new."""

    write: Work
    prepare: Work
    check: Work
    silent: bool = False  # nothing that would be a reason to stop: no error is raised
    makes_folder: bool = False
    holds_file: bool = False  # has one open for writing, so that the system refuses to make the disk read-only


class RefusedError(Exception):
    """A command said a sentence and ended."""


def write_paths() -> dict[str, WritePath]:
    out = {
        f"export {suffix}": _plain(f"piece{suffix}", partial(_export, exporter))
        for suffix, exporter in EXPORTERS.items()
    }
    return out | {
        "export run.gif": _plain("run.gif", lambda path: export_run_gif(_record(), path)),
        "hole picture": _plain("hole.png", lambda path: to_png(rectangle((128, 256), 50, 70, 0, 32), path)),
        "command render": _plain("out.png", _render),
        "report": _plain("report.json", lambda path: write_bytes(path, b"{}" * 4000)),
        "project": WritePath(_save_project, _save_project, lambda folder: open_project(folder / "piece.fmstudio")),
        "copy for a crash": WritePath(_keep_copy, _keep_first_copy, _check_copies, makes_folder=True, holds_file=True),
        "first copy": WritePath(_keep_first_copy, _let_go, _check_copies, makes_folder=True),
        "model": WritePath(_save_model, _save_model, lambda folder: load_model(folder / "model.safetensors")),
        "training state": WritePath(_save_state, _save_state, _load_state, makes_folder=True),
        "training music": WritePath(_read_music, _music, _read_music_elsewhere, makes_folder=True),
        "training status": WritePath(_status, _status, lambda folder: read_status(folder / STATUS), silent=True),
        "training metrics": WritePath(_metrics, _metrics, _check_metrics, silent=True),
    }


def _plain(name: str, write: Work) -> WritePath:
    """One file that is the old or the new one, byte for byte."""

    @cache
    def new(folder: Path) -> bytes:
        (folder / "elsewhere").mkdir(exist_ok=True)
        write(folder / "elsewhere" / name)
        return (folder / "elsewhere" / name).read_bytes()

    def check(folder: Path) -> None:
        found, wanted = (folder / name).read_bytes(), new(folder.parent)
        if name.endswith(".ogg"):  # each has a random number in it
            assert found == OLD or (found[:4] == b"OggS" and len(found) == len(wanted)), "half an Ogg file"
            return
        assert found in (OLD, wanted), f"{len(found)} bytes, neither old nor new"

    def prepare(folder: Path) -> None:
        new(folder.parent)  # while there is room
        (folder / name).write_bytes(OLD)

    return WritePath(lambda folder: write(folder / name), prepare, check)


@cache
def piece() -> Score:
    melody = tuple(Note(i * 240, 60 + i * 5 % 12, 240, 60 + i % 60) for i in range(16))
    return Score((Track("Melody", notes=melody), Track("Bass", 1, notes=(Note(0, 40, 3000, 90),))))


def _export(exporter: Callable[[Score, Path], None], path: Path) -> None:
    exporter(piece(), path)


@cache
def _record() -> RunRecord:
    request = fill_request(piece(), rectangle((128, 256), 55, 75, 0, 32), SampleConfig())
    record = RunRecord(request)
    record.finish(result_of(stream(request), record.add))
    return record


def _render(path: Path) -> None:
    source = path.parents[1] / "source.mid"
    if not source.exists():
        write_midi(piece(), source)
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        code = command(["render", str(source), "-o", str(path)])
    if code:
        raise RefusedError(said.getvalue().strip())


def _save_project(folder: Path) -> None:
    ProjectFile(folder / "piece.fmstudio").save(_project(), overwrite=True)


_project = cache(full)
_sessions: list[Session] = []


def _let_go(_folder: Path) -> None:
    while _sessions:
        _sessions.pop().close(keep=True)


def _keep_first_copy(folder: Path) -> None:
    _let_go(folder)
    _sessions.append(Session(folder / "recovery"))
    _keep_copy(folder)


def _keep_copy(_folder: Path) -> None:
    _sessions[-1].write(_project())


def _check_copies(folder: Path) -> None:
    """Every copy can be read, and nothing lies there that is neither a copy nor a lock."""
    _let_go(folder)
    for path in (folder / "recovery").rglob("*"):
        if path.is_file() and path.name != "lock":
            open_project(path)
        assert not path.name.startswith("new-"), "a folder that was begun"


_model = cache(tiny_model)


def _save_model(folder: Path) -> None:
    save_model(_model(), folder / "model.safetensors", {"steps": 3})


def _save_state(folder: Path) -> None:
    state = {"state_dict": dict(_model().state_dict()), "global_step": 3, "loops": {"epoch": [1, 2.5, None]}}
    SafeStateIO().save_checkpoint(state, folder / "state.safetensors")


def _load_state(folder: Path) -> None:
    found = SafeStateIO().load_checkpoint(last_good_state(folder / "state.safetensors"))
    assert found["global_step"] == 3


def _music(folder: Path) -> None:
    music = folder.parent / "music"
    if not music.exists():
        music.mkdir()
        for number in range(3):
            write_midi(piece(), music / f"{number}.mid")


def _read_music(folder: Path) -> None:
    open_pack([folder.parent / "music"], folder / "cache", 0)


def _read_music_elsewhere(folder: Path) -> None:
    """What is left of the cache does no harm where there is room again."""
    again = folder.parent / "again"
    shutil.rmtree(again, ignore_errors=True)
    if (folder / "cache").exists():
        shutil.copytree(folder / "cache", again / "cache")
    again.mkdir(exist_ok=True)
    _read_music(again)
    assert len(list((again / "cache").iterdir())) == 2, "a half-written cache stays"


def _status(folder: Path) -> None:
    StatusWriter(folder).update(state="training", sentence="at work")


def _metrics(folder: Path) -> None:
    MetricsFile(folder).log_metrics({"train_loss": 1.25}, 7)


def _check_metrics(folder: Path) -> None:
    """Rows are whole, and so is the next one."""
    rows = len((folder / METRICS).read_text().splitlines())
    _metrics(folder)
    lines = (folder / METRICS).read_text().splitlines()
    assert len({line.count(",") for line in lines}) == 1 and len(lines) == rows + 1, "half a row"
    assert [row["step"] for row in RunFolder(folder).metrics().rows] == [7.0] * rows
