"""Scales: which pitch classes belong, and steps along them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from core.score import NUM_PITCHES

# Semitones above the tonic.
MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "pentatonic": (0, 2, 4, 7, 9),
    "blues": (0, 3, 5, 6, 7, 10),
}


@dataclass(frozen=True, slots=True)
class Scale:
    tonic: int  # pitch class 0-11
    mode: str = "major"

    def __post_init__(self) -> None:
        if not 0 <= self.tonic <= 11:
            raise ValueError(f"the tonic must be 0-11, not {self.tonic}")
        if self.mode not in MODES:
            raise ValueError(f"there is no scale {self.mode!r}; there are {', '.join(MODES)}")

    @classmethod
    def of_key(cls, key: int) -> Scale:
        """The scale of a key 0-23 (C..B major, C..B minor)."""
        return cls(key % 12, "major" if key < 12 else "minor")

    @property
    def pitch_classes(self) -> frozenset[int]:
        return frozenset((self.tonic + semitones) % 12 for semitones in MODES[self.mode])

    def __contains__(self, pitch: int) -> bool:
        return pitch % 12 in self.pitch_classes

    def pitches(self) -> list[int]:
        """All its pitches from 0 to 127."""
        classes = self.pitch_classes
        return [pitch for pitch in range(NUM_PITCHES) if pitch % 12 in classes]

    def moved(self, pitch: int, degrees: int) -> int | None:
        """The pitch ``degrees`` scale steps away; None where that is beyond 0-127.

        From a pitch outside the scale the first step leads to the neighbour inside; no step at all leaves it alone.
        """
        if degrees == 0:
            return pitch
        ladder = self.pitches()
        place = bisect_left(ladder, pitch)
        if degrees > 0 and (place == len(ladder) or ladder[place] != pitch):
            place -= 1  # the next pitch above is one step away
        place += degrees
        return ladder[place] if 0 <= place < len(ladder) else None
