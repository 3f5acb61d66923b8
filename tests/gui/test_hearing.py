"""Checkpoints write the hole one after the other: each is shown with its own music."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot
from studio_fakes import FakeEngine

from core.score import Score
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.run_controller import Wish
from fractalmidi_studio.training.hearing import Hearing, Model


def test_a_checkpoint_that_was_given_up_is_not_shown_with_another_one_s_music(
    window: MainWindow, piece: Score, engine: FakeEngine, qtbot: QtBot
) -> None:
    hole = np.zeros_like(window.document.hole)
    hole[60:70, 64:96] = True
    window.document.set_hole(hole, "hole")
    hearing, config, takes = Hearing(window.runs, window), window.panel.config(), window.runs.takes
    first, given_up, last = (Model(name, name) for name in ("first", "given up", "last"))

    def hear(model: Model) -> None:
        hearing.hear(model, config, 0, Wish())

    def wait_for_end() -> None:
        qtbot.waitUntil(lambda: not window.runs.running, timeout=10_000)

    def shown() -> str | None:
        entry = takes.entry(takes.shown)
        assert entry is not None
        return entry.record.request.checkpoint.path

    hear(first)
    wait_for_end()
    engine.hold_after = 1
    engine.gate.clear()
    hear(given_up)
    qtbot.waitUntil(lambda: window.status.bar.value() == 1 and len(engine.requests) == 2, timeout=10_000)
    hear(last)
    qtbot.waitUntil(lambda: len(engine.requests) == 3, timeout=10_000)
    engine.gate.set()
    wait_for_end()
    assert shown() == "last"
    hear(given_up)
    wait_for_end()
    assert shown() == "given up" and len(engine.requests) == 4
    hear(last)
    assert shown() == "last" and len(engine.requests) == 4, "what is written already is shown at once"
