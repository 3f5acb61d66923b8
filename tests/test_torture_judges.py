"""The campaigns are tried themselves: with a fault put into the product, each must call it by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.midi_file import ImportResult, MidiFileError, parse_midi
from core.project import ProjectFileError
from core.project.coding import Decoded, decode
from core.score import Score
from tests.torture import cancels, checkpoint_mutants, midi_mutants, payloads, project_mutants, saves
from tests.torture.campaign import Campaign, NotPossible, Outcome
from tests.torture.registry import CAMPAIGNS
from tests.torture.sabotage import SABOTAGES, VARIABLE

# campaign, fault, tries, what must be said
SEEN = (
    ("kills", "in-place", 2, "unreadable"),
    ("kills", "remove-first", 2, "gone"),
    ("errors", "saved-too-soon", 2, "said to be saved and is not"),
    ("edits", "no-autosave", 2, "more than 5 s of work lost"),
    ("cancels", "deaf-to-cancel", 3, "the music is not as it was"),
    ("engine", "says-nothing", 1, "not told, or not once, or not why"),
    ("quits", "leaves-a-file", 1, "a temporary file is left"),
    ("full disk", "in-place", 34, "uncaught AssertionError"),
    ("trainings", "bends-a-weight", 2, "the state is not the same"),
)
POINTS = {  # the moment of a save at which the fault shows, instead of all of them
    "in-place": ("write", 1, "signal=SIGKILL"),
    "remove-first": ("rename", 1, "signal=SIGKILL"),
    "saved-too-soon": ("fsync", 1, "error=EIO"),
}


@pytest.mark.parametrize(("name", "fault", "amount", "kind"), SEEN, ids=[f"{a}-{b}" for a, b, *_ in SEEN])
def test_a_fault_is_seen(
    name: str, fault: str, amount: int, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, fault)
    monkeypatch.setattr(saves, "points_of", lambda _name: [POINTS[fault]])
    try:
        outcome = CAMPAIGNS[name].run(amount, 1, tmp_path)
    except NotPossible as reason:
        pytest.skip(str(reason))
    assert kind in outcome.failures, (outcome.failures, outcome.examples)


def test_every_fault_has_its_test() -> None:
    elsewhere = {"no-fsync", "rename-before-fsync"}  # tests/core/project/test_durable_save.py
    assert {fault for _, fault, *_ in SEEN} | elsewhere == SABOTAGES.keys()


# What runs in this process is spoilt in this process.


def _careless_midi(data: bytes, name: str = "") -> ImportResult:
    return parse_midi(data, name) if len(data) % 3 else {}[name]


def _wordless_midi(data: bytes, name: str = "") -> ImportResult:
    try:
        return parse_midi(data, name)
    except MidiFileError as error:
        raise MidiFileError("no") from error


def _losing(score: Score) -> bytes:
    from dataclasses import replace

    from core.midi_file import midi_bytes

    return midi_bytes(replace(score, tracks=score.tracks[:-1]))


def _careless_project(data: bytes) -> Decoded:
    try:
        return decode(data)
    except ProjectFileError as error:
        raise KeyError("score") from error


def _patient_project(data: bytes) -> Decoded:
    while True:
        pass


IN_PROCESS: tuple[tuple[str, Any, str, Callable[..., Any], str], ...] = (
    ("midi", midi_mutants, "parse_midi", _careless_midi, "uncaught KeyError"),
    ("midi", midi_mutants, "parse_midi", _wordless_midi, "refused without a sentence"),
    ("midi", midi_mutants, "midi_bytes", _losing, "uncaught AssertionError"),
    ("projects", project_mutants, "decode", _careless_project, "uncaught KeyError"),
)


@pytest.mark.parametrize(("name", "module", "function", "fault", "kind"), IN_PROCESS)
def test_a_careless_reader_is_seen(
    name: str, module: Any, function: str, fault: Any, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, function, fault)
    outcome = CAMPAIGNS[name].run(80, 1, tmp_path)
    assert kind in outcome.failures, outcome.failures
    assert any(tmp_path.iterdir())  # and the file that did it is kept


def test_a_reader_that_hangs_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_mutants, "decode", _patient_project)
    honest = Outcome.trying
    monkeypatch.setattr(Outcome, "trying", lambda self, how: honest(self, how, limit=0.02))
    assert project_mutants.run(1, 1, tmp_path).failures == {"hang": 1}


@pytest.mark.parametrize("name", ["models", "states"])
def test_a_careless_loader_is_seen(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = checkpoint_mutants._run

    def run(amount: int, seed: int, keep: Path, make: Any, load: Any, refusal: type[Exception]) -> Outcome:
        def careless(path: Path) -> Any:
            try:
                return load(path)
            except refusal as error:
                raise IndexError from error

        return honest(amount, seed, keep, make, careless, refusal)

    monkeypatch.setattr(checkpoint_mutants, "_run", run)
    assert CAMPAIGNS[name].run(20, 1, tmp_path).failures["uncaught IndexError"]


@pytest.mark.parametrize("way", ["pickle", "torch", "numpy", "yaml"])
def test_a_way_in_that_runs_code_is_seen(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pickle

    import numpy as np
    import torch
    import yaml

    careless: dict[str, Callable[[Path], Any]] = {
        "pickle": lambda path: pickle.loads(path.read_bytes()),  # noqa: S301 that is the fault
        "torch": lambda path: torch.load(path, weights_only=False),
        "numpy": lambda path: list(np.atleast_1d(np.load(path, allow_pickle=True))),
        "yaml": lambda path: yaml.unsafe_load(path.read_bytes()),
    }
    monkeypatch.setattr(payloads, "ways_in", lambda: {way: careless[way]})
    assert payloads.run(1, 1, tmp_path).failures["executed"]


def test_late_cancels_and_memory_that_stays_are_seen() -> None:
    judged = cancels._Cancels(cancels.JUDGED_FROM, 0)
    judged.feedback, judged.idle, judged.grown = [0.05, 0.15], [0.5, 1.5], [0.0, 0.03]
    judged.window_mb = [100.0] * 50 + [103.0] * 50
    judged._judge()
    assert set(judged.outcome.failures) == {
        "feedback over 100 ms",
        "idle after more than 1 s",
        "memory more than 2 % larger after a cancel",
        "the window's memory grew by more than 2 %",
    }
    fine = cancels._Cancels(cancels.JUDGED_FROM, 0)
    fine.feedback, fine.idle, fine.grown, fine.window_mb = [0.09], [0.9], [0.019], [100.0] * 50 + [101.0] * 50
    fine._judge()
    assert not fine.outcome.failures


def test_every_campaign_has_been_seen_to_fail() -> None:
    seen = {name for name, *_ in SEEN} | {name for name, *_ in IN_PROCESS} | {"models", "states", "payloads"}
    assert seen == CAMPAIGNS.keys()


def test_a_sabotaged_campaign_is_not_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tests.torture.__main__ as command

    written: list[str] = []
    monkeypatch.setattr(command, "record", lambda campaign, *_: written.append(campaign.name))
    one = Campaign("one", "things", lambda *_: Outcome(tries=1), 1, 1)
    monkeypatch.setattr(command, "CAMPAIGNS", {"one": one})
    monkeypatch.setenv(VARIABLE, "")  # and put back afterwards
    for arguments, names in ((["--sabotage", "in-place"], []), (["--share", "0.5"], []), ([], ["one"])):
        monkeypatch.setattr("sys.argv", ["torture", "one", "--keep", str(tmp_path / "k"), *arguments])
        assert command.main() == 0
        assert written == names
