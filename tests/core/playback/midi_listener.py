"""A second MIDI client in a process of its own, through JACK: an instrument that says what it hears, and a keyboard.

Prints a line a message: the clock at which this program saw it, the seconds between it and the message before as JACK's
own thread saw them, and its bytes in hex.  Sends what it reads: hex, a line a message,
and answers with the clock at which it was sent: ``sent CLOCK``.
"""

from __future__ import annotations

import sys
import time

import rtmidi


def say(line: str) -> None:
    """In one piece: two threads speak."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(client_name: str) -> None:
    port = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name=client_name)
    port.ignore_types(sysex=False, timing=False, active_sense=False)

    def hear(event: tuple[list[int], float], _data: object) -> None:
        say(f"{time.perf_counter():.6f} {event[1]:.6f} {bytes(event[0]).hex()}")

    port.set_callback(hear)
    port.open_virtual_port("in")
    keys = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=f"{client_name} keys")
    keys.open_virtual_port("out")
    say("ready")
    for line in sys.stdin:  # until the test closes the pipe
        now = time.perf_counter()
        keys.send_message(bytes.fromhex(line))
        say(f"sent {now:.6f}")
    for client in (port, keys):
        client.close_port()
        client.delete()


if __name__ == "__main__":
    main(sys.argv[1])
