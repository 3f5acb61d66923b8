"""Pieces for the tests of playback: Hypothesis strategies, and scores whose times are easy to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hypothesis import strategies as st

from core.score import Note, RawEvent, Score, TempoChange, TimeSignature, Track

notes = st.builds(
    Note,
    onset_tick=st.integers(0, 4000),
    pitch=st.integers(58, 63),  # few pitches, so that notes collide
    duration_ticks=st.integers(1, 900),
    velocity=st.integers(1, 127),
)
events = st.builds(
    lambda tick, channel, number, value: RawEvent(tick, bytes([0xB0 | channel, number, value])),
    st.integers(0, 4000),
    st.integers(0, 1),
    st.sampled_from([1, 7, 64, 101, 6]),
    st.integers(0, 127),
)
tracks = st.builds(
    lambda channel, program, found, others: Track("", channel, program, tuple(sorted(found)), tuple(others)),
    st.sampled_from([0, 1, 9]),
    st.integers(0, 127),
    st.lists(notes, max_size=25),
    st.lists(events, max_size=8),
)
tempos = st.lists(st.tuples(st.integers(1, 4000), st.integers(60_000, 2_000_000)), max_size=3)
metres = st.sampled_from([(4, 4), (3, 4), (6, 8), (7, 8)])
scores = st.builds(
    lambda found, changes, metre: Score(
        tuple(found),
        480,
        (TempoChange(0, 500_000), *(TempoChange(*change) for change in sorted(changes))),
        (TimeSignature(0, *metre),),
    ),
    st.lists(tracks, max_size=3),
    tempos,
    metres,
)


def metred(numerator: int, denominator: int, bars: int = 4) -> Score:
    """A note on every bar line, at 120 quarters a minute."""
    bar = 480 * 4 * numerator // denominator
    found = tuple(Note(i * bar, 60, bar, 90) for i in range(bars))
    return Score((Track(notes=found),), time_signatures=(TimeSignature(0, numerator, denominator),))


class Ear:
    """Keeps the books of an instrument: fails where one would hang or a release has no strike."""

    def __init__(self) -> None:
        self.down: Counter[tuple[int, int]] = Counter()
        self.struck: Counter[tuple[int, int, int]] = Counter()  # channel, pitch, velocity
        self.settings: dict[tuple[int, int], int] = {}

    def hear(self, messages: Iterable[bytes]) -> None:
        for data in messages:
            status, channel = data[0] & 0xF0, data[0] & 0x0F
            if status == 0x90:
                assert data[2], "a strike has a velocity"
                self.down[channel, data[1]] += 1
                self.struck[channel, data[1], data[2]] += 1
                assert self.down[channel, data[1]] == 1, "a key that is down must go up before it is struck again"
            elif status == 0x80:
                self.down[channel, data[1]] -= 1
                assert self.down[channel, data[1]] == 0, "a release without a strike"
            elif status == 0xB0:
                self.settings[data[0], data[1]] = data[2]
            elif status == 0xC0:
                self.settings[data[0], -1] = data[1]

    @property
    def sounding(self) -> set[tuple[int, int]]:
        return {key for key, count in self.down.items() if count}
