"""The player as a second, real MIDI client hears it, through a JACK server with a dummy device."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from core.export import EXPORTERS
from core.playback.player import BUILT_IN_SYNTH, Ended, Output, PlaybackError, PlaybackNotice, Player, PortsChanged
from core.score import Note, RawEvent, Score, TempoChange, Track
from tests.core.playback.jack import Jack, Listener, collect, play, port_of, wait_for

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these tests use POSIX signals")
needs_jack = pytest.mark.skipif(shutil.which("jackd") is None, reason="jackd is not installed (package jackd2)")

CHORD = Score((Track("", 0, 0, tuple(Note(0, pitch, 48_000, 90) for pitch in (60, 64, 67))),))
TEMPOS = (TempoChange(0, 250_000), TempoChange(960, 125_000), TempoChange(1920, 500_000), TempoChange(2400, 100_000))
PEDAL_DOWN = (RawEvent(0, b"\xb0\x40\x7f"),)
PIECE = Score(
    (
        Track(
            "", 0, 24, tuple(Note(i * 60, 60 + i % 5, 60, 1 + i) for i in range(60)), (RawEvent(0, b"\xb0\x40\x7f"),)
        ),
        Track("", 9, 0, tuple(Note(i * 240, 36, 10, 100) for i in range(15))),
    ),
    480,
    TEMPOS,
)


@needs_jack
@pytest.mark.jack
def test_a_second_client_hears_every_note_once_and_in_order(player: Player, listener: Listener) -> None:
    port = port_of(player, listener)
    play(player, PIECE, port)
    events: list[object] = []
    wait_for(lambda: Ended() in collect(player, events), "the end")
    wanted = Counter((t.channel, n.pitch) for t in PIECE.tracks for n in t.notes)
    wait_for(lambda: b"\xb9\x7b\x00" in listener.messages, "All Notes Off")
    assert listener.count(0x90) == wanted
    assert listener.count(0x80) == wanted
    velocities = [m[2] for m in listener.messages if m[0] == 0x90]
    assert velocities == list(range(1, 61)), "in the order of the score"
    assert listener.messages.index(b"\xc0\x18") < listener.messages.index(b"\x90\x3c\x01")
    assert b"\xb0\x40\x7f" in listener.messages and b"\xb0\x40\x00" in listener.messages, (
        "pedal down, and up at the end"
    )
    assert not [e for e in events if isinstance(e, PlaybackError)]
    assert not player.is_playing and player.position_step() is None


@needs_jack
@pytest.mark.jack
def test_stop_in_a_chord_leaves_nothing_hanging(player: Player, listener: Listener) -> None:
    play(player, CHORD, port_of(player, listener))
    wait_for(lambda: len(listener.count(0x90)) == 3, "the chord")
    player.stop()
    wait_for(lambda: b"\xb0\x7b\x00" in listener.messages, "All Notes Off")
    assert listener.count(0x80) == listener.count(0x90)
    assert listener.messages[-2:] == [b"\xb0\x40\x00", b"\xb0\x7b\x00"]
    assert player.position_step() is None


@needs_jack
@pytest.mark.jack
def test_playing_again_in_a_chord_leaves_nothing_hanging(player: Player, listener: Listener) -> None:
    port = port_of(player, listener)
    for _ in range(5):
        before = sum(listener.count(0x90).values())
        play(player, CHORD, port)
        wait_for(lambda before=before: sum(listener.count(0x90).values()) == before + 3, "the chord")
    player.close()
    wait_for(lambda: listener.count(0x80) == listener.count(0x90), "all releases")


PARENT = """
import sys, time
from core.playback.player import Player
from core.score import Note, Score, Track

def main():
    player = Player()
    outputs = player.wait_for_outputs(20)
    port = next(o for o in outputs if o.name == sys.argv[1])
    player.open(port)
    player.set_music(Score((Track("", 3, 0, tuple(Note(0, p, 480000, 90) for p in (60, 64, 67))),)))
    player.play()
    while player.is_playing:
        time.sleep(0.05)

if __name__ == "__main__":
    main()
"""


@needs_jack
@pytest.mark.jack
@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM])
def test_a_window_that_dies_leaves_nothing_hanging(listener: Listener, tmp_path: Path, kill: signal.Signals) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, str(script), listener.name], env=environment)
    try:
        wait_for(lambda: len(listener.count(0x90)) == 3, "the chord")
        assert not listener.count(0x80)
        parent.send_signal(kill)
        wait_for(lambda: listener.count(0x80) == listener.count(0x90), "the releases")
        wait_for(lambda: b"\xb3\x7b\x00" in listener.messages, "All Notes Off")
    finally:
        parent.kill()
        parent.wait()


@needs_jack
@pytest.mark.jack
@pytest.mark.parametrize("how", ["terminated", "an exception"])
def test_a_player_that_ends_silences_and_is_started_again(how: str, player: Player, listener: Listener) -> None:
    port = port_of(player, listener)
    play(player, CHORD, port)
    wait_for(lambda: len(listener.count(0x90)) == 3, "the chord")
    if how == "terminated":
        os.kill(player._process.pid, signal.SIGTERM)
    else:
        player._commands.put(("a command that there is not",))
    wait_for(lambda: listener.count(0x80) == listener.count(0x90), "the releases")
    events: list[object] = []
    wait_for(lambda: any(isinstance(e, PlaybackError) for e in collect(player, events)), "a message")
    assert not player.is_playing
    play(player, CHORD, port)
    wait_for(lambda: sum(listener.count(0x90).values()) == 6, "the chord from the new process")


@needs_jack
@pytest.mark.jack
def test_what_a_killed_player_may_have_left_sounding_is_let_go(player: Player, listener: Listener) -> None:
    """As its successor is told to.  (JACK waits too long for a killed client to test the whole.)"""
    player.open(port_of(player, listener))
    player._commands.put(("silence_keys", [(0, 60), (3, 64)]))
    wait_for(lambda: b"\xb3\x7b\x00" in listener.messages, "All Notes Off")
    assert listener.count(0x80) == Counter({(0, 60): 1, (3, 64): 1})


@needs_jack
@pytest.mark.jack
def test_a_port_that_vanishes_stops_with_a_message_and_is_found_again(player: Player, jack: Jack) -> None:
    first = Listener("listener")
    port = port_of(player, first)
    play(player, CHORD, port)
    wait_for(lambda: len(first.count(0x90)) == 3, "the chord")
    events: list[object] = []
    first.close()
    wait_for(lambda: any(isinstance(e, PlaybackError) for e in collect(player, events)), "a message")
    assert not player.is_playing
    sentence = next(e.sentence for e in events if isinstance(e, PlaybackError))
    assert port.name in sentence
    wait_for(lambda: port not in player.outputs(), "the list without the port")
    second = Listener("listener")
    try:
        assert port_of(player, second) == port
        play(player, CHORD, port)
        wait_for(lambda: len(second.count(0x90)) == 3, "the chord at the new port")
    finally:
        second.close()


@needs_jack
@pytest.mark.jack
def test_a_port_that_is_not_there_gives_a_sentence(player: Player, jack: Jack) -> None:
    play(player, CHORD, Output("Grand piano", "port"))
    events: list[object] = []
    wait_for(lambda: any(isinstance(e, PlaybackError) for e in collect(player, events)), "a message")
    assert "Grand piano" in next(e.sentence for e in events if isinstance(e, PlaybackError))
    wait_for(lambda: not player.is_playing, "the player's state")


@needs_jack
@pytest.mark.jack
def test_other_programs_can_connect_to_the_virtual_port(player: Player, listener: Listener) -> None:
    virtual = next(o for o in player.wait_for_outputs(20) if o.kind == "virtual")
    player.open(virtual)

    def connected() -> bool:
        ports = subprocess.run(["jack_lsp"], capture_output=True, text=True).stdout.splitlines()
        own = [p for p in ports if p.startswith("FractalMIDI Studio") and p.endswith(":out")]
        return bool(own) and not subprocess.run(["jack_connect", own[0], listener.name], capture_output=True).returncode

    wait_for(connected, "the virtual port")
    play(player, CHORD, virtual)
    wait_for(lambda: len(listener.count(0x90)) == 3, "the chord")
    player.panic()
    wait_for(lambda: b"\xbf\x7b\x00" in listener.messages, "All Notes Off on all channels")
    assert listener.count(0x80) == listener.count(0x90)


@needs_jack
@pytest.mark.jack
def test_a_previewed_key_goes_up_by_itself(player: Player, listener: Listener) -> None:
    player.open(port_of(player, listener))
    player.preview(72, 80, channel=2)
    wait_for(lambda: listener.count(0x80) == Counter({(2, 72): 1}), "the release")
    assert listener.count(0x90) == Counter({(2, 72): 1})


@needs_jack
@pytest.mark.jack
def test_a_jack_server_that_dies_is_said_and_survived(player: Player, jack: Jack) -> None:
    client = Listener("listener")
    try:
        play(player, CHORD, port_of(player, client))
        wait_for(lambda: len(client.count(0x90)) == 3, "the chord")
        jack.kill()
        events: list[object] = []
        wait_for(lambda: any(isinstance(e, PlaybackError) for e in collect(player, events)), "a message")
        wait_for(lambda: player.outputs() == [BUILT_IN_SYNTH], "the list without JACK")
        assert not player.is_playing
        play(player, CHORD, BUILT_IN_SYNTH)
        wait_for(lambda: (player.position_step() or 0) > 0.1, "the playhead")
    finally:
        client.close()


# -- without any MIDI system ---------------------------------------------------------------------------------------


def test_the_built_in_synth_is_always_there(no_jack: None, player: Player) -> None:
    assert player.outputs() == [BUILT_IN_SYNTH]
    assert player.wait_for_outputs(20)[-1] == BUILT_IN_SYNTH
    events: list[object] = []
    wait_for(lambda: PortsChanged() in collect(player, events), "the list")
    if len(player.outputs()) == 1:
        wait_for(lambda: any(isinstance(e, PlaybackNotice) for e in collect(player, events)), "a notice")


@pytest.mark.parametrize("backend", ["NULL", "JACK"])
def test_the_playhead_moves_and_the_end_is_told(
    no_jack: None, player: Player, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    """Through the synth, with a sound card (that throws all away) and without one (JACK without a server)."""
    monkeypatch.setenv("FRACTALMIDI_AUDIO_BACKEND", backend)
    score = Score((Track(notes=(Note(480, 60, 480, 90), Note(960, 64, 480, 90))),))
    play(player, score, BUILT_IN_SYNTH, 4.0)
    seen: list[float] = []
    events: list[object] = []
    deadline = time.monotonic() + 20
    while player.is_playing and time.monotonic() < deadline:
        position = player.position_step()
        if position is not None:
            seen.append(position)
        time.sleep(0.01)
    wait_for(lambda: Ended() in collect(player, events), "the end")
    assert seen == sorted(seen), "a playhead does not jump back"
    assert seen[0] >= 3.5 and seen[-1] < 14
    assert len(set(seen)) > 10
    silent = [e for e in events if isinstance(e, PlaybackNotice) and "sound card" in e.sentence]
    assert len(silent) == (backend == "JACK")


def test_without_midi_and_sound_card_a_sound_file_is_written_all_the_same(
    no_jack: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FRACTALMIDI_AUDIO_BACKEND", "JACK")
    EXPORTERS[".wav"](PIECE, tmp_path / "piece.wav")
    assert (tmp_path / "piece.wav").stat().st_size > 100_000


def test_a_player_process_that_crashes_is_said_and_replaced(no_jack: None, player: Player) -> None:
    play(player, CHORD, BUILT_IN_SYNTH)
    wait_for(lambda: (player.position_step() or 0) > 0, "the playhead")
    os.kill(player._process.pid, signal.SIGKILL)
    events: list[object] = []
    wait_for(lambda: any(isinstance(e, PlaybackError) for e in collect(player, events)), "a message")
    assert not player.is_playing
    play(player, CHORD, BUILT_IN_SYNTH)
    wait_for(lambda: (player.position_step() or 0) > 0, "the playhead of the new process")


def test_previews_stops_and_panics_in_any_order_do_no_harm(no_jack: None, player: Player) -> None:
    player.stop()
    player.panic()
    player.preview(60)
    player.preview(60, 0)
    play(player, Score(), BUILT_IN_SYNTH)
    wait_for(lambda: not player.is_playing, "the end of nothing")
    player.close()
    player.close()
    player.stop()


def test_the_player_process_imports_neither_torch_nor_qt() -> None:
    code = "import sys, core.playback.process, core.playback.audio; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert not loaded & {"torch", "PySide6", "lightning", "symusic", "pretty_midi", "mido"}


def test_the_drivers_print_nothing_to_the_terminal(no_jack: None, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "from core.playback.player import Player\n"
        "if __name__ == '__main__':\n"
        "    player = Player(); player.wait_for_outputs(20); player.preview(60); player.close()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env=environment, check=True)
    assert (run.stdout, run.stderr) == ("", "")
