"""Music through the built-in synth: changes are heard at once, what was not changed sounds as it would have."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import numpy as np
import pytest

from core.playback.schedule import compile_schedule, schedule
from core.playback.sequencer import Sequencer
from core.playback.stream import AHEAD_FRAMES, MARGIN_FRAMES, Stream
from core.playback.synth import RATE, render_blocks
from core.playback.voices import AdditiveSounds
from core.score import Note, Score, Track

ORGAN = 19


def held(*pitches: int, seconds: float = 4.0) -> Score:
    return Score((Track("", 0, ORGAN, tuple(Note(0, pitch, int(960 * seconds), 90) for pitch in pitches)),))


@pytest.fixture
def streams() -> Iterator[list[Stream]]:
    made: list[Stream] = []
    yield made
    for stream in made:
        stream.close()
        stream._thread.join()


def started(streams: list[Stream], score: Score) -> Stream:
    stream = Stream(AdditiveSounds(), Sequencer(compile_schedule(score)), 0.0)
    streams.append(stream)
    stream.change(lambda sequencer, at: sequencer.start(at, 0.0))
    return stream


def taken(stream: Stream, frames: int, block: int = 441) -> np.ndarray:
    """(2, frames), as a sound card with patience takes them."""
    out = []
    for _ in range(frames // block):
        deadline = time.monotonic() + 10
        while not _is_ready(stream, block) and time.monotonic() < deadline:
            time.sleep(0.001)
        out.append(stream.take(block))
    return np.concatenate(out, axis=1)


def _is_ready(stream: Stream, count: int) -> bool:
    blocks = list(stream._blocks)
    is_idle = not stream._sequencer.running and stream._synth.is_silent
    return is_idle or bool(blocks and blocks[-1].stop >= stream._taken + count)


def loudness(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples**2)))


def test_without_changes_it_is_what_a_sound_file_holds(streams: list[Stream]) -> None:
    notes = tuple(Note(i * 120, 60 + i % 7, 110, 90) for i in range(16))
    score = Score((Track("", 0, ORGAN, notes),))
    file = np.concatenate(list(render_blocks(schedule(score), sounds=AdditiveSounds())), axis=1)[:, : 2 * RATE]
    live = taken(started(streams, score), 2 * RATE)
    size = min(live.shape[1], file.shape[1])
    assert loudness(live[:, :size] - file[:, :size]) < 1e-3 * loudness(file)


def test_an_edit_is_heard_just_after_what_the_sound_card_has_and_nothing_else_changes(streams: list[Stream]) -> None:
    plain, edited = (started(streams, held(60, 64)) for _ in range(2))
    other = compile_schedule(held(60))
    frames = 441 * 50
    assert np.array_equal(taken(plain, frames), taken(edited, frames))
    time.sleep(0.1)  # let it render far ahead
    edited.change(lambda sequencer, at: sequencer.swap(at, other))
    a, b = taken(plain, frames), taken(edited, frames)
    differs = np.flatnonzero(np.abs(a - b).max(axis=0) > 1e-4)
    assert MARGIN_FRAMES <= differs[0] < MARGIN_FRAMES + 441, "not before, and soon after"
    assert loudness(b[:, -4410:]) < 0.9 * loudness(a[:, -4410:]), "a note less"


def test_rendering_runs_ahead_and_no_further(streams: list[Stream]) -> None:
    stream = started(streams, held(60))
    deadline = time.monotonic() + 10
    while stream._synth.frame < AHEAD_FRAMES and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.1)
    assert AHEAD_FRAMES <= stream._synth.frame < AHEAD_FRAMES + 4096


def test_stop_lets_the_notes_ring_out_and_then_nothing_is_rendered(streams: list[Stream]) -> None:
    stream = started(streams, held(60))
    assert loudness(taken(stream, RATE // 2)) > 0.01
    stream.change(lambda sequencer, _time: sequencer.stop())
    taken(stream, 2 * RATE)
    assert stream.is_silent and not stream.is_running
    assert not stream.take(441).any()


def test_the_place_moves_with_what_is_taken_and_goes_round_in_a_loop(streams: list[Stream]) -> None:
    stream = started(streams, held(60))
    taken(stream, RATE)
    assert stream.place().position == pytest.approx(1.0, abs=0.1)
    stream.change(lambda sequencer, at: sequencer.set_loop(at, (0, 16)))
    taken(stream, 3 * RATE // 2)
    place = stream.place()
    assert place.num_loops == 1 and place.position == pytest.approx(0.5, abs=0.1)


def test_any_order_of_changes_leaves_silence_in_the_end(streams: list[Stream]) -> None:
    rng = random.Random(3)
    music = [compile_schedule(held(60, 64, 67)), compile_schedule(held(50)), compile_schedule(Score())]
    stream = started(streams, held(60, 64))
    for _ in range(60):
        taken(stream, rng.randrange(1, 6) * 441)
        what = rng.randrange(5)
        if what == 0:
            stream.change(lambda sequencer, at: sequencer.seek(at, rng.uniform(0, 3)) if sequencer.running else None)
        elif what == 1:
            stream.change(lambda sequencer, at: sequencer.swap(at, rng.choice(music)))
        elif what == 2:
            stream.change(lambda sequencer, at: sequencer.set_loop(at, (0, rng.uniform(1, 9))))
        elif what == 3:
            stream.change(lambda sequencer, at: sequencer.start(at, rng.uniform(0, 3)))
        else:
            stream.change(lambda sequencer, at: sequencer.set_rate(at, rng.uniform(0.5, 2)))
    assert stream.error is None
    stream.change(lambda sequencer, _time: sequencer.stop())
    taken(stream, 2 * RATE)
    assert stream.is_silent


def test_a_rendering_that_fails_is_told_and_ends_the_piece(streams: list[Stream]) -> None:
    class Broken(AdditiveSounds):
        def start(self, *args: object, **kwargs: object) -> list:
            raise OSError("no more room")

    stream = Stream(Broken(), Sequencer(compile_schedule(Score((Track(notes=(Note(960, 60, 480, 90),)),)))), 0.0)
    streams.append(stream)
    stream.change(lambda sequencer, at: sequencer.start(at, 0.0))
    stream._thread.join(10)
    assert isinstance(stream.error, OSError)
