"""What is done while music plays, as a second, real MIDI client hears it: nothing hangs, nothing is lost."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from typing import Any

import pytest

from core.playback.player import PlaybackNotice, Played, Player, RemoteStarted
from core.score import Note, RawEvent, Score, TempoChange, TimeSignature, Track
from tests.core.playback.jack import Listener, collect, open_keyboard, play, port_of, wait_for
from tests.core.playback.pieces import Ear, metred

pytestmark = [
    pytest.mark.skipif(shutil.which("jackd") is None, reason="jackd is not installed (package jackd2)"),
    pytest.mark.jack,
]
FAST = (TempoChange(0, 250_000),)  # a bar a second


def chord(*pitches: int, channel: int = 0, events: tuple[RawEvent, ...] = ()) -> Track:
    return Track("", channel, 0, tuple(Note(0, pitch, 48_000, 90) for pitch in pitches), events)


def scale(bars: int = 4) -> Score:
    return Score((Track(notes=tuple(Note(i * 120, 60 + i % 12, 100, 90) for i in range(16 * bars))),), 480, FAST)


def is_silent(listener: Listener) -> bool:
    return listener.count(0x80) == listener.count(0x90)


def test_an_edit_is_heard_and_what_is_untouched_sounds_on(player: Player, listener: Listener) -> None:
    play(player, Score((chord(60, 64), chord(40, channel=1))), port_of(player, listener))
    wait_for(lambda: len(listener.count(0x90)) == 3, "the chord")
    player.set_music(Score((chord(60, 67), chord(40, channel=1))))
    wait_for(lambda: (0, 67) in listener.count(0x90), "the new note")
    assert (0, 64) in listener.count(0x80)
    assert not any(key[0] == 1 for key in listener.count(0x80)), "the other channel sounds on"
    assert b"\xb0\x40\x00" in listener.messages and b"\xb0\x7b\x00" in listener.messages
    player.stop()
    wait_for(lambda: is_silent(listener), "silence")


def test_mute_and_solo_are_heard(player: Player, listener: Listener) -> None:
    score = Score((chord(60), chord(40, channel=1)))
    play(player, score, port_of(player, listener))
    wait_for(lambda: len(listener.count(0x90)) == 2, "both tracks")
    player.set_music(score, silent={1})
    wait_for(lambda: listener.count(0x80) == Counter({(1, 40): 1}), "the muted one to end")
    player.set_music(score, silent={0})
    wait_for(lambda: listener.count(0x90)[1, 40] == 2 and listener.count(0x80)[0, 60] == 1, "the other one alone")
    player.stop()
    wait_for(lambda: is_silent(listener), "silence")


def test_a_loop_goes_round_and_ends_each_note(player: Player, listener: Listener) -> None:
    player.set_loop((0, 4))
    play(player, scale(), port_of(player, listener))
    wait_for(lambda: listener.count(0x90)[0, 60] >= 4, "four passes")
    wait_for(lambda: player.num_loops >= 3, "word of it")
    assert player.is_playing
    assert set(listener.count(0x90)) == {(0, 60), (0, 61), (0, 62), (0, 63)}
    player.set_loop(None)
    wait_for(lambda: (0, 71) in listener.count(0x90), "what follows")
    player.stop()
    wait_for(lambda: is_silent(listener), "silence")


def test_a_seek_finds_controllers_and_program_as_they_are_there(player: Player, listener: Listener) -> None:
    events = (
        RawEvent(0, b"\xb0\x07\x50"), RawEvent(960, b"\xb0\x07\x20"), RawEvent(960, b"\xb0\x40\x7f"),
        RawEvent(960, b"\xc0\x09"), RawEvent(1920, b"\xb0\x07\x60"), RawEvent(1920, b"\xe0\x00\x50"),
    )  # fmt: skip
    score = Score((chord(60, events=events),))
    play(player, score, port_of(player, listener))
    wait_for(lambda: len(listener.count(0x90)) == 1, "the note")
    for step, volume, pedal, program, bend in (
        (12.0, 0x20, 127, 9, 64),
        (20.0, 0x60, 127, 9, 80),
        (2.0, 0x50, 0, 0, 64),
    ):
        before = len(listener.messages)
        player.seek(step)
        wait_for(lambda before=before: b"\x90\x3c\x5a" in listener.messages[before:], "the note, struck again")
        ear, bent = Ear(), 64
        ear.hear(listener.messages)
        for data in listener.messages:
            bent = data[2] if data[0] == 0xE0 else bent
        settings = ear.settings
        found = (settings[0xB0, 7], settings.get((0xB0, 64), 0), settings[0xC0, -1], bent)
        assert found == (volume, pedal, program, bend)
        assert ear.sounding == {(0, 60)}
    player.stop()
    wait_for(lambda: is_silent(listener), "silence")


def test_a_piece_with_three_tempos_is_heard_whole_at_any_tempo(player: Player, listener: Listener) -> None:
    tempo = (TempoChange(0, 250_000), TempoChange(480, 125_000), TempoChange(960, 500_000))
    score = Score((Track(notes=tuple(Note(i * 60, 40 + i, 50, 90) for i in range(24))),), 480, tempo)
    play(player, score, port_of(player, listener))
    for rate in (2.0, 0.7, 1.6):
        time.sleep(0.1)
        player.set_rate(rate)
    wait_for(lambda: not player.is_playing, "the end")
    wait_for(lambda: is_silent(listener), "silence")
    assert listener.count(0x90) == Counter({(0, 40 + i): 1 for i in range(24)})
    strikes = [data[1] for data in listener.messages if data[0] == 0x90]
    assert strikes == sorted(strikes)


@pytest.mark.parametrize("metre, clicks", [((3, 4), 3), ((6, 8), 6)])
def test_the_metronome_clicks_in_the_metre(
    player: Player, listener: Listener, metre: tuple[int, int], clicks: int
) -> None:
    score = metred(*metre, bars=2)
    fast = Score(score.tracks, tempo_map=(TempoChange(0, 200_000),), time_signatures=(TimeSignature(0, *metre),))
    player.open(port_of(player, listener))
    player.set_metronome(True)
    player.set_music(fast)
    player.play(counting_in=True)
    wait_for(lambda: not player.is_playing, "the end")
    wait_for(lambda: is_silent(listener), "silence")
    heard = [data for data in listener.messages if data[0] in (0x99, 0x90)]
    bar = [76] + [77] * (clicks - 1)
    assert [data[1] for data in heard if data[0] == 0x99] == 3 * bar, "a bar of count-in, and two of music"
    assert [data[0] for data in heard].index(0x90) in (clicks, clicks + 1), "the music begins with the second bar"
    accents = [data[2] for data in heard if data[0] == 0x99][:clicks]
    assert accents[0] > max(accents[1:])
    if metre == (6, 8):
        assert accents[3] > accents[1] == accents[2] == accents[4]


def test_the_keyboard_goes_through_and_its_keys_reach_the_window_with_their_place(
    player: Player, listener: Listener
) -> None:
    port = port_of(player, listener)
    open_keyboard(player, listener)
    player.set_thru(True, 3)
    play(player, Score((chord(40),)), port)
    wait_for(lambda: (0, 40) in listener.count(0x90), "the music")
    listener.send(b"\x90\x3c\x50", b"\xb0\x40\x7f", b"\x80\x3c\x40")
    wait_for(lambda: listener.count(0x80)[3, 60] == 1, "the key on the track's channel")
    assert b"\xb3\x40\x7f" in listener.messages
    events: list[object] = []
    wait_for(lambda: sum(isinstance(e, Played) for e in collect(player, events)) == 3, "the keys")
    steps = [e.step for e in events if isinstance(e, Played)]
    assert all(step is not None and 0 <= step < 400 for step in steps) and steps == sorted(steps)
    player.set_thru(False)
    listener.send(b"\x90\x3e\x50", b"\x80\x3e\x40")
    wait_for(lambda: sum(isinstance(e, Played) for e in collect(player, events)) == 5, "the keys, unheard")
    assert (3, 62) not in listener.count(0x90) and (0, 62) not in listener.count(0x90)
    player.stop()


def test_keys_tell_how_often_the_loop_had_begun_again(player: Player, listener: Listener) -> None:
    open_keyboard(player, listener)
    player.set_loop((0, 4))
    play(player, scale(), port_of(player, listener))
    events: list[Any] = []
    for passes in (0, 2):
        wait_for(lambda n=passes: player.num_loops >= n and listener.count(0x90)[0, 60] > n, "the pass")  # type: ignore[misc]
        listener.send(b"\x90\x3c\x50", b"\x80\x3c\x40")
    wait_for(lambda: sum(isinstance(e, Played) for e in collect(player, events)) == 4, "the keys")
    player.stop()
    loops = [event.num_loops for event in events if isinstance(event, Played)]
    assert loops[2] >= 2 and loops == sorted(loops) and loops[0] < loops[2]


@pytest.mark.parametrize("recording", [False, True])
def test_what_another_clock_starts_ends_with_the_piece_unless_something_is_recorded(
    player: Player, listener: Listener, recording: bool
) -> None:
    player.open(port_of(player, listener))
    open_keyboard(player, listener)
    player.set_music(Score((Track("empty"),)))
    player.set_endless(recording)
    player.set_follow(True)
    time.sleep(0.3)  # the other clock starts when we listen
    listener.send(b"\xfa")
    for _ in range(24):
        listener.send(b"\xf8")
        time.sleep(0.5 / 24)
    assert player.is_playing is recording


def test_a_held_key_is_let_go_when_the_player_ends(player: Player, listener: Listener) -> None:
    player.open(port_of(player, listener))
    open_keyboard(player, listener)
    listener.send(b"\x90\x3c\x50")
    wait_for(lambda: (0, 60) in listener.count(0x90), "the key")
    player.close()
    wait_for(lambda: is_silent(listener), "silence")


def test_a_keyboard_that_vanishes_is_said_and_used_again(player: Player, listener: Listener) -> None:
    keys = Listener("second")
    player.open(port_of(player, listener))
    open_keyboard(player, keys)
    keys.send(b"\x90\x3c\x50", b"\x80\x3c\x40")
    wait_for(lambda: (0, 60) in listener.count(0x80), "the key")
    keys.close()
    events: list[object] = []
    wait_for(
        lambda: any(isinstance(e, PlaybackNotice) and "gone" in e.sentence for e in collect(player, events)), "word"
    )
    keys = Listener("second")
    try:
        wait_for(lambda: keys.keys in [i.name for i in player.inputs()], "the keyboard")

        def heard() -> bool:
            keys.send(b"\x90\x40\x50", b"\x80\x40\x40")
            time.sleep(0.1)
            return (0, 64) in listener.count(0x80)

        wait_for(heard, "a key of the keyboard that is back")
    finally:
        keys.close()


def test_the_clock_goes_out_with_start_and_stop(player: Player, listener: Listener) -> None:
    player.set_clock_out(True)
    score = Score((Track(notes=(Note(0, 60, 960, 90),)),), 480, FAST)
    play(player, score, port_of(player, listener))
    wait_for(lambda: b"\xfc" in listener.messages, "Stop")
    messages = listener.messages
    assert messages.count(b"\xf8") == 48, "24 pulses for each of two quarters"
    assert messages.index(b"\xfa") < messages.index(b"\xf8")
    player.play(2.0)
    wait_for(lambda: listener.messages.count(b"\xfc") == 2, "Stop")
    assert b"\xf2\x02\x00" in listener.messages and b"\xfb" in listener.messages


def test_another_clock_is_followed(player: Player, listener: Listener) -> None:
    player.open(port_of(player, listener))
    open_keyboard(player, listener)
    player.set_music(scale())
    player.set_follow(True)
    time.sleep(0.3)  # the other clock starts when we listen
    listener.send(b"\xfa")
    for _ in range(24 * 4 + 1):  # a bar at half the tempo as written
        listener.send(b"\xf8")
        time.sleep(0.5 / 24)
    events: list[object] = []
    wait_for(lambda: any(isinstance(e, RemoteStarted) for e in collect(player, events)), "the start")
    assert player.is_playing
    listener.send(b"\xfc")
    wait_for(lambda: not player.is_playing, "the stop")
    wait_for(lambda: is_silent(listener), "silence")
    struck = sum(listener.count(0x90).values())
    assert 14 <= struck <= 20, "about a bar of sixteenths: a clock of our own would have played two"


def test_other_music_is_taken_over_at_the_next_pass(player: Player, listener: Listener) -> None:
    player.set_loop((0, 4))
    play(player, scale(), port_of(player, listener))
    wait_for(lambda: listener.count(0x90)[0, 60] >= 1, "the first pass")
    higher = Score((Track(notes=tuple(Note(i * 120, 90 + i, 100, 90) for i in range(4))),), 480, FAST)
    player.set_music(higher, at_loop=True)
    wait_for(lambda: listener.count(0x90)[0, 93] >= 1, "the new notes")
    strikes = [data[1] for data in listener.messages if data[0] == 0x90]
    assert strikes.index(90) % 4 == 0, "from the beginning of a pass on"
    player.stop()
    wait_for(lambda: is_silent(listener), "silence")


def test_nothing_hangs_after_any_order_of_commands(player: Player, listener: Listener) -> None:
    """The short form of what ``benchmarks/playback.py`` does 2,000 times."""
    rng = random.Random(5)
    pieces = [
        Score((chord(60, 64, 67), *scale().tracks), 480, FAST),
        Score((chord(50, channel=1), chord(62)), 480, FAST),
    ]
    play(player, pieces[0], port_of(player, listener))
    for _ in range(60):
        time.sleep(rng.uniform(0, 0.03))
        what = rng.choice(["seek", "loop", "music", "mute", "rate", "stop", "play", "play", "play", "metronome"])
        if what == "seek":
            player.seek(rng.uniform(0, 40))
        elif what == "loop":
            start = rng.uniform(0, 20)
            player.set_loop(rng.choice([None, (start, start + rng.uniform(0.5, 8))]))
        elif what == "music":
            player.set_music(rng.choice(pieces))
        elif what == "mute":
            player.set_music(pieces[0], silent={rng.randrange(2)})
        elif what == "rate":
            player.set_rate(rng.uniform(0.5, 3))
        elif what == "metronome":
            player.set_metronome(rng.random() < 0.5)
        elif what == "play":
            player.play(rng.uniform(0, 40), counting_in=rng.random() < 0.1)
        else:
            player.stop()
    player.stop()
    player.close()
    wait_for(lambda: is_silent(listener), "silence")
    assert sum(listener.count(0x90).values()) > 50
    ear = Ear()
    ear.hear(data for data in listener.messages if data[0] < 0xF0)
    assert not ear.sounding
