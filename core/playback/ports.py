"""The MIDI ports of this computer, out and in.  Used in the player process only: the drivers print, and some crash.

rtmidi raises nothing when a port vanishes, so the lists are compared again and again (``Ports.names``).
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

OutputKind = Literal["port", "virtual", "synth"]
CLIENT_NAME = "FractalMIDI Studio"
SYNTH_NAME = "Built-in synth"
_SECOND_LOOK_SECONDS = 0.3
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 1.0, 120.0  # between two tries to reach a MIDI system
_SIGNS = (("/dev/shm", "jack_*_[0-9]*_[0-9]*"), ("/dev/snd", "seq"))  # of JACK's servers and of ALSA's sequencer
NO_MIDI = "This computer has no MIDI system that could be reached, so the music plays through the built-in synth."
NO_VIRTUAL = (
    "Windows has no virtual MIDI ports: install a loopback driver such as loopMIDI, make a port there "
    "and choose it here."
)


@dataclass(frozen=True, slots=True)
class Output:
    """Where music can go."""

    name: str
    kind: OutputKind


@dataclass(frozen=True, slots=True)
class Input:
    """Where music can come from: a keyboard, or a port of our own that other programs connect to."""

    name: str
    kind: Literal["port", "virtual"]


BUILT_IN_SYNTH = Output(SYNTH_NAME, "synth")


class PortError(OSError):
    """A port cannot be used; the text is a sentence for the user."""


def virtual_port_hint() -> str | None:
    """A sentence for users of a system without virtual ports."""
    return NO_VIRTUAL if sys.platform == "win32" else None


class Ports:
    """One listing client for each MIDI system that runs (ALSA, JACK, CoreMIDI, Windows), and the opened ports."""

    def __init__(self) -> None:
        os.environ["JACK_NO_START_SERVER"] = "1"  # listing ports must not start a sound server
        self._clients: dict[int, Any] = {}
        self._in_clients: dict[int, Any] = {}
        self._known_inputs: dict[str, tuple[int, str]] = {}
        self._known: dict[str, tuple[int, str]] = {}
        self._virtual: Any = None
        self._servers: tuple[str, ...] | None = None  # signs of MIDI systems at the last try
        self._try_at, self._pause = 0.0, _FIRST_PAUSE_SECONDS

    def outputs(self) -> list[Output]:
        """All outputs there are now, the built-in synth last.  Never raises."""
        self._connect()
        self._known = _listed(self._clients)
        found = [Output(name, "port") for name in self._known]
        if self._virtual_api() is not None:
            found.append(Output(CLIENT_NAME, "virtual"))
        return [*found, BUILT_IN_SYNTH]

    def inputs(self) -> list[Input]:
        """All inputs there are now, our own virtual one last.  Never raises."""
        self._connect()
        self._known_inputs = _listed(self._in_clients)
        found = [Input(name, "port") for name in self._known_inputs]
        if self._virtual_api() is not None:
            found.append(Input(CLIENT_NAME, "virtual"))
        return found

    @property
    def has_midi(self) -> bool:
        return bool(self._clients)

    def open(self, output: Output) -> Any:
        """An open rtmidi.MidiOut.  Raises PortError with a sentence.

        The virtual port stays open once it is, so that what is connected to it stays connected.
        """
        if output.kind == "virtual":
            return self._open_virtual()
        self.outputs()
        if output.name not in self._known:  # a MIDI system that is busy with a client that just died may need a moment
            time.sleep(_SECOND_LOOK_SECONDS)
            self.outputs()
        if output.name not in self._known:
            raise PortError(
                f'The MIDI port "{output.name}" is not there: switch the instrument on or choose another port.'
            )
        api, name = self._known[output.name]
        try:
            port = _rtmidi().MidiOut(api, name=CLIENT_NAME)
            port.open_port(port.get_ports().index(name), name="out")
        except (OSError, ValueError, RuntimeError) as error:
            raise PortError(f'The MIDI port "{output.name}" could not be opened: {error}.') from error
        return port

    def open_input(self, source: Input) -> Any:
        """An open rtmidi.MidiIn that also hears clock messages.  Raises PortError with a sentence."""
        self.inputs()
        rtmidi = _rtmidi()
        try:
            if source.kind == "virtual":
                api = self._virtual_api()
                if api is None:
                    raise PortError(virtual_port_hint() or NO_MIDI)
                port = rtmidi.MidiIn(api, name=CLIENT_NAME)
                port.open_virtual_port("in")
            else:
                if source.name not in self._known_inputs:
                    raise PortError(f'The MIDI input "{source.name}" is not there: plug it in or choose another one.')
                api, name = self._known_inputs[source.name]
                port = rtmidi.MidiIn(api, name=CLIENT_NAME)
                port.open_port(port.get_ports().index(name), name="in")
        except PortError:
            raise
        except (OSError, ValueError, RuntimeError) as error:
            raise PortError(f'The MIDI input "{source.name}" could not be opened: {error}.') from error
        port.ignore_types(sysex=True, timing=False, active_sense=True)
        return port

    def is_there(self, port: Output | Input) -> bool:
        """Whether a port still exists.  Cheap; True for what is not a port."""
        is_input = isinstance(port, Input)
        known, clients = (self._known_inputs, self._in_clients) if is_input else (self._known, self._clients)
        if port.kind != "port" or port.name not in known:
            return port.kind != "port"
        api, name = known[port.name]
        client = clients.get(api)
        return client is not None and name in _port_names(client)

    def uses_jack(self, output: Output) -> bool:
        rtmidi = _rtmidi()
        if output.kind == "virtual":
            return self._virtual is not None and self._virtual_api() == rtmidi.API_UNIX_JACK
        return output.kind == "port" and self._known.get(output.name, (None, ""))[0] == rtmidi.API_UNIX_JACK

    @property
    def has_jack(self) -> bool:
        return bool(self._clients) and _rtmidi().API_UNIX_JACK in self._clients

    def jack_answers(self) -> bool:
        """Whether the JACK server lives.  Its old clients see nothing of its death, a new one does."""
        rtmidi = _rtmidi()
        try:
            rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=f"{CLIENT_NAME} probe").delete()
        except (OSError, RuntimeError):
            return False
        return True

    def close(self) -> None:
        if self._virtual is not None:
            self._virtual.close_port()
            self._virtual.delete()
            self._virtual = None
        for clients in (self._clients, self._in_clients):
            for client in clients.values():
                client.delete()
            clients.clear()

    def _connect(self, now: bool = False) -> None:
        """Try each MIDI system that rtmidi was compiled for and that isn't connected yet.

        A try that fails costs memory for good (20 kB of JACK's library), so there are fewer and fewer of them, unless
        ``now``, or there are signs of a system that has come.
        """
        servers = _signs_of_servers()
        if not now and servers == self._servers and time.monotonic() < self._try_at:
            return
        if servers != self._servers:
            self._pause = _FIRST_PAUSE_SECONDS
        self._servers, self._try_at = servers, time.monotonic() + self._pause
        self._pause = min(2 * self._pause, _LONGEST_PAUSE_SECONDS)
        try:
            rtmidi = _rtmidi()
        except ImportError:
            return
        for api in rtmidi.get_compiled_api():
            if api in self._clients or api == rtmidi.API_RTMIDI_DUMMY:
                continue
            try:
                self._clients[api] = rtmidi.MidiOut(api, name=f"{CLIENT_NAME} list")
                self._in_clients[api] = rtmidi.MidiIn(api, name=f"{CLIENT_NAME} list in")
            except (OSError, RuntimeError):
                continue

    def _virtual_api(self) -> int | None:
        if sys.platform == "win32":
            return None
        return next(iter(self._clients), None)

    def _open_virtual(self) -> Any:
        if self._virtual is not None:
            return self._virtual
        self._connect(now=True)
        api = self._virtual_api()
        if api is None:
            raise PortError(virtual_port_hint() or NO_MIDI)
        try:
            port = _rtmidi().MidiOut(api, name=CLIENT_NAME)
            port.open_virtual_port("out")
        except (OSError, RuntimeError) as error:
            raise PortError(f"The virtual MIDI port could not be opened: {error}.") from error
        self._virtual = port
        return port


def _listed(clients: dict[int, Any]) -> dict[str, tuple[int, str]]:
    """Ports by the name to show: system and name there.  Our own are left out."""
    known: dict[str, tuple[int, str]] = {}
    for api, client in clients.items():
        for name in _port_names(client):
            if name.startswith(CLIENT_NAME):
                continue
            shown = name
            if shown in known:
                shown = f"{name} ({_rtmidi().get_api_display_name(api)})"
            known[shown] = (api, name)
    return known


def _port_names(client: Any) -> list[str]:
    try:
        return [str(name) for name in client.get_ports()]
    except (OSError, RuntimeError, UnicodeDecodeError):
        return []


def _signs_of_servers() -> tuple[str, ...]:
    """Files of MIDI systems that run; none where they leave none, as on Windows, or hide them."""
    found = (str(file) for folder, pattern in _SIGNS for file in Path(folder).glob(pattern))
    return tuple(sorted(name for name in found if not Path(name).name.startswith("jack_sem.")))


def _rtmidi() -> Any:
    import rtmidi  # not at the top: the window's process has no use for it

    return rtmidi
