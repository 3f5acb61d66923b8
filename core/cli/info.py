"""``info``: what a MIDI file or a model file holds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from core.cli.messages import CommandError, say, sentence

_EPILOG = """\
examples:
  python main.py info song.mid
  python main.py info resources/models/default.safetensors
"""


def add_parser(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "info",
        help="say what a MIDI file or a model file holds",
        description="Say what a MIDI file (length, metre, tempo, tracks) or a model file (levels, data) holds.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="MODEL_OR_MID")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    try:
        if _is_model(path):
            _tell_model(path)
        else:
            _tell_piece(path)
    except (ValueError, OSError) as error:
        raise CommandError(sentence(error, path)) from error
    return 0


def _is_model(path: Path) -> bool:
    """By the beginning of the file: MIDI says so; a safetensors file has a JSON header after eight bytes."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise CommandError(f"{path}: it is no ordinary file, so it was not opened.")  # a pipe would never end
    with path.open("rb") as file:
        head = file.read(9)
    if head[:4] in (b"MThd", b"RIFF"):
        return False
    return path.suffix.lower() == ".safetensors" or head[8:9] == b"{"


def _tell_piece(path: Path) -> None:
    from core.midi_file import read_midi
    from core.roll import num_steps_of
    from core.units import TempoMap

    found = read_midi(path)
    score = found.score
    notes = [note for track in score.tracks for note in track.notes]
    seconds = float(TempoMap(score).tick_to_seconds(max((note.offset_tick for note in notes), default=0)))
    say(f"file: {path}")
    say(f"notes: {len(notes)}")
    say(f"length: {seconds // 60:.0f}:{seconds % 60:04.1f} ({num_steps_of(score)} steps)")
    if notes:
        say(f"pitches: {min(note.pitch for note in notes)} to {max(note.pitch for note in notes)}")
        say(f"velocities: {min(note.velocity for note in notes)} to {max(note.velocity for note in notes)}")
    say(f"metre: {_few([f'{s.numerator}/{s.denominator}' for s in score.time_signatures])}")
    say(f"tempo: {_few([f'{60e6 / max(1, t.microseconds_per_quarter):.0f} bpm' for t in score.tempo_map])}")
    say(f"resolution: {score.ticks_per_quarter} ticks per quarter")
    for number, track in enumerate(score.tracks, 1):
        kind = "drums" if track.is_drums else f"program {track.program}"
        say(f"track {number}: {track.name or '(no name)'}, {kind}, {len(track.notes)} notes")
    if found.report.summary():
        say(f"import: {found.report.summary()}")


def _few(values: list[str], most: int = 6) -> str:
    """Values in order without immediate repeats; no endless list."""
    changes = [value for place, value in enumerate(values) if place == 0 or value != values[place - 1]]
    more = f", … ({len(changes)} in all)" if len(changes) > most else ""
    return ", ".join(changes[:most]) + more


def _tell_model(path: Path) -> None:
    from core.threads import prepare_environment

    prepare_environment()
    from core.checkpoint import read_info

    info = read_info(path)
    say(f"file: {path}")
    shapes = info.get("shapes", {})
    parameters = 0
    for shape in shapes.values():
        size = 1
        for length in shape:
            size *= length
        parameters += size
    say(f"parameters: {parameters:,} in {len(shapes)} tensors, {info.get('bytes', 0):,} bytes")
    for section in ("config", "provenance"):
        for name, value in info.get(section, {}).items():
            many = isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
            for number, entry in enumerate(value if many else ()):
                say(f"{section}.{name}.{number}: " + ", ".join(f"{key} {entry[key]}" for key in entry))
            if not many:
                say(f"{section}.{name}: {value}")
