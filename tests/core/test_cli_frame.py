"""The command line's frame, and the commands that write no music: render, info, train, evaluate."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.cli import engine
from core.cli.messages import Progress, sentence
from core.cli.options import parse_key
from core.midi_file import write_midi
from core.sampler.request import SampleRequest
from core.score import Note, Score, Track
from tests.core import fake_runs
from tests.core.test_cli import BALLAD, QUARTET, ROOT, WALTZ, run

# render, info, train, evaluate


@pytest.mark.parametrize(("ending", "magic"), [("png", b"\x89PNG"), ("gif", b"GIF8"), ("wav", b"RIFF")])
def test_render(ending: str, magic: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    short = tmp_path / "short.mid"
    write_midi(Score((Track("", 0, 0, (Note(0, 60, 480, 80), Note(480, 64, 480, 90))),)), short)
    out = tmp_path / f"out.{ending}"
    assert run("render", short, "-o", out) == 0
    assert out.read_bytes()[:4] == magic and str(out) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("out", "options", "words"),
    [
        ("x.mp3", "", ".png"),
        ("nowhere/x.png", "", "nowhere"),
        ("song.mid", "", "overwrite"),
        ("x.gif", "--start-step 4", "PNG"),
        ("x.png", "--start-step 9000", "9000"),
    ],
)
def test_render_refuses(out: str, options: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    song = tmp_path / "song.mid"
    song.write_bytes(WALTZ.read_bytes())
    assert run("render", song, "-o", tmp_path / out, *options.split()) == 1
    assert words in capsys.readouterr().err and list(tmp_path.iterdir()) == [song]


def test_render_of_no_midi_file_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.mid").write_text("no music")
    for name in ("x.mid", "missing.mid"):
        assert run("render", tmp_path / name, "-o", tmp_path / "x.png") == 1
        assert name in capsys.readouterr().err


def test_info_tells_about_a_piece(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("info", WALTZ) == 0
    out = capsys.readouterr().out
    for words in ("notes: 237", "metre: 3/4", "138 bpm", "Right hand", "0:32"):
        assert words in out


def test_info_refuses_what_is_neither(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.bin").write_bytes(b"neither this nor that")
    for name in ("x.bin", "missing.mid", ""):
        assert run("info", tmp_path / name) == 1
        out, err = capsys.readouterr()
        assert (name or str(tmp_path)) in err and out == ""


def test_train_and_evaluate_hand_their_options_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[object, ...]] = []

    class Fake:
        @staticmethod
        def train(*arguments: object) -> Path:
            calls.append(arguments)
            return Path("runs/model.safetensors")

        @staticmethod
        def evaluate(*arguments: object) -> dict[str, object]:
            calls.append(arguments)
            return {"notes": 12, "bits": {"guide": 0.5, "cells": 4.0}}

    monkeypatch.setitem(sys.modules, "core.train.run", Fake)
    monkeypatch.setitem(sys.modules, "core.evaluate.run", Fake)
    assert run("train", "c.yaml", "--data", "a", "b", "--out", "r", "--resume", "--set", "train.lr=1", "x=2") == 0
    assert calls[0] == (Path("c.yaml"), [Path("a"), Path("b")], Path("r"), True, ["train.lr=1", "x=2"])
    assert capsys.readouterr().out == "runs/model.safetensors\n"
    assert run("evaluate", "d", "--model", "m", "--json", "j") == 0
    assert calls[1] == (Path("d"), Path("m"), Path("j"))
    assert capsys.readouterr().out.splitlines() == ["notes: 12", "bits.guide: 0.5", "bits.cells: 4"]


# The frame.


def test_help_of_every_command_is_quick_to_come_and_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert "examples:" in capsys.readouterr().out
    for command in ("inpaint", "generate", "continue", "render", "train", "evaluate", "info"):
        assert run(command, "--help") == 0
        assert f"python main.py {command}" in capsys.readouterr().out


def test_help_loads_neither_numpy_nor_torch() -> None:
    code = (
        "import sys; from core.cli import main; main(['--help']); "
        "sys.exit(sum(name in sys.modules for name in ('torch', 'numpy', 'PIL')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m core.cli info {QUARTET} | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("file: ") and done.stderr == ""


def test_wrong_usage_is_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ((), ("paint",), ("inpaint",), ("generate", "--steps", "many", "-o", "x")):
        assert run(*arguments) == 2
    assert capsys.readouterr().out == ""


def test_an_interrupt_is_said_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(model: object, request: SampleRequest) -> object:
        yield next(fake_runs.stream(request))
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "load_model", lambda path, device: None)
    monkeypatch.setattr(engine, "stream", interrupted)
    assert run("inpaint", BALLAD, "-o", tmp_path, "--stop-step", 16) == 130
    assert "Stopped" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_progress_shows_on_a_terminal_only() -> None:
    class Terminal:
        def __init__(self, tty: bool) -> None:
            self.tty, self.text = tty, ""

        def isatty(self) -> bool:
            return self.tty

        def write(self, text: str) -> int:
            self.text += text
            return len(text)

        def flush(self) -> None:
            pass

    for tty in (True, False):
        terminal = Terminal(tty)
        progress = Progress("song.mid", terminal)  # type: ignore[arg-type]
        progress.update(1, 4, "level 0")
        progress.close()
        assert ("25 %" in terminal.text) is tty
    assert terminal.text == ""


@pytest.mark.parametrize(
    ("text", "key"), [("C", 0), ("f#", 6), ("Bb", 10), ("Am", 21), ("c#m", 13), ("auto", "auto"), ("none", None)]
)
def test_keys_by_name(text: str, key: object) -> None:
    assert parse_key(text) == key


def test_errors_become_sentences() -> None:
    assert sentence(OSError(28, "No space left on device"), Path("a.mid")).startswith("a.mid: the disk is full")
    said = sentence(PermissionError(13, "Permission denied", "b.mid"))
    assert said.startswith("b.mid: there is no permission for it; choose")
    assert sentence(ValueError("a.mid is broken"), Path("x/a.mid")) == "a.mid is broken."
    assert sentence(ValueError("broken"), Path("x/a.mid")) == "x/a.mid: broken."
    assert sentence(MemoryError(), "a.mid") == "a.mid: there is not enough memory for this."
