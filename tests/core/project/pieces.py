"""Projects for the tests: one with everything in it, and a small one."""

from __future__ import annotations

import zlib

import numpy as np

from core.capsule import Capsule
from core.config import SampleConfig
from core.edit.delta import ScoreChange
from core.edit.fill import changed_outside
from core.fill import apply_result, fill_request
from core.project import Project, RunSettings, TrackMixForm
from core.project.history_form import HistoryForm, HoleChange, MusicChange
from core.project.takes_form import KeptTake, TakesForm
from core.sampler.request import result_of
from core.score import Note, RawEvent, Score, TempoChange, TimeSignature, Track
from core.takes import Take
from tests.core.fake_runs import stream

NAMES = "Flöte <b>&amp; 長笛"


def score(num_notes: int = 60) -> Score:
    notes = tuple(Note(i * 240, 48 + i * 7 % 30, 200, 1 + i % 127, locked=i % 9 == 0) for i in range(num_notes))
    events = (RawEvent(0, b"\xb0\x40\x7f"), RawEvent(480, b"\xff\x05la"), RawEvent(481, b"\xf0\x01\x02\xf7"))
    return Score(
        (Track(NAMES, 0, 5, notes, events), Track("Drums", 9, 0, notes[:8])),
        480,
        (TempoChange(0, 500_000), TempoChange(960, 400_000)),
        (TimeSignature(0, 3, 4), TimeSignature(2880, 4, 4)),
        end_tick=99_999,
    )


def small() -> Project:
    return Project(score(8), "small", np.zeros((128, 256), np.uint8))


def full(num_notes: int = 60) -> Project:
    """Soft hole, saved holes, steps done and undone, two takes, mixer, loop and settings."""
    basis = score(num_notes)
    strength = np.zeros((128, 256), np.uint8)
    strength[50:60, 16:64], strength[60:70, 16:64] = 100, 35
    takes = []
    for number in (1, 2):
        request = fill_request(basis, strength > 0, SampleConfig(seed=number, key=9))
        roll = result_of(stream(request))
        take = Take(number, Capsule.of("Inpaint", request, roll, "ab" * 32), roll, 1.5)
        after, edit = apply_result(basis, request, roll, 0, "Inpaint")
        outside = changed_outside(basis, after, request.hole)
        takes.append(KeptTake(take, True, after, edit.num_added, outside))
    now = takes[1].score
    renamed = Score((*basis.tracks, Track("New")), 480, basis.tempo_map, basis.time_signatures, basis.end_tick)
    stroke = HoleChange("Paint", (50, 70, 16, 64), _packed(strength[50:70, 16:64]))
    history = HistoryForm(
        (
            MusicChange("Add Track", ScoreChange(renamed, basis)),
            stroke,
            MusicChange("Inpaint", ScoreChange(basis, now)),
        ),
        3,
    )
    return Project(
        now,
        "Everything",
        strength,
        {"soft": strength, "other & <i>": np.full((128, 256), 7, np.uint8)},
        history,
        TakesForm("Inpaint", basis, 0, frozenset({1}), tuple(takes), 2),
        RunSettings(SampleConfig(seed=7, temperature=0.8, scale="dorian"), takes=2, track=1, track_alone=True),
        (TrackMixForm(True, False, 3), TrackMixForm(False, True, 1)),
        1,
        (16, 48),
        True,
        120,
        1_700_000_000.0,
        "/music/everything.mid",
    )


def _packed(cells: np.ndarray) -> bytes:
    return zlib.compress(np.ascontiguousarray(cells).tobytes())
