"""Hypothesis strategies that several test files share: rolls, holes and scores as users may have them."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from core.roll import NUM_PITCHES, Roll, roll_from_notes
from core.score import Note, RawEvent, Score, TempoChange, TimeSignature, Track

STEPS = 48


@st.composite
def rolls(draw: st.DrawFn, num_steps: int = STEPS) -> Roll:
    """Crowded on few pitches, so that notes touch, repeat and cross edges."""
    row = st.tuples(
        st.integers(0, num_steps - 1), st.sampled_from([0, 59, 60, 61, 127]), st.integers(1, 20), st.integers(1, 127)
    )
    return roll_from_notes(np.array(draw(st.lists(row, max_size=40)), np.int64).reshape(-1, 4), num_steps)


@st.composite
def holes(draw: st.DrawFn, num_steps: int = STEPS) -> np.ndarray:
    """A few boxes, painted and wiped, on the pitches that ``rolls`` uses."""
    hole = np.zeros((NUM_PITCHES, num_steps), np.bool_)
    for _ in range(draw(st.integers(0, 4))):
        low, high = sorted((draw(st.integers(0, 128)), draw(st.integers(0, 128))))
        first, stop = sorted((draw(st.integers(0, num_steps)), draw(st.integers(0, num_steps))))
        hole[low:high, first:stop] = draw(st.booleans()) or not hole.any()
    noise = draw(st.integers(0, 2**32 - 1))
    if draw(st.booleans()):
        hole ^= np.random.default_rng(noise).random(hole.shape) < 0.1
    return hole


def _unnested(notes: list[Note]) -> tuple[Note, ...]:
    """Drop notes that would lie within another on the same pitch: note-offs cannot tell such pairs apart."""
    kept: list[Note] = []
    last_end: dict[int, int] = {}
    for note in sorted(notes):
        if note.offset_tick >= last_end.get(note.pitch, 0):
            kept.append(note)
            last_end[note.pitch] = note.offset_tick
    return tuple(kept)


_payloads = st.binary(max_size=6)
_texts = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=8).map(str.strip)


@st.composite
def raw_events(draw: st.DrawFn, channel: int) -> RawEvent:
    data7 = st.integers(0, 127)
    kind = draw(st.sampled_from([0xA0, 0xB0, 0xC0, 0xD0, 0xE0, 0xF0, 0xF7, 0xFF]))
    if kind in (0xC0, 0xD0):
        data = bytes([kind | channel, draw(data7)])
    elif kind < 0xF0:
        data = bytes([kind | channel, draw(data7), draw(data7)])
    elif kind == 0xFF:
        data = bytes([0xFF, draw(st.sampled_from([0x01, 0x03, 0x05, 0x06, 0x21, 0x59, 0x7F]))]) + draw(
            st.binary(min_size=1, max_size=6)
        )
    else:
        data = bytes([kind]) + draw(_payloads)
    return RawEvent(draw(st.integers(0, 5000)), data)


@st.composite
def tracks(draw: st.DrawFn, max_tick: int = 5000) -> Track:
    channel = draw(st.integers(0, 15))
    note = st.builds(
        Note, st.integers(0, max_tick), st.sampled_from([0, 60, 61, 127]), st.integers(1, 900), st.integers(1, 127)
    )
    events = draw(st.lists(raw_events(channel), max_size=6))
    return Track(
        draw(_texts),
        channel,
        draw(st.integers(0, 127)),
        _unnested(draw(st.lists(note, max_size=12))),
        tuple(sorted(events, key=lambda event: event.tick)),
    )


@st.composite
def scores(draw: st.DrawFn) -> Score:
    """Scores as a file can hold them: sorted, one change a tick, the end after everything else."""
    tempos = draw(st.dictionaries(st.integers(1, 5000), st.integers(1, 0xFFFFFF), max_size=3))
    tempos[0] = draw(st.integers(1, 0xFFFFFF))
    signature = st.tuples(st.integers(1, 255), st.sampled_from([1, 2, 4, 8, 16, 32, 64]))
    metres = draw(st.dictionaries(st.integers(1, 5000), signature, max_size=3))
    metres[0] = draw(signature)
    return Score(
        tuple(draw(st.lists(tracks(), max_size=4))),
        draw(st.sampled_from([24, 96, 120, 384, 480, 1021, 32767])),
        tuple(TempoChange(tick, value) for tick, value in sorted(tempos.items())),
        tuple(TimeSignature(tick, *value) for tick, value in sorted(metres.items())),
        draw(st.integers(6000, 9000)),
    )
