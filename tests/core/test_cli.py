"""The command line, with a sampler that needs no model."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.cli import engine, main
from core.cli.messages import CommandError
from core.edit import changed_outside
from core.midi_file import read_midi, write_midi
from core.region import to_png
from core.roll import Roll, notes_of, num_steps_of, roll_of
from core.sampler.request import SampleRequest
from core.score import Note, Score, TimeSignature, Track
from tests.core import fake_runs

ROOT = Path(__file__).parents[2]
DEMOS = ROOT / "resources" / "demo"
BALLAD, WALTZ, QUARTET = (DEMOS / f"{name}.mid" for name in ("ballad", "waltz", "quartet"))

Run = Callable[..., int]


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[SampleRequest]:
    """Puts the fake sampler in; the list fills with the requests that it gets."""
    seen: list[SampleRequest] = []

    def stream(model: object, request: SampleRequest) -> object:
        assert model == "a model"
        seen.append(request)
        return fake_runs.stream(request)

    monkeypatch.setattr(engine, "load_model", lambda path, device: "a model")
    monkeypatch.setattr(engine, "stream", stream)
    return seen


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


# inpaint


def test_inpaint_writes_each_file_and_says_what_it_did(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run("inpaint", BALLAD, WALTZ, "-o", tmp_path, "--start-step", 64, "--stop-step", 128, "--seed", 3)
    out, _ = capsys.readouterr()
    lines = out.splitlines()
    assert code == 0 and len(lines) == 2
    for line, source in zip(lines, (BALLAD, WALTZ), strict=True):
        assert line.startswith(str(tmp_path / source.name))
        assert "0 notes outside changed" in line and "seed 3" in line
        before, after = read_midi(source).score, read_midi(tmp_path / source.name).score
        hole = fake_runs.box(num_steps_of(before), 0, 128, 64, 128)
        assert changed_outside(before, after, hole) == 0
        assert after.tempo_map == before.tempo_map and after.time_signatures == before.time_signatures
        assert not roll_of(after).equals(roll_of(before)), "the hole was written"
        inside = lambda score: sum(hole[p, s] for s, p, _, _ in notes_of(roll_of(score)))  # noqa: E731, B023
        assert f"{inside(before)} notes in the hole before, {inside(after)} after" in line


def test_inpaint_hands_the_options_on(requests: list[SampleRequest], tmp_path: Path) -> None:
    options = "--seed 9 --temperature 0.8 --top-p 0.9 --iterations 4 2 1 --guidance-scale 2 --style pop909 --density 5"
    more = "--key Am --ring-steps 3 --low-pitch 60 --high-pitch 72 --start-step 12 --stop-step 24"
    assert run("inpaint", *options.split(), *more.split(), WALTZ, "-o", tmp_path) == 0
    config, hole = requests[0].config, requests[0].hole
    assert (config.seed, config.temperature, config.top_p, config.iterations) == (9, 0.8, 0.9, (4, 2, 1))
    assert (config.guidance_scale, config.style, config.density, config.key) == (2, "pop909", 4, 21)
    assert config.ring_steps == 3
    assert np.array_equal(hole, fake_runs.box(hole.shape[1], 60, 73, 12, 24))
    assert requests[0].downbeat is not None and np.flatnonzero(requests[0].downbeat)[:3].tolist() == [0, 12, 24]


def test_inpaint_hands_the_limits_on(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = "--only pitches --scale dorian --scale-only --lowest 50 --highest 80 --sparsity -1.5 --key D"
    # The stand-in for the sampler keeps no rhythm, and that is noticed.
    assert run("inpaint", *options.split(), WALTZ, "-o", tmp_path, "--stop-step", 24) == 1
    assert "rhythm was to be kept" in capsys.readouterr().err and not list(tmp_path.iterdir())
    config = requests[0].config
    assert (config.only, config.scale, config.scale_only, config.key) == ("pitches", "dorian", True, 2)
    assert (config.low_pitch, config.high_pitch, config.sparsity) == (50, 80, -1.5)


def test_takes_are_files_of_their_own_with_seeds_in_order(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--start-step", 64, "--stop-step", 128, "--seed", 20, "--takes", 3)
    assert run("inpaint", BALLAD, "-o", tmp_path, *options) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"ballad-take{k}.mid" for k in (1, 2, 3)]
    assert [request.config.seed for request in requests] == [20, 21, 22]
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3 and all("0 notes outside changed" in line for line in lines)
    alone = tmp_path / "alone"
    assert run("inpaint", BALLAD, "-o", alone, *options[:4], "--seed", 21) == 0
    assert (alone / "ballad.mid").read_bytes() == (tmp_path / "ballad-take2.mid").read_bytes()
    assert run("inpaint", BALLAD, "-o", tmp_path, *options[:4], "--takes", 9) == 1


@pytest.mark.parametrize(("quality", "iterations"), [("fast", (4, 2, 1)), ("high", (16, 8, 4))])
def test_quality_by_name(
    quality: str, iterations: tuple[int, ...], requests: list[SampleRequest], tmp_path: Path
) -> None:
    assert run("inpaint", WALTZ, "-o", tmp_path, "--stop-step", 24, "--quality", quality) == 0
    assert requests[0].config.iterations == iterations


def test_inpaint_takes_a_painted_hole(requests: list[SampleRequest], tmp_path: Path) -> None:
    hole = fake_runs.box(288, 60, 80, 24, 48)
    hole[70, 30] = False
    to_png(hole, tmp_path / "hole.png")
    assert run("inpaint", WALTZ, "-o", tmp_path / "out", "--hole", tmp_path / "hole.png") == 0
    assert np.array_equal(requests[0].hole, hole)


def test_same_seed_same_file_with_and_without_gif(requests: list[SampleRequest], tmp_path: Path) -> None:
    common = ("--start-step", 64, "--stop-step", 128, "--seed", 11)
    assert run("inpaint", BALLAD, "-o", tmp_path / "a", *common) == 0
    assert run("inpaint", BALLAD, "-o", tmp_path / "b", *common, "--gif") == 0
    assert (tmp_path / "a" / "ballad.mid").read_bytes() == (tmp_path / "b" / "ballad.mid").read_bytes()
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == ["ballad.gif", "ballad.mid"]
    with Image.open(tmp_path / "b" / "ballad.gif") as image:
        assert image.n_frames > 5


def test_a_bad_file_is_named_and_the_rest_goes_on(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.mid").write_text("no music")
    (tmp_path / "empty.mid").write_bytes(b"")
    write_midi(Score(), tmp_path / "silent.mid")
    drums = Track("Drums", 9, 0, (Note(0, 38, 100, 90),))
    write_midi(Score((drums,)), tmp_path / "drums.mid")
    bad = [tmp_path / f"{name}.mid" for name in ("text", "empty", "silent", "drums", "missing")]
    code = run("inpaint", *bad[:3], BALLAD, *bad[3:], "-o", tmp_path / "out", "--stop-step", 16)
    out, err = capsys.readouterr()
    assert code == 1
    assert len(out.splitlines()) == 1 and "ballad.mid" in out
    for path in bad:
        assert path.name in err
    assert "5 of 6 files failed" in err and "Traceback" not in err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ballad.mid"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("", "No hole was given"),
        ("--start-step 400 --stop-step 500", "400"),
        ("--start-step 100 --stop-step 500", "500"),
        ("--start-step 64 --stop-step 64", "no room"),
        ("--low-pitch 80 --high-pitch 20", "no range of pitches"),
        ("--high-pitch 128", "0-127"),
        ("--start-step 0 --hole x.png", "not both"),
        ("--hole missing.png", "missing.png"),
        ("--stop-step 16 --temperature 9", "temperature"),
        ("--stop-step 16 --iterations 0 1 1", "iterations"),
        ("--stop-step 16 --seed -1", "seed"),
    ],
)
def test_impossible_wishes_get_a_sentence(
    options: str, words: str, requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("inpaint", BALLAD, "-o", tmp_path / "out", *options.split()) == 1
    out, err = capsys.readouterr()
    assert words in err and out == "" and not list(tmp_path.rglob("*.mid")) and not requests


def test_a_hole_without_room_is_refused(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = Score((Track("", 0, 0, (Note(0, 60, 480 * 8, 90),)),))
    write_midi(held, tmp_path / "held.mid")
    options = ["--start-step", "4", "--stop-step", "8", "--low-pitch", "60", "--high-pitch", "60"]
    assert run("inpaint", tmp_path / "held.mid", "-o", tmp_path / "out", *options) == 1
    assert "no room" in capsys.readouterr().err and not requests


def test_an_input_is_never_overwritten(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    song = tmp_path / "song.mid"
    song.write_bytes(BALLAD.read_bytes())
    assert run("inpaint", song, "-o", tmp_path, "--stop-step", 16) == 1
    assert "overwrite" in capsys.readouterr().err
    assert song.read_bytes() == BALLAD.read_bytes() and not requests


def test_two_inputs_of_one_name_get_two_results(requests: list[SampleRequest], tmp_path: Path) -> None:
    inputs = []
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        inputs.append(tmp_path / folder / ("song-2.mid" if folder == "c" else "song.mid"))
        inputs[-1].write_bytes((BALLAD, WALTZ, QUARTET)["abc".index(folder)].read_bytes())
    assert run("inpaint", *inputs, "-o", tmp_path / "out", "--stop-step", 16) == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(names) == 3 and "song.mid" in names and "song-2.mid" in names
    assert len(read_midi(tmp_path / "out" / "song-2.mid").score.tracks) == 4, "song-2 is the quartet's own"


def test_an_emptied_track_does_not_count_as_a_change_outside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def silence(model: object, request: SampleRequest) -> object:
        yield from fake_runs.stream(request)
        return Roll(
            np.where(request.hole, 0, request.roll.velocity).astype(np.uint8), request.roll.onset & ~request.hole
        )

    monkeypatch.setattr(engine, "load_model", lambda path, device: None)
    monkeypatch.setattr(engine, "stream", silence)
    assert run("inpaint", QUARTET, "-o", tmp_path, "--low-pitch", 69) == 0
    assert ", 0 notes outside changed" in capsys.readouterr().out


def test_a_note_changed_outside_is_a_failure(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_badly(score: Score, path: Path) -> None:
        tracks = tuple(Track(t.name, t.channel, t.program, t.notes[:-1], t.events) for t in score.tracks)
        write_midi(Score(tracks, score.ticks_per_quarter, score.tempo_map, score.time_signatures), path)

    monkeypatch.setattr("core.cli.fill.write_midi", write_badly)
    assert run("inpaint", QUARTET, "-o", tmp_path, "--stop-step", 16) == 1
    out, err = capsys.readouterr()
    assert ", 4 notes outside changed" in out and "4 notes outside the hole changed" in err


def test_a_model_that_cannot_be_loaded_ends_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: object, device: str) -> object:
        raise CommandError("model.safetensors is not a FractalMIDI model.")

    monkeypatch.setattr(engine, "load_model", refuse)
    assert run("inpaint", BALLAD, WALTZ, "-o", tmp_path, "--stop-step", 16) == 1
    err = capsys.readouterr().err
    assert err.count("not a FractalMIDI model") == 1
    assert run("generate", "-o", tmp_path) == 1


def test_an_unusable_folder_is_refused_before_anything_else(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    for command in (("inpaint", BALLAD, "--stop-step", 16), ("generate",), ("continue", BALLAD)):
        assert run(*command, "-o", tmp_path / "file") == 1
        assert "file" in capsys.readouterr().err
    assert not requests


def test_a_full_disk_leaves_the_old_file(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "ballad.mid"
    old.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run("inpaint", BALLAD, "-o", tmp_path, "--stop-step", 16) == 1
    assert "disk is full" in capsys.readouterr().err
    assert old.read_bytes() == b"old" and list(tmp_path.iterdir()) == [old]


# continue


@pytest.mark.parametrize(("source", "bar"), [(BALLAD, 16), (WALTZ, 12)])
def test_continue_adds_bars_at_the_end(
    source: Path, bar: int, requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("continue", source, "--bars", 3, "-o", tmp_path, "--gif") == 0
    assert "0 notes outside changed" in capsys.readouterr().out
    hole = requests[0].hole
    columns = np.flatnonzero(hole.any(axis=0))
    before, after = read_midi(source).score, read_midi(tmp_path / source.name).score
    end = before.end_tick // 120
    assert columns[0] == end and len(columns) == 3 * bar and hole[:, columns].all()
    assert changed_outside(before, after, hole) == 0
    added = [n for t in after.tracks for n in t.notes if n.onset_tick >= before.end_tick]
    assert added and max(n.onset_tick for n in added) < before.end_tick + 3 * bar * 120


def test_continue_begins_at_the_next_bar_line_of_the_last_metre(requests: list[SampleRequest], tmp_path: Path) -> None:
    metres = (TimeSignature(0, 4, 4), TimeSignature(1920, 5, 8))
    score = Score((Track("", 0, 0, (Note(0, 60, 1920, 80), Note(1920, 62, 1300, 80))),), time_signatures=metres)
    write_midi(score, tmp_path / "odd.mid")
    assert run("continue", tmp_path / "odd.mid", "--bars", 2, "-o", tmp_path / "out") == 0
    columns = np.flatnonzero(requests[0].hole.any(axis=0))
    assert (columns[0], columns[-1] + 1) == (16 + 20, 16 + 40)  # bars of 5/8 are 10 steps


def test_continue_refuses_absurd_lengths(requests: list[SampleRequest], tmp_path: Path) -> None:
    assert run("continue", BALLAD, "--bars", 0, "-o", tmp_path) == 1
    far = Score((Track("", 0, 0, (Note(65_500 * 120, 60, 120, 80),)),))
    write_midi(far, tmp_path / "far.mid")
    assert run("continue", tmp_path / "far.mid", "--bars", 9, "-o", tmp_path / "out") == 1
    assert not requests


# generate


def test_generate_counts_seeds_up(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("generate", "-n", 3, "--seed", 20, "-o", tmp_path, "--gif") == 0
    names = {f"generated-{seed}.{ending}" for seed in (20, 21, 22) for ending in ("mid", "gif")}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert [request.config.seed for request in requests] == [20, 21, 22]
    assert all(request.hole.all() for request in requests)
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert run("generate", "--seed", 21, "-o", tmp_path / "again") == 0
    again = (tmp_path / "again" / "generated-21.mid").read_bytes()
    assert again == (tmp_path / "generated-21.mid").read_bytes()


@pytest.mark.parametrize("steps", [40, 512])
def test_generate_as_long_as_asked(steps: int, requests: list[SampleRequest], tmp_path: Path) -> None:
    assert run("generate", "--steps", steps, "--seed", 1, "-o", tmp_path) == 0
    score = read_midi(tmp_path / "generated-1.mid").score
    assert score.end_tick == steps * 120
    assert int(requests[0].hole.any(axis=0).sum()) == steps


def test_generate_without_a_seed_prints_the_one_it_took(
    requests: list[SampleRequest], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("generate", "-o", tmp_path) == run("generate", "-o", tmp_path) == 0
    seeds = [request.config.seed for request in requests]
    assert seeds[0] != seeds[1]
    assert [f"seed {seed}" in line for seed, line in zip(seeds, capsys.readouterr().out.splitlines(), strict=True)]
