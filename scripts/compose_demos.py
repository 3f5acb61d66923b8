"""Compose the three demo pieces into resources/demo: the same notes, byte for byte, every time.

    python scripts/compose_demos.py [FOLDER]

The melodies and harmonies are written out below; accompaniment, inner voices and dynamics follow from them by rule.
"""

from __future__ import annotations

import itertools
import re
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.midi_file import write_midi
from core.score import Note, Score, TempoChange, TimeSignature, Track

TICKS_PER_QUARTER = 480
TICKS_PER_STEP = TICKS_PER_QUARTER // 4
DEMO_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "demo"


@dataclass(frozen=True)
class Played:
    """A note in steps (sixteenths)."""

    onset: int
    pitch: int
    duration: int
    velocity: int


def pitch_of(name: str) -> int:
    """``"C4"`` -> 60, ``"F#5"`` -> 78, ``"Bb3"`` -> 58."""
    letter, accidental, octave = re.fullmatch(r"([A-G])([#b]?)(-?\d)", name).groups()
    semitone = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}[letter]
    return 12 * (int(octave) + 1) + semitone + {"": 0, "#": 1, "b": -1}[accidental]


def line(text: str, bar_steps: int) -> list[tuple[int, int, int]]:
    """``"G4:4 r:8 | …"`` -> (onset, pitch, duration); every bar must be full."""
    notes, start = [], 0
    for number, bar in enumerate(text.split("|"), 1):
        at = start
        for word in bar.split():
            name, steps = word.split(":")
            if name != "r":
                notes.append((at, pitch_of(name), int(steps)))
            at += int(steps)
        if at != start + bar_steps:
            raise ValueError(f"bar {number} lasts {at - start} steps, not {bar_steps}: {bar.strip()}")
        start = at
    return notes


def phrased(onset: int, pitch: int, *, base: int, bar_steps: int, phrase_bars: int, middle: int) -> int:
    """Velocity: a swell over each phrase, weight on the strong beats, a little more for high notes."""
    place = (onset % (bar_steps * phrase_bars)) / (bar_steps * phrase_bars)
    swell = 14 * (1 - abs(2 * place - 1.1))
    beat = 5 if onset % bar_steps == 0 else 2 if onset % 8 == 0 else 0 if onset % 4 == 0 else -3
    return max(20, min(120, round(base + swell + beat + 0.6 * (pitch - middle))))


def track(name: str, channel: int, program: int, played: list[Played]) -> Track:
    notes = sorted(Note(n.onset * TICKS_PER_STEP, n.pitch, n.duration * TICKS_PER_STEP, n.velocity) for n in played)
    return Track(name, channel, program, tuple(notes))


def tempo(bpm: float, slowing: dict[int, float] | None = None) -> tuple[TempoChange, ...]:
    """Tempo map: ``bpm``, and other tempi from given steps on."""
    return tuple(
        TempoChange(step * TICKS_PER_STEP, round(60_000_000 / value))
        for step, value in {0: bpm, **(slowing or {})}.items()
    )


# --- 1. A pop ballad in G major, 4/4 ---------------------------------------------------------------------------------

BALLAD_MELODY = """
r:4 E5:4 B4:8 | r:4 E5:4 C5:8 | r:4 D5:4 B4:8 | r:4 D5:4 A4:6 F#4:2 |
r:2 G4:2 A4:2 B4:2 B4:6 A4:2 | G4:4 E4:4 r:2 G4:2 A4:2 G4:2 | B4:6 A4:2 G4:6 D4:2 | A4:8 r:2 F#4:2 G4:2 A4:2 |
B4:4 B4:2 A4:2 B4:2 D5:4 B4:2 | C5:4 B4:2 A4:2 G4:4 E4:4 | G4:2 A4:2 B4:4 D5:4 B4:4 | A4:12 r:2 D5:2 |
E5:6 D5:2 B4:4 D5:4 | E5:4 G5:4 E5:6 D5:2 | D5:6 B4:2 G4:4 B4:4 | A4:4 D5:4 F#5:6 D5:2 |
G5:6 F#5:2 E5:4 B4:4 | C5:4 E5:4 G5:4 E5:4 | D5:6 C5:2 B4:4 G4:4 | A4:6 B4:2 A4:4 F#4:4 |
G4:4 A4:2 B4:2 C5:4 E5:4 | D5:6 C5:2 A4:4 F#4:4 | G4:8 B4:4 D5:4 | G5:16
"""
BALLAD_CHORDS = 5 * ["Em", "C", "G", "D"] + ["C", "D", "G", "G"]
BALLAD_BASS = {"Em": "E2", "C": "C2", "G": "G2", "D": "D2"}
TRIADS = {"Em": (4, 7, 11), "C": (0, 4, 7), "G": (7, 11, 2), "D": (2, 6, 9)}


def ballad() -> Score:
    """Intro, verse, chorus, coda; vi-IV-I-V throughout, IV-V-I at the end."""
    last = len(BALLAD_CHORDS) - 1
    right: list[Played] = []
    for onset, pitch, duration in line(BALLAD_MELODY, 16):
        bar = onset // 16
        chorus = 12 <= bar < 20
        base = 84 if chorus else 58 if bar < 4 else 68 if bar < 20 else 66 - 5 * (bar - 20)
        loud = phrased(onset, pitch, base=base, bar_steps=16, phrase_bars=4, middle=71)
        right.append(Played(onset, pitch, duration, loud))
        if chorus and onset % 8 == 0:
            # The chorus is sung in two parts: the nearest chord note a third or more below.
            below = max(p for p in range(pitch - 10, pitch - 2) if p % 12 in TRIADS[BALLAD_CHORDS[bar]])
            right.append(Played(onset, below, duration, loud - 16))
    right += [Played(16 * last, pitch_of(name), 16, 44) for name in ("G4", "B4", "D5")]
    left: list[Played] = []
    for bar, chord in enumerate(BALLAD_CHORDS):
        left += _ballad_left(bar, chord, chorus=12 <= bar < 20, ending=bar == last)
    return Score(
        (track("Right hand", 0, 0, right), track("Left hand", 1, 0, left)),
        TICKS_PER_QUARTER,
        tempo(72, {22 * 16: 66, 23 * 16: 56}),
    )


def _ballad_left(bar: int, chord: str, *, chorus: bool, ending: bool) -> list[Played]:
    root, start = pitch_of(BALLAD_BASS[chord]), 16 * bar
    third = 3 if chord == "Em" else 4
    base = 62 if chorus else 50
    if ending:
        return [Played(start, root + step, 16, 46) for step in (0, 7, 12)]
    if chorus:
        # Octaves in the bass on one and three, chord notes between them in eighths.
        shape = [(0, 0, 6), (0, 12, 2), (2, 7, 2), (4, 12, 2), (6, 12 + third, 2), (8, 0, 6)]
        shape += [(8, 7, 2), (10, 12, 2), (12, 12 + third, 2), (14, 7, 2)]
    else:
        shape = [(0, 0, 16), (2, 7, 2), (4, 12, 2), (6, 12 + third, 4), (10, 12, 2), (12, 7, 4)]
    return [
        Played(start + at, root + up, steps, round(base + (8 if up == 0 else 0) + (3 if at % 8 == 0 else 0) + bar % 4))
        for at, up, steps in shape
    ]


# --- 2. A waltz in A minor, 3/4 --------------------------------------------------------------------------------------

WALTZ_MELODY = """
A4:4 C5:4 E5:4 | E5:8 D5:2 C5:2 | D5:4 F5:4 A5:4 | G#5:8 E5:4 |
A5:6 G5:2 E5:4 | F5:6 E5:2 C5:4 | B4:4 D5:4 C5:2 B4:2 | A4:8 r:4 |
G5:6 E5:2 G5:4 | F5:6 D5:2 F5:4 | E5:4 C5:4 E5:4 | E5:8 r:2 E5:2 |
A5:6 F5:2 A5:4 | G5:6 E5:2 C5:4 | D5:4 F5:4 E5:2 D5:2 | E5:4 D5:4 B4:4 |
A4:4 C5:4 E5:4 | E5:6 F5:2 E5:2 C5:2 | D5:4 F5:4 A5:4 | G#5:6 A5:2 B5:4 |
C6:4 B5:2 A5:2 E5:4 | F5:6 E5:2 D5:4 | E5:4 B4:4 G#4:4 | A4:12
"""
WALTZ_CHORDS = (
    *("Am", "Am", "Dm", "E7", "Am", "F", "E7", "Am"),
    *("C", "G7", "C", "Am", "F", "C", "Dm", "E7"),
    *("Am", "Am", "Dm", "E7", "Am", "Dm", "E7", "Am"),
)
# Bass of the first beat (its other bass for every second bar of a chord), then the notes of beats two and three.
WALTZ_LEFT = {
    "Am": (("A2", "E2"), ("E3", "A3", "C4")),
    "Dm": (("D2", "A2"), ("F3", "A3", "D4")),
    "E7": (("E2", "B2"), ("E3", "G#3", "D4")),
    "F": (("F2", "C3"), ("F3", "A3", "C4")),
    "C": (("C3", "G2"), ("E3", "G3", "C4")),
    "G7": (("G2", "D3"), ("F3", "G3", "B3")),
}


def waltz() -> Score:
    """A (minor) - B (its relative major) - A with a climax and a close."""
    last = len(WALTZ_CHORDS) - 1
    right = [
        Played(
            onset,
            pitch,
            # Quarters are lifted a little: a waltz breathes.
            duration - 1 if duration == 4 and onset % 12 == 8 else duration,
            phrased(onset, pitch, base=(66, 74, 70)[onset // 96], bar_steps=12, phrase_bars=8, middle=75),
        )
        for onset, pitch, duration in line(WALTZ_MELODY, 12)
    ]
    right += [Played(12 * last, pitch_of(name), 12, 50) for name in ("E4", "C5")]
    left: list[Played] = []
    for bar, chord in enumerate(WALTZ_CHORDS):
        (first, other), upper = WALTZ_LEFT[chord]
        again = bar > 0 and WALTZ_CHORDS[bar - 1] == chord
        lean = round(6 * (1 - abs((bar % 8) / 4 - 1)))
        left.append(Played(12 * bar, pitch_of(other if again else first), 12 if bar == last else 4, 58 + lean))
        beats = ((0, 12),) if bar == last else ((4, 3), (8, 3))
        for at, steps in beats:
            loud = 40 + lean + (2 if at == 4 else 0)
            left += [Played(12 * bar + at, pitch_of(name), steps, loud) for name in upper]
    return Score(
        (track("Right hand", 0, 0, right), track("Left hand", 1, 0, left)),
        TICKS_PER_QUARTER,
        tempo(138, {22 * 12: 120, 23 * 12: 96}),
        (TimeSignature(0, 3, 4),),
    )


# --- 3. A chorale for string quartet in D major, 4/4 -----------------------------------------------------------------

# Soprano, degree, beats.  Inner voices and bass are found by rule (see ``harmonise``).
CHORALE = """
A4 I 1 D5 I 1 C#5 V 1 D5 vi 1 | E5 V 1 F#5 I 1 G5 IV 1 E5 ii 1 | F#5 I 1 E5 V 1 D5 vi 1 B4 IV 1 | A4 I 1 A4 V 3 |
A4 I 1 B4 IV 1 C#5 V 1 D5 I 1 | F#5 I 1 E5 V 1 D5 vi 1 B4 ii 1 | E5 V 1 F#5 I 1 E5 ii 1 C#5 V 1 | D5 I 4 |
F#5 iii 1 F#5 vi 1 G5 IV 1 F#5 I 1 | E5 ii 1 C#5 V 1 D5 I 1 F#5 vi 1 | G5 IV 1 F#5 I 1 E5 ii 1 D5 vi 1 |
C#5 V 2 E5 V 2 |
F#5 I 1 G5 IV 1 A5 I 1 F#5 vi 1 | G5 ii 1 E5 V 1 F#5 I 1 D5 vi 1 | B4 IV 1 E5 ii 1 E5 V 1 C#5 V 1 | D5 I 4
"""
DEGREES = {"I": (2, 6, 9), "ii": (4, 7, 11), "iii": (6, 9, 1), "IV": (7, 11, 2), "V": (9, 1, 4), "vi": (11, 2, 6)}
LEADING_TONE = 1  # C sharp
RANGES = ((38, 57), (48, 67), (55, 74))  # cello, viola, second violin
SCALE = (2, 4, 6, 7, 9, 11, 1)

Voicing = tuple[int, int, int, int]  # bass, tenor, alto, soprano


def voicings(soprano: int, chord: tuple[int, int, int], final: bool) -> list[Voicing]:
    """All ways to fill a chord under a soprano: complete, well spaced, no voice above its neighbour."""
    root, third, fifth = chord
    found = []
    basses = [p for p in range(RANGES[0][0], RANGES[0][1] + 1) if p % 12 in ((root,) if final else (root, third))]
    tenors, altos = ([p for p in range(low, high + 1) if p % 12 in chord and p < soprano] for low, high in RANGES[1:])
    for bass, tenor, alto in itertools.product(basses, tenors, altos):
        classes = [bass % 12, tenor % 12, alto % 12, soprano % 12]
        if not bass < tenor < alto < soprano or soprano - alto > 12 or alto - tenor > 12 or tenor - bass > 19:
            continue
        complete = root in classes and third in classes and (fifth in classes or (final and classes.count(root) == 3))
        if complete and classes.count(LEADING_TONE) <= 1 and not (classes.count(third) > 1 and bass % 12 == third):
            found.append((bass, tenor, alto, soprano))
    return found


def parallels(before: Voicing, after: Voicing) -> bool:
    """Two voices moving in parallel unisons, fifths or octaves."""
    return any(
        before[i] != after[i]
        and (before[j] - before[i]) % 12 in (0, 7)
        and (before[j] - before[i]) % 12 == (after[j] - after[i]) % 12
        for i, j in itertools.combinations(range(4), 2)
    )


def movement(before: Voicing, after: Voicing, to_tonic: bool) -> float | None:
    """Cost of a step from chord to chord; None where the rules of voice leading forbid it."""
    if parallels(before, after):
        return None
    if any(after[i] > before[i + 1] or after[i + 1] < before[i] for i in range(3)):
        return None  # voices overlap
    leaps = [abs(b - a) for a, b in zip(before, after, strict=True)]
    if leaps[0] > 12 or leaps[1] > 7 or leaps[2] > 7 or leaps[0] in (10, 11):
        return None
    for voice in (0, 1, 2):
        leading = before[voice] % 12 == LEADING_TONE
        if leading and to_tonic and after[voice] - before[voice] not in (1, -4):
            return None
    direct = (
        (after[3] - before[3]) * (after[0] - before[0]) > 0 and leaps[3] > 2 and (after[3] - after[0]) % 12 in (0, 7)
    )
    same_way = all(b > a for a, b in zip(before, after, strict=True)) or all(
        b < a for a, b in zip(before, after, strict=True)
    )
    idle_bass = leaps[0] == 0
    return leaps[1] ** 1.5 + leaps[2] ** 1.5 + 0.4 * leaps[0] + 8 * direct + 6 * same_way + 4 * idle_bass


def harmonise(chords: list[tuple[int, str]], cadences: set[int]) -> list[Voicing]:
    """The smoothest lawful path through the chords (Viterbi); ``cadences`` want a root in the bass."""
    best: dict[Voicing, tuple[float, list[Voicing]]] = {}
    for place, (soprano, degree) in enumerate(chords):
        choices = voicings(soprano, DEGREES[degree], final=place in cadences)
        inverted = {v: 2.0 * (v[0] % 12 != DEGREES[degree][0]) for v in choices}
        if not best:
            best = {v: (inverted[v] + abs(v[0] - 50), [v]) for v in choices}
            continue
        following: dict[Voicing, tuple[float, list[Voicing]]] = {}
        for after in choices:
            for before, (cost, path) in best.items():
                extra = movement(before, after, to_tonic=degree == "I")
                if extra is not None:
                    total = cost + extra + inverted[after]
                    if after not in following or (total, path) < following[after]:
                        following[after] = (total, [*path, after])
        if not following:
            raise ValueError(f"no lawful way into chord {place + 1}: {soprano} over {degree}")
        best = {v: (cost, [*path[:-1], v]) for v, (cost, path) in following.items()}
    return min(best.values())[1]


def chorale() -> Score:
    words = CHORALE.replace("|", " ").split()
    chords = [(pitch_of(name), degree) for name, degree in zip(words[::3], words[1::3], strict=True)]
    steps = [4 * int(beats) for beats in words[2::3]]
    onsets = [0, *itertools.accumulate(steps)][:-1]
    cadences = {place for place, length in enumerate(steps) if length > 4}
    cadences |= {place - 1 for place in cadences if steps[place] == 16}
    path = harmonise(chords, cadences | {0})
    slices = _with_passing_notes(path, onsets, steps)
    names = (("Cello", 3, 42), ("Viola", 2, 41), ("Violin II", 1, 40), ("Violin I", 0, 40))
    tracks = [
        track(name, channel, program, _bowed(slices, voice, sum(steps)))
        for voice, (name, channel, program) in enumerate(names)
    ]
    return Score(tuple(tracks[::-1]), TICKS_PER_QUARTER, tempo(80, {14 * 16: 74, 14 * 16 + 8: 66, 15 * 16: 60}))


def _with_passing_notes(path: list[Voicing], onsets: list[int], steps: list[int]) -> list[tuple[int, Voicing]]:
    """(onset, voicing) slices; a lower voice that moves by a third takes the note between, if that stays lawful."""
    slices: list[tuple[int, Voicing]] = []
    for place, voicing in enumerate(path):
        slices.append((onsets[place], voicing))
        if place + 1 == len(path) or steps[place] != 4:
            continue
        after = path[place + 1]
        for voice in (0, 1, 2):
            gap = after[voice] - voicing[voice]
            between = [
                p
                for p in range(min(voicing[voice], after[voice]) + 1, max(voicing[voice], after[voice]))
                if p % 12 in SCALE
            ]
            if abs(gap) not in (3, 4) or len(between) != 1:
                continue
            middle = tuple(between[0] if v == voice else voicing[v] for v in range(4))
            if middle == tuple(sorted(set(middle))) and not parallels(voicing, middle) and not parallels(middle, after):
                slices.append((onsets[place] + 2, middle))
                break
    return slices


def _bowed(slices: list[tuple[int, Voicing]], voice: int, end: int) -> list[Played]:
    """One voice's notes: eighths within a beat are tied, new beats are bowed anew."""
    played: list[Played] = []
    for place, (onset, voicing) in enumerate(slices):
        until = slices[place + 1][0] if place + 1 < len(slices) else end
        pitch = voicing[voice]
        if onset % 4 == 2 and played[-1].pitch == pitch:
            before = played.pop()
            played.append(Played(before.onset, pitch, until - before.onset, before.velocity))
            continue
        bar = onset // 16
        base = (58, 62, 56, 72)[bar // 4] + (6 if voice == 3 else 2 if voice == 0 else 0) - (8 if bar == 15 else 0)
        middle = (47, 57, 64, 74)[voice]
        played.append(
            Played(
                onset,
                pitch,
                until - onset,
                phrased(onset, pitch, base=base, bar_steps=16, phrase_bars=4, middle=middle),
            )
        )
    return played


PIECES = {"ballad": ballad, "waltz": waltz, "quartet": chorale}


def main(folder: Path = DEMO_FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, compose in PIECES.items():
        score = compose()
        write_midi(score, folder / f"{name}.mid")
        print(folder / f"{name}.mid", sum(len(track.notes) for track in score.tracks), "notes")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
