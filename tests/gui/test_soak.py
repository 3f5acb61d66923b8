"""A short form of ``make soak``: a person without a plan in the real window, and whether the judge sees what grows."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from fractalmidi_studio.i18n import language
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.theme import apply_theme
from tests.soak.judge import Verdict, judge, judge_constant, judge_growth, theil_sen
from tests.soak.outcome import outcome_of
from tests.soak.person import Person, pieces_in

ROUNDS = 8


@pytest.fixture
def work(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., list]]:  # type: ignore[type-arg]
    for name in ("getSaveFileName", "getOpenFileName"):  # the person answers these itself
        monkeypatch.setattr(QFileDialog, name, getattr(QFileDialog, name))

    def perform(each_round: Callable[[], object] = lambda: None, seed: int = 3) -> list[dict[str, float]]:
        rows: list[dict[str, float]] = []

        def tell(row: dict[str, float]) -> None:
            rows.append(row)
            each_round()

        pieces = [path for path in pieces_in(tmp_path) if path.name != "long.mid"]
        person = Person(window, tmp_path, seed=seed, round_seconds=0.7, pieces=pieces, tell=tell, busy=False)
        person.start()
        try:
            qtbot.waitUntil(lambda: len(rows) >= ROUNDS, timeout=120_000)
        finally:
            person.stop()
        return rows

    yield perform
    language().choose("en")  # the person may have chosen others, which all windows share
    apply_theme(QApplication.instance())  # type: ignore[arg-type]


def verdicts(rows: list[dict[str, float]]) -> dict[str, Verdict]:
    """Of what must stay as it was; the first rounds build what is built once."""
    later = rows[ROUNDS // 3 :]
    return {name: judge_constant(name, [row[name] for row in later]) for name in ("window_threads", "window_handles")}


def test_nothing_adds_up_and_qt_has_nothing_to_say(work: Callable[..., list], qtlog: object) -> None:  # type: ignore[type-arg]
    rows = work()
    assert rows[-1]["actions"] > 20 and rows[-1]["stuck"] == 0
    assert all(verdict.passed for verdict in verdicts(rows).values()), verdicts(rows)
    said = [str(record.message) for record in qtlog.records]  # type: ignore[attr-defined]
    assert [text for text in said if not text.startswith("This plugin does not support")] == []


def test_threads_and_handles_that_add_up_are_seen(work: Callable[..., list], tmp_path: Path) -> None:  # type: ignore[type-arg]
    ends, files = threading.Event(), []
    (tmp_path / "leak").touch()

    def leak() -> None:
        threading.Thread(target=ends.wait, daemon=True).start()
        files.append((tmp_path / "leak").open())

    try:
        assert not any(verdict.passed for verdict in verdicts(work(leak)).values())
    finally:
        ends.set()
        for file in files:
            file.close()


def hours(growth: float, seed: int = 1) -> tuple[list[float], list[float]]:
    """Seven hours and a half of a process of 400 MB that breathes, with a peak here and there; ``growth`` in MB/h."""
    rng = random.Random(seed)
    seconds = [1800 + 30.0 * i for i in range(900)]
    return seconds, [400 + growth * s / 3600 + rng.gauss(0, 3) + (60 if rng.random() < 0.03 else 0) for s in seconds]


def test_growth_is_found_through_noise_and_peaks() -> None:
    for seed in range(3):
        assert not judge_growth("x", *hours(1.6, seed)).passed
        assert judge_growth("x", *hours(0.4, seed)).passed
        assert judge_growth("x", *hours(-3.0, seed)).passed
    slope = theil_sen(*hours(5.0))
    assert slope.low < 5 < slope.high and slope.high - slope.low < 1
    with pytest.raises(ValueError, match="no slope"):
        theil_sen([1, 2], [1, 2])


def test_what_is_there_for_a_moment_is_no_leak() -> None:
    usual = [11, 12, 11, 13, 11, 12, 11, 12]
    assert judge_constant("x", [*usual, 11, 14, 11, 12, 11, 11, 12, 11]).passed
    assert not judge_constant("x", [*usual, 12, 14, 12, 13, 12, 12, 13, 12]).passed


def test_all_columns_are_judged() -> None:
    quiet = {f"{p}_{what}": 5.0 for p in ("window", "engine", "player") for what in ("mb", "threads", "handles")}
    rows = [quiet | {"seconds": 60.0 * i, "widgets": 9, "qt_warnings": 0, "exceptions": 0, "stuck": 0}
            for i in range(100)]  # fmt: skip
    assert len(judge(rows)) == 13 and all(verdict.passed for verdict in judge(rows))
    for name in rows[0]:
        if name != "seconds":
            grown = [row | {name: row[name] + (i if "mb" in name or i > 60 else 0)} for i, row in enumerate(rows)]
            assert [verdict.passed for verdict in judge(grown)].count(False) == 1, name
    with pytest.raises(ValueError, match="too few"):
        judge(rows[:20])


def test_a_long_soak_becomes_a_row_that_names_what_grew() -> None:
    seconds, megabytes = hours(5.0)
    rows = [{"seconds": s, "actions": 10.0 * i, "runs": i} for i, s in enumerate(seconds)]
    verdicts = [judge_growth("memory of the window", seconds, megabytes), judge_constant("widgets", [3, 3, 3, 3])]
    outcome = outcome_of(rows, verdicts)
    assert outcome.tries == round(seconds[-1] / 60) and outcome.failures == {"memory of the window": 1}
    assert outcome.figures["acts"] == 8990
    assert outcome.figures["memory of the window"] in verdicts[0].says
    assert not outcome_of(rows, verdicts[1:]).failures
