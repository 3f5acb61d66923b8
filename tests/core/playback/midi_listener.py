"""A second MIDI client in a process of its own: prints what it hears through JACK, a line of hex a message."""

from __future__ import annotations

import sys
import time

import rtmidi


def main(client_name: str) -> None:
    port = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name=client_name)
    port.ignore_types(sysex=False, timing=False, active_sense=False)
    port.set_callback(lambda event, _data: print(f"{time.perf_counter():.6f} {bytes(event[0]).hex()}", flush=True))
    port.open_virtual_port("in")
    print("ready", flush=True)
    sys.stdin.read()  # until the test closes the pipe
    port.close_port()
    port.delete()


if __name__ == "__main__":
    main(sys.argv[1])
