"""Ableton Link: two players' tempo, beat, start and stop, with a stand-in and with the real library."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.playback.link import Session, lag, seconds_to_start

ROOT = Path(__file__).parents[3]


def session(beat: float, peers: int = 1) -> Session:
    return Session(10.0, 120.0, beat, True, peers)


def test_the_music_begins_with_the_next_phrase_of_the_others() -> None:
    assert seconds_to_start(session(5.0)) == pytest.approx(1.5)
    assert seconds_to_start(session(8.0)) == 0
    assert seconds_to_start(session(5.0, peers=0)) == 0


def test_the_lag_is_told_either_way() -> None:
    assert lag(session(6.1), 2.0, (0.0, 4.0)) == pytest.approx(0.1)
    assert lag(session(5.9), 2.0, (0.0, 4.0)) == pytest.approx(-0.1)
    assert lag(session(9.0), 2.0, (1.0, 8.0)) == pytest.approx(0.0)


TOGETHER = """
import os, time, link
from core.playback.player import BUILT_IN_SYNTH, Player
from core.score import Note, Score, Track

def wait_for(condition, what):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.01)

def main():
    other = link.Link(100)
    other.startStopSyncEnabled = True
    other.enabled = True
    player = Player()
    player.set_music(Score((Track(notes=tuple(Note(i * 480, 60, 240, 90) for i in range(400))),)))
    player.open(BUILT_IN_SYNTH)
    player.set_link(True)
    wait_for(lambda: other.numPeers() == 1, "the other one")
    state = other.captureAppSessionState()
    state.setTempo(150, other.clock().micros())
    state.setIsPlaying(True, other.clock().micros())
    other.commitAppSessionState(state)
    wait_for(lambda: player.is_playing and (player.position_step() or 0) > 24, "the music")
    began, first = time.perf_counter(), player.position_step()
    time.sleep(2)
    quarters = (player.position_step() - first) / 4 / (time.perf_counter() - began) * 60
    assert 140 < quarters < 160, quarters
    state = other.captureAppSessionState()
    phase = state.beatAtTime(other.clock().micros(), 4) % 1
    off = (player.position_step() / 4 - phase + 0.5) % 1 - 0.5
    assert abs(off) < 0.15, off
    state.setIsPlaying(False, other.clock().micros())
    other.commitAppSessionState(state)
    wait_for(lambda: not player.is_playing, "the stop")
    player.play(0)
    wait_for(lambda: other.captureAppSessionState().isPlaying(), "the start")
    player.stop()
    wait_for(lambda: not other.captureAppSessionState().isPlaying(), "the stop")
    player.close()
    print("together")

if __name__ == "__main__":
    main()
"""


def _may_make_a_network() -> bool:
    found = shutil.which("unshare") and shutil.which("ip")
    return bool(found) and subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(importlib.util.find_spec("link") is None, reason="LinkPython-extern is not installed")
@pytest.mark.skipif(not _may_make_a_network(), reason="no network of one's own can be made here (unshare, ip)")
def test_another_program_leads_and_is_led(tmp_path: Path) -> None:
    """In a network of its own that reaches nothing but itself."""
    script = tmp_path / "together.py"
    script.write_text(TOGETHER)
    command = f"ip link set lo up multicast on && ip route add 224.0.0.0/4 dev lo && {sys.executable} {script}"
    environment = {"PYTHONPATH": str(ROOT), "FRACTALMIDI_AUDIO_BACKEND": "NULL", "PATH": "/usr/sbin:/usr/bin:/bin"}
    run = subprocess.run(
        ["unshare", "-rn", "sh", "-c", command], capture_output=True, text=True, timeout=90, env=environment
    )
    assert "together" in run.stdout, run.stderr[-2000:]
