"""What the command line says and leaves behind when it is given bad input."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from core.checkpoint import save_model
from core.cli import main
from core.config import SampleConfig
from core.files import write_bytes
from core.fill import HoleError, continuation_hole, fill_request, music_end_step, target_track
from core.midi_file import read_midi, write_midi
from core.roll import MAX_STEPS, Roll, notes_of
from core.score import Note, Score, TimeSignature, Track
from tests.core.models import tiny_model

REPO = Path(__file__).parents[2]
FAST = "--iterations 1 1 1 --seed 1 --device cpu"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "tiny.safetensors"
    save_model(tiny_model(), path, {})
    return path


def held(path: Path) -> Path:
    """A note that is held through everything, and a short one."""
    notes = (Note(0, 60, 480 * 64, 80), Note(0, 72, 480, 80))
    write_midi(Score(tracks=(Track("Held", notes=notes),)), path)
    return path


def test_a_hole_within_a_kept_note_is_a_sentence_and_needs_no_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    song = held(tmp_path / "held.mid")
    hole = "--start-step 16 --stop-step 32 --low-pitch 60 --high-pitch 60"
    code = main([*f"inpaint {song} -o {tmp_path / 'out'} {hole} {FAST}".split(), "--model", "/nowhere"])
    said = capsys.readouterr()
    assert code == 1 and not said.out
    assert str(song) in said.err and "no room" in said.err
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("command", ["info {pipe}", "render {pipe} -o x.png", "render {song} -o {out} --hole {pipe}"])
def test_a_pipe_is_refused_and_not_waited_for(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe.mid"
    os.mkfifo(pipe)
    line = command.format(pipe=pipe, song=held(tmp_path / "held.mid"), out=tmp_path / "x.png")
    assert main(line.split()) == 1
    said = capsys.readouterr().err
    assert "ordinary file" in said and "pipe.mid" in said


def test_what_cannot_be_written_is_named_and_what_was_written_stays(
    tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The animation's name is taken by a folder: the piece is saved and reported all the same."""
    song, out = held(tmp_path / "held.mid"), tmp_path / "out"
    (out / "held.gif").mkdir(parents=True)
    code = main(f"inpaint {song} -o {out} --start-step 16 --stop-step 32 --gif --model {model} {FAST}".split())
    said = capsys.readouterr()
    assert code == 1
    assert f"{out / 'held.mid'}: " in said.out and "0 notes outside changed" in said.out
    assert f"{out / 'held.gif'}: it is a folder" in said.err and str(song) + ": it" not in said.err
    assert sorted(entry.name for entry in out.iterdir()) == ["held.gif", "held.mid"]


def test_writing_keeps_links_and_never_replaces_a_pipe_or_a_folder(tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real.mid", tmp_path / "link.mid", tmp_path / "pipe.mid"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_bytes(link, b"new")
    assert link.is_symlink() and real.read_bytes() == b"new"
    os.mkfifo(pipe)
    for bad in (pipe, tmp_path, real / "below.mid", tmp_path / "nowhere" / "x.mid"):
        with pytest.raises(OSError) as caught:
            write_bytes(bad, b"new")
        assert caught.value.filename == str(bad), "no temporary name that nobody knows"
    assert pipe.is_fifo() and sorted(p.name for p in tmp_path.iterdir()) == ["link.mid", "pipe.mid", "real.mid"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_command_that_is_ended_leaves_nothing_behind(number: int, code: int, tmp_path: Path) -> None:
    notes = tuple(Note(i * 120, 40 + i * 7 % 40, 110, 80) for i in range(20_000))
    write_midi(Score(tracks=(Track("Long", notes=notes),)), tmp_path / "long.mid")
    out = tmp_path / "out"
    out.mkdir()
    process = subprocess.Popen(
        [sys.executable, "main.py", "render", str(tmp_path / "long.mid"), "-o", str(out / "long.wav")],
        cwd=REPO,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    deadline = time.monotonic() + 60
    while not list(out.iterdir()) and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.02)
    assert list(out.iterdir()), "it never began to write"
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code and "Traceback" not in said and "Stopped" in said
    assert not list(out.iterdir())


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [(["inpiant"], "neither a command nor a file"), (["--sede", "3"], "no option --sede"), ([], "no screen")],
)
def test_what_opens_no_window_says_so(arguments: list[str], reason: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    if sys.platform != "linux":
        pytest.skip("elsewhere there always is a screen")
    done = subprocess.run(
        [sys.executable, "main.py", *arguments], cwd=REPO, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2 and reason in done.stderr and "--help" in done.stderr and not done.stdout


def piece(*tracks: Track, metre: tuple[int, int] = (4, 4)) -> Score:
    return Score(tracks=tracks, time_signatures=(TimeSignature(0, *metre),))


@pytest.mark.parametrize(("metre", "bar"), [((4, 4), 16), ((3, 4), 12), ((7, 8), 14), ((17, 4), 68), ((33, 4), 132)])
def test_continue_adds_whole_bars_of_any_metre(metre: tuple[int, int], bar: int) -> None:
    score = piece(Track(notes=(Note(0, 60, bar * 120 + 3, 80),)), metre=metre)  # 3 ticks over the bar line
    hole = continuation_hole(score, 2)
    assert np.flatnonzero(hole.any(axis=0))[[0, -1]].tolist() == [bar, 3 * bar - 1]


def test_continue_goes_by_what_the_roll_shows() -> None:
    drums = Track(channel=9, notes=(Note(0, 36, 480 * 400, 80),))
    stray = Track(notes=(Note(0, 60, 1920, 80), Note(480 * MAX_STEPS, 60, 480, 80)))
    assert music_end_step(piece(drums, stray)) == 16
    for nothing in (piece(drums), piece(Track())):
        with pytest.raises(HoleError, match="no music to continue"):
            continuation_hole(nothing, 1)
    full = piece(Track(notes=(Note((MAX_STEPS - 4) * 120, 60, 480, 80),)))
    with pytest.raises(HoleError, match="too long"):
        continuation_hole(full, 1)


def test_a_fill_goes_to_the_track_that_the_hole_is_about() -> None:
    high = Track("High", notes=tuple(Note(i * 480, 80, 400, 80) for i in range(8)))
    low = Track("Low", channel=1, notes=tuple(Note(i * 1920, 40, 400, 80) for i in range(8)))
    score = piece(Track("Drums", channel=9, notes=(Note(0, 80, 400, 80),) * 1), high, low)
    hole = np.zeros((128, 256), np.bool_)
    hole[30:50, 0:64] = True
    assert target_track(score, hole) == 2, "most notes in it"
    hole[:], hole[70:90, 200:] = False, True
    assert target_track(score, hole) == 1, "none in it: most notes of its pitches"
    assert target_track(piece(Track("Drums", channel=9)), hole) == 0


def test_an_empty_hole_is_refused() -> None:
    with pytest.raises(HoleError, match="Nothing is painted"):
        fill_request(piece(Track()), np.zeros((128, 256), np.bool_), SampleConfig())


def test_notes_at_every_edge_of_a_roll() -> None:
    roll = Roll.empty(4)
    roll.velocity[127], roll.onset[127, 0], roll.onset[127, 3] = 9, True, True
    roll.velocity[0, 3], roll.onset[0, 3] = 5, True
    assert notes_of(roll).tolist() == [[0, 127, 3, 9], [3, 0, 1, 5], [3, 127, 1, 9]]


def test_a_stray_note_far_away_is_continued_before_it_and_kept(tmp_path: Path, model: Path) -> None:
    stray = Track(notes=(Note(0, 60, 1920, 80), Note(480 * MAX_STEPS, 60, 480, 80)))
    write_midi(piece(stray), tmp_path / "stray.mid")
    code = main(f"continue {tmp_path / 'stray.mid'} --bars 1 -o {tmp_path / 'out'} --model {model} {FAST}".split())
    notes = read_midi(tmp_path / "out" / "stray.mid").score.tracks[0].notes
    assert code == 0 and notes[0] == stray.notes[0] and notes[-1] == stray.notes[-1]
    assert all(1920 <= note.onset_tick < 3840 for note in notes[1:-1])
