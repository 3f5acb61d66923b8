"""The window with the real engine process and a tiny model: what is written is what the sampler writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from studio_fakes import FakePlayer, song

from core.checkpoint import load_for_sampling, save_model
from core.config import ONLY
from core.edit import apply_fill, changed_outside
from core.engine.client import EngineClient
from core.model_file import file_hash
from core.region import rectangle
from core.sampler.request import result_of
from core.sampler.sample import sample
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.settings import Settings
from tests.core.models import tiny_model

Drag = Callable[..., None]


@pytest.fixture(scope="module")
def model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "tiny.safetensors"
    save_model(tiny_model(), path, {})
    return path


@pytest.fixture
def real_window(qtbot: QtBot, model_path: Path, settings: Settings) -> Iterator[MainWindow]:
    window = MainWindow(EngineClient(model_path, "cpu"), FakePlayer, settings)
    window.files.ask_save = lambda doing: "discard"
    window.resize(1600, 900)
    window.show()
    qtbot.waitExposed(window)
    window.sampler.engine.start()
    yield window
    window.close()
    window.deleteLater()


def test_a_run_in_the_window_is_the_same_run_anywhere(
    real_window: MainWindow, model_path: Path, drag: Drag, qtbot: QtBot
) -> None:
    window, piece = real_window, song()
    window.document.replace_piece(piece, "song")
    window.files.opened.emit()
    drag(window.view, window.view.pixel_of(32, 76), window.view.pixel_of(63, 58))
    window.panel.iterations.set_data("fast")
    window.inpaint()
    levels: set[int] = set()
    window.sampler.step.connect(lambda step: levels.add(step.level))
    qtbot.waitUntil(lambda: not window.runs.running, timeout=90_000)
    assert "0 notes outside the hole changed" in window.status.text.text(), window.messages.text()
    record = window.runs.last_record
    assert record is not None
    steps = list(record.steps())
    assert [step.index for step in steps] == list(range(1, steps[-1].total + 1)), "progress is exact"
    assert {step.level for step in steps} == {0, 1, 2, 3} and levels

    result = result_of(sample(load_for_sampling(model_path, "cpu"), record.request))
    expected, _ = apply_fill(piece, record.request.hole, result, 0)
    assert window.document.score == expected, "same seed, same notes"
    assert changed_outside(piece, window.document.score, window.document.hole) == 0


def test_takes_of_every_kind_are_written_replayed_and_gone_on_from(
    real_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window, piece = real_window, song()
    window.document.replace_piece(piece, "song")
    window.document.set_hole(rectangle(window.document.hole.shape, 58, 76, 32, 64), "x")
    window.panel.iterations.set_data("fast")
    window.panel.takes.spin.setValue(2)

    def wait() -> None:
        qtbot.waitUntil(lambda: not window.runs.running, timeout=90_000)

    for only in ONLY:
        window.panel.only.set_data(only)
        window.inpaint()
        wait()
        entries = window.runs.takes.entries
        assert len(entries) == 2 and not any(entry.num_outside for entry in entries), window.messages.text()
        assert entries[0].take.capsule.checkpoint == file_hash(window.sampler.engine.model_path)  # type: ignore[attr-defined]
        window.take_commands.show(2)
        window.runs.replay(2)
        wait()
        assert entries[1].replayed is True
        window.runs.reroll(2, len(entries[1].record) // 2, 99)
        wait()
        assert len(window.runs.takes.entries) == 3 and window.runs.takes.entries[2].num_outside == 0
        window.take_commands.reject()
        assert window.document.score is piece

    other = tmp_path / "other.safetensors"
    save_model(tiny_model(seed=7), other, {})
    (tmp_path / "noise.safetensors").write_bytes(b"noise" * 20)
    assert not window.panel.model.choose(tmp_path / "noise.safetensors")
    assert "not a FractalMIDI model" in window.messages.text() and window.panel.model.checkpoint().path is None
    window.panel.only.set_data("all")
    assert window.panel.model.choose(other)
    window.inpaint()
    wait()
    assert window.runs.takes.entries[0].take.capsule.checkpoint == file_hash(other)
    other.unlink()
    first = window.runs.takes.entries[0]
    window.runs.replay(1)
    wait()
    assert first.replayed is True, "the engine still has it"


def test_closing_while_the_real_engine_loads_is_clean(real_window: MainWindow, drag: Drag, qtbot: QtBot) -> None:
    window = real_window
    window.document.replace_piece(song(), "song")
    drag(window.view, window.view.pixel_of(32, 76), window.view.pixel_of(63, 58))
    window.inpaint()
    pid = window.sampler.engine.pid  # type: ignore[attr-defined]
    assert pid is not None and window.close()
    assert not window.sampler._thread.isRunning()
    assert not Path(f"/proc/{pid}").exists()
