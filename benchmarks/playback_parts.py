"""The measurements of ``benchmarks.playback``: each gives a dictionary of figures (milliseconds, counts)."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.midi_file import read_midi
from core.playback.player import Player
from core.score import Note, Score, TempoChange, TimeSignature, Track
from tests.core.playback.jack import Jack, Listener, open_keyboard, play, port_of, wait_for

ROOT = Path(__file__).resolve().parents[1]
PERIOD = 128  # frames of the server, at 48 kHz
PERIOD_MS = PERIOD / 48.0
Figures = dict[str, float]


@dataclass(frozen=True)
class Stage:
    """A server, a client that records, and a player that plays to it."""

    player: Player
    listener: Listener


@contextlib.contextmanager
def stage(realtime: bool = True, period: int = PERIOD) -> Iterator[Stage]:
    os.environ["FRACTALMIDI_REALTIME"] = "1" if realtime else "0"
    os.environ["FRACTALMIDI_AUDIO_BACKEND"] = "NULL"
    jack = Jack.started(period, realtime=_may_be_realtime())
    listener, player = Listener("recorder"), Player()
    try:
        player.open(port_of(player, listener))
        yield Stage(player, listener)
    finally:
        player.close()
        listener.close()
        jack.close()


@contextlib.contextmanager
def busy() -> Iterator[None]:
    """The sampler writes and the canvas is drawn meanwhile, in processes of their own as always."""
    with tempfile.TemporaryDirectory(prefix="fractalmidi-busy-") as home:
        environment = os.environ | {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "benchmarks.busy_window"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT
        ) as window:
            assert window.stdout is not None and window.stdin is not None
            if window.stdout.readline() != b"busy\n":
                raise RuntimeError("the busy window did not start")
            time.sleep(3)
            try:
                yield
            finally:
                window.stdin.close()
                window.wait(20)


def _may_be_realtime() -> bool:
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    except (OSError, AttributeError):
        return False
    return True


def arrivals(listener: Listener) -> np.ndarray:
    """When each message arrived, in JACK's own thread: this program's clock may have been late to see it."""
    seen = np.array([clock for clock, _data in listener.heard])
    exact = np.cumsum(listener.gaps[: len(seen)])
    return exact + np.min(seen - exact)


def spread(milliseconds: np.ndarray | list[float]) -> Figures:
    p50, p99 = np.percentile(milliseconds, [50, 99])
    return {"p50": round(float(p50), 2), "p99": round(float(p99), 2), "max": round(float(np.max(milliseconds)), 2)}


def lateness(seconds: float, *, realtime: bool, loaded: bool) -> Figures:
    """Sixteenths at 120 quarters a minute against the score, by the player's own clock."""
    count = int(seconds * 8)
    score = Score((Track(notes=tuple(Note(i * 120, 36 + i % 60, 60, 90) for i in range(count))),))
    with stage(realtime) as on, busy() if loaded else contextlib.nullcontext():
        play(on.player, score)
        wait_for(lambda: on.player._place is not None, "the first note")
        place = on.player._place
        assert place is not None
        zero = place.clock - place.position
        wait_for(lambda: not on.player.is_playing, "the end", seconds + 30)
        time.sleep(0.3)
        at = arrivals(on.listener)
        struck = np.array([data[0] == 0x90 for _clock, data in on.listener.heard])
        late = 1000 * (at[struck] - zero - np.arange(int(struck.sum())) / 8)
    minutes = np.arange(len(late)) / 8 / 60
    drift = float(np.polyfit(minutes, late, 1)[0])
    return spread(late) | {"drift per minute": round(drift, 3), "notes": len(late), "lost": count - len(late)}


def lost(count: int = 10_000) -> Figures:
    """Two hundred notes a second, in chords, with repeated keys."""
    notes = tuple(Note(i // 4 * 24, 30 + (i * 7) % 80, 20, 1 + i % 127) for i in range(count))
    score = Score((Track(notes=tuple(sorted(notes))),), 480, (TempoChange(0, 400_000),))
    with stage() as on:
        play(on.player, score)
        wait_for(lambda: not on.player.is_playing, "the end", 200)
        time.sleep(0.5)
        on_count = sum(on.listener.count(0x90).values())
        off_count = sum(on.listener.count(0x80).values())
    return {"sent": count, "lost": count - on_count, "releases missing": on_count - off_count}


def thru(count: int = 400) -> Figures:
    """From a key struck in another program to the note at the instrument, through the player."""
    rng = random.Random(1)
    with stage() as on:
        open_keyboard(on.player, on.listener)
        on.player.set_thru(True, 2)
        time.sleep(0.3)
        before, sent_before = len(on.listener.heard), len(on.listener.sent)
        for number in range(count):
            on.listener.send(bytes([0x90, 40 + number % 40, 90]))
            time.sleep(rng.uniform(0.01, 0.03))
            on.listener.send(bytes([0x80, 40 + number % 40, 0]))
            time.sleep(rng.uniform(0.005, 0.01))
        wait_for(lambda: len(on.listener.heard) >= before + 2 * count, "the keys")
        at = arrivals(on.listener)[before : before + 2 * count]
        sent = np.array(on.listener.sent[sent_before : sent_before + 2 * count])
    return spread(1000 * (at - sent)) | {"keys": count}


def reaction(count: int = 60) -> dict[str, Figures]:
    """From a wish of the window to what is heard of it, while music plays."""
    held = Track("", 0, 0, (Note(0, 60, 480_000, 90),))
    run = Track("", 1, 0, tuple(Note(i * 60, 60 + i % 12, 50, 90) for i in range(8000)))
    plain, edited = Score((held, run)), Score((Track("", 0, 0, (Note(0, 64, 480_000, 90),)), run))
    found: dict[str, list[float]] = {"edit": [], "mute": [], "seek": [], "stop": []}
    with stage() as on:
        player, heard = on.player, on.listener.heard

        def until(message: bytes, what: str, wish: Callable[[], object]) -> None:
            before, began = len(heard), time.perf_counter()
            wish()
            wait_for(lambda: any(data == message for _clock, data in heard[before:]), what)
            found[what].append(1000 * (next(c for c, data in heard[before:] if data == message) - began))
            time.sleep(0.05)

        play(player, plain)
        wait_for(lambda: len(heard) > 20, "the music")
        for number in range(count):
            until(b"\x80\x3c\x40", "edit", lambda: player.set_music(edited))
            until(b"\x80\x40\x40", "mute", lambda: player.set_music(edited, silent={0}))
            player.set_music(plain)
            time.sleep(0.08)
            until(b"\x80\x3c\x40", "seek", lambda number=number: player.seek(number * 4.0))
            time.sleep(0.05)
            until(b"\x80\x3c\x40", "stop", player.stop)
            player.play(8.0)
            time.sleep(0.1)
    return {what: spread(values) | {"times": count} for what, values in found.items()}


def synth_reaction(count: int = 40) -> Figures:
    """The same for an edit heard through the built-in synth: from the wish to the sound card, its delay included."""
    from core.playback.audio import _DEVICE_SECONDS, _PERIOD_MILLISECONDS
    from core.playback.schedule import compile_schedule
    from core.playback.sequencer import Sequencer
    from core.playback.stream import Stream
    from core.playback.synth import RATE, default_sounds

    score = read_midi(ROOT / "resources" / "demo" / "quartet.mid").score
    schedules = [compile_schedule(score), compile_schedule(score, {0})]
    stream = Stream(default_sounds(), Sequencer(schedules[0]), _DEVICE_SECONDS)
    frames = RATE * _PERIOD_MILLISECONDS // 1000
    stream.change(lambda sequencer, at: sequencer.start(at, 0.0))
    delays: list[float] = []
    next_block = time.perf_counter()
    for number in range(count * 20):
        next_block += frames / RATE
        time.sleep(max(0.0, next_block - time.perf_counter()))
        stream.take(frames)
        if number % 20 == 19:
            began = time.perf_counter()
            at: list[float] = []
            chosen = schedules[number // 20 % 2]

            def swap(sequencer: Sequencer, second: float, at: list[float] = at, chosen: object = chosen) -> list[bytes]:
                at.append(second)
                return sequencer.swap(second, chosen)  # type: ignore[arg-type]

            stream.change(swap)
            waiting = at[0] - stream._taken / RATE  # what the card will play before the change
            delays.append(1000 * (time.perf_counter() - began + max(0.0, waiting) + _DEVICE_SECONDS))
    stream.close()
    return spread(delays) | {"times": count}


WINDOW = """
import sys, time
from core.playback.player import Player
from core.score import Note, Score, Track

def main():
    player = Player()
    port = next(o for o in player.wait_for_outputs(20) if o.name == sys.argv[1])
    player.open(port)
    notes = tuple(Note(0, pitch, 480000, 90) for pitch in (60, 64, 67))
    player.set_music(Score((Track("", 3, 0, notes),)))
    player.play()
    while True:
        time.sleep(1)

if __name__ == "__main__":
    main()
"""


def killed_windows(count: int) -> Figures:
    """A window is killed in the middle of a chord: how long until the player has silenced it."""
    times: list[float] = []
    hanging = 0
    with stage() as on, tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "window.py"
        script.write_text(WINDOW)
        for number in range(count):
            before = len(on.listener.heard)
            window = subprocess.Popen(
                [sys.executable, str(script), on.listener.name], env=os.environ | {"PYTHONPATH": str(ROOT)}
            )

            def new(status: int, before: int = before) -> list[float]:
                return [clock for clock, data in list(on.listener.heard)[before:] if data[0] == status]

            wait_for(lambda new=new: len(new(0x93)) == 3, "the chord")
            killed = time.perf_counter()
            window.send_signal(signal.SIGKILL if number % 2 == 0 else signal.SIGTERM)
            window.wait()
            with contextlib.suppress(AssertionError):
                wait_for(lambda new=new: len(new(0x83)) == 3 and len(new(0xB3)) >= 2, "silence", 5)
                times.append(1000 * (max(new(0x83)) - killed))
            hanging += 3 - len(new(0x83))
    return spread(times) | {"kills": count, "hanging": hanging}


def stuck(count: int, seed: int) -> Figures:
    """Scripted stops, seeks, loops, edits, mutes, exceptions and ends of the player; what hangs is counted."""
    rng = random.Random(seed)
    chords = tuple(Note(i * 240, pitch, 400, 90) for i in range(400) for pitch in (48 + i % 5, 60 + i % 7, 72 + i % 3))
    pad = Track("", 1, 0, (Note(0, 40, 96_000, 80), Note(0, 43, 96_000, 80)))
    pieces = [
        Score(
            (Track("", 0, 0, tuple(sorted(chords))), pad), 480, (TempoChange(0, 300_000), TempoChange(9600, 200_000))
        ),
        Score((pad,), 480, (TempoChange(0, 300_000),), (TimeSignature(0, 6, 8),)),
    ]
    done = {"stop": 0, "seek": 0, "loop": 0, "edit": 0, "mute": 0, "exception": 0, "kill": 0}
    hanging = 0
    with stage() as on:
        player, listener = on.player, on.listener
        play(player, pieces[0])
        for number in range(count):
            if number % 50 < 48:
                what = rng.choice(["stop", "seek", "loop", "edit", "mute"])
            else:
                what = "exception" if number % 50 == 48 else "kill"
            time.sleep(rng.uniform(0.005, 0.04))
            done[what] += 1
            if what == "stop":
                player.stop()
                hanging += _hanging(listener)
                player.play(rng.uniform(0, 300), counting_in=rng.random() < 0.1)
            elif what == "seek":
                player.seek(rng.uniform(0, 300))
            elif what == "loop":
                start = rng.uniform(0, 60)
                player.set_loop((start, start + rng.uniform(0.6, 4)) if rng.random() < 0.7 else None)
                player.seek(start)
            elif what == "edit":
                player.set_music(rng.choice(pieces))
            elif what == "mute":
                player.set_music(pieces[0], silent={rng.randrange(2)})
            else:
                _end(player, what)
                hanging += _hanging(listener)
                wait_for(lambda: not player.is_playing, "word of it")
                player.play(rng.uniform(0, 300))
                wait_for(lambda: player._place is not None, "the next process")
        player.stop()
        hanging += _hanging(listener)
        total = sum(listener.count(0x90).values())
    return {**done, "notes": total, "hanging": hanging}


def _end(player: Player, what: str) -> None:
    """An exception in the player's process (a command that it can't understand), or SIGTERM for it."""
    wait_for(lambda: player._process.is_serving, "the process")
    if what == "exception":
        player._process.send(("seek", "nonsense", "nonsense"))
    else:
        os.kill(player._process.pid, signal.SIGTERM)


def _sounds(listener: Listener) -> bool:
    return sum(listener.count(0x90).values()) > sum(listener.count(0x80).values())


def _hanging(listener: Listener) -> int:
    """Notes without a release once everything had time to arrive."""
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        if not _sounds(listener):
            return 0
        time.sleep(0.005)
    return sum((listener.count(0x90) - listener.count(0x80)).values())


def export_speed() -> Figures:
    """How many seconds of music a second of work writes into a WAV file, one core."""
    from core.export.audio import export_audio

    speeds = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("waltz", "quartet"):
            score = read_midi(ROOT / "resources" / "demo" / f"{name}.mid").score
            path = Path(folder) / "out.wav"
            export_audio(score, path)  # warm: the SoundFont is read
            began = time.perf_counter()
            export_audio(score, path)
            seconds = time.perf_counter() - began
            speeds[f"{name}, times real time"] = round(path.stat().st_size / 4 / 44_100 / seconds, 1)
    return speeds
