"""A JACK server of our own and a second MIDI client: what the player is heard by."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from core.playback.player import Output, Played, Player
from core.score import Score


def wait_for(condition: Callable[[], object], what: str, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.01)


class Listener:
    """The process of ``midi_listener.py`` and what it has heard."""

    def __init__(self, name: str) -> None:
        self.name = f"{name}:in"
        self.keys = f"{name} keys:out"
        self.heard: list[tuple[float, bytes]] = []
        self.gaps: list[float] = []  # seconds before each message heard, measured by JACK's own thread
        self.sent: list[float] = []
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("midi_listener.py")), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            first, second, *data = line.split()
            if not data:
                self.sent.append(float(second))
            else:
                self.gaps.append(float(second))
                self.heard.append((float(first), bytes.fromhex(data[0])))

    def send(self, *messages: bytes) -> None:
        """Play on its keyboard."""
        assert self._process.stdin is not None
        for data in messages:
            self._process.stdin.write(data.hex() + "\n")
        self._process.stdin.flush()

    def count(self, status: int) -> Counter[tuple[int, int]]:
        """(channel, pitch) of all strikes (0x90) or releases (0x80)."""
        return Counter((m[0] & 0x0F, m[1]) for _t, m in list(self.heard) if m[0] & 0xF0 == status)

    @property
    def messages(self) -> list[bytes]:
        return [data for _clock, data in list(self.heard)]

    def close(self) -> None:
        """Let it leave by itself: the server waits long for a client that is killed."""
        assert self._process.stdout is not None and self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._thread.join()
        self._process.stdout.close()


class Jack:
    """A JACK server of our own, with a dummy sound card."""

    def __init__(self, name: str, period: int = 256, realtime: bool = False) -> None:
        # synchronous: on a busy machine the server waits for its clients instead of dropping what they sent
        command = ["jackd", "-R" if realtime else "--no-realtime", "-S", "-t", "2000", "-n", name]
        command += ["-d", "dummy", "-r", "48000", "-p", str(period)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        waited = subprocess.run(["jack_wait", "-s", name, "-w", "-t", "10"], capture_output=True)
        time.sleep(0.2)  # a second server of one name ends at once
        self.runs = waited.returncode == 0 and self._process.poll() is None
        if not self.runs:
            self.kill()

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    @classmethod
    def started(cls, period: int = 256, realtime: bool = False) -> Jack:
        """A server under the first free one of three names; ``JACK_DEFAULT_SERVER`` then names it."""
        # JACK has room for eight names at a time and frees those of killed servers only when they come again
        os.environ["JACK_NO_START_SERVER"] = "1"
        for number in range(3):  # another run of the tests may have one of them
            name = f"fractalmidi-test-{(os.getpid() + number) % 3}"
            server = cls(name, period, realtime)
            if server.runs:
                os.environ["JACK_DEFAULT_SERVER"] = name
                return server
        raise RuntimeError("the JACK server did not start")


def port_of(player: Player, listener: Listener) -> Output:
    player.wait_for_outputs(20)
    wait_for(lambda: listener.name in [o.name for o in player.outputs()], "the listener's port")
    return next(o for o in player.outputs() if o.name == listener.name)


def open_keyboard(player: Player, listener: Listener) -> None:
    """Listen to the second client's keyboard, and return when it is heard."""
    player.wait_for_outputs(20)
    wait_for(lambda: listener.keys in [i.name for i in player.inputs()], "the keyboard")
    player.open_input(next(i for i in player.inputs() if i.name == listener.keys))

    def answers() -> bool:
        listener.send(b"\xb0\x66\x00")
        time.sleep(0.05)
        return any(isinstance(event, Played) for event in player.poll())

    wait_for(answers, "the keyboard's first message")
    time.sleep(0.1)
    player.poll()


def play(player: Player, score: Score, output: Output | None = None, step: float = 0.0) -> None:
    """All that the window does when Play is pressed."""
    if output is not None:
        player.open(output)
    player.set_music(score)
    player.play(step)


def collect(player: Player, events: list[object]) -> list[object]:
    events.extend(player.poll())
    return events
