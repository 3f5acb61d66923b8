"""MIDI files broken at random: each is read within bounds or refused with a sentence, and what is read can be saved.

A file that was read must be written and read again as the same score, except where the format itself cannot tell
(notes within one another on one pitch); the roll and the tempo map of what was read must exist.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from core.midi_file import MidiFileError, midi_bytes, parse_midi
from core.roll import roll_of
from core.score import Note, Score
from core.units import TempoMap
from tests.torture.campaign import Outcome
from tests.torture.hand_made import hand_made
from tests.torture.mutate import keep as keep_file
from tests.torture.mutate import mutate

REPO = Path(__file__).parents[2]
LARGEST = 24_000  # bytes of a file that is broken: many small ones find more than a few large ones


def seeds() -> tuple[bytes, ...]:
    """Real files: the demo pieces and, where they are at hand, the odd files and some of the training pack."""
    shared = REPO.parent / "shared" / "data"
    paths = sorted((REPO / "resources" / "demo").glob("*.mid")) + sorted((shared / "odd").glob("*.*i*"))
    for corpus in ("lieder", "pop909", "jsb"):
        paths += sorted((shared / "pack" / corpus / "valid").glob("*.mid"))[:8]
    found = [p.read_bytes() for p in paths if p.is_file() and p.stat().st_size <= LARGEST]
    return (*found, *(data for data in hand_made().values() if len(data) <= LARGEST))


def run(amount: int, seed: int, keep: Path) -> Outcome:
    outcome = Outcome()
    read = 0
    for name, data in hand_made().items():
        read += _try(data, f"hand-made {name}", outcome, keep)
    sources = seeds()
    rng = random.Random(seed)
    for number in range(max(0, amount - outcome.tries)):
        source = rng.randrange(len(sources))
        read += _try(mutate(sources[source], rng, sources), f"mutant-{seed}-{number}", outcome, keep)
    outcome.figures = {"read": read, "refused": outcome.tries - read}
    return outcome


def _try(data: bytes, name: str, outcome: Outcome, keep: Path) -> bool:
    before = outcome.failures.total()
    is_read = False
    with outcome.trying(name, allowed=()):
        try:
            score, report = parse_midi(data, "x.mid")
        except MidiFileError as error:
            if not str(error).endswith("."):
                outcome.fail("refused without a sentence", f"{name}: {error}")
        else:
            is_read = True
            assert report.num_notes == sum(len(track.notes) for track in score.tracks), "lying report"
            roll_of(score)
            TempoMap(score).tick_to_seconds(score.end_tick)
            again = parse_midi(midi_bytes(score)).score
            assert _tells_the_same(score, again), "saved and read again it is another score"
    if outcome.failures.total() > before:
        keep_file(keep, f"{name.replace(' ', '-').replace('/', '-')}.mid", data)
    return is_read


def _tells_the_same(score: Score, again: Score) -> bool:
    if score == again:
        return True
    nested = any(
        a.pitch == b.pitch and b.onset_tick < a.offset_tick
        for track in score.tracks
        for a, b in _neighbours(track.notes)
    )
    return nested and sum(len(t.notes) for t in score.tracks) == sum(len(t.notes) for t in again.tracks)


def _neighbours(notes: tuple[Note, ...]) -> Iterator[tuple[Note, Note]]:
    by_pitch = sorted(notes, key=lambda note: (note.pitch, note.onset_tick))
    return itertools.pairwise(by_pitch)
