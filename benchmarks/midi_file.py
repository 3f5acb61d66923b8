"""Seconds and memory to open a MIDI file of very many notes, in a process of its own.

    python -m benchmarks.midi_file [--notes 1000000] [--repeats 3]

Prints the best processor time, wall time and the peak memory of the whole process, Python and NumPy included.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path


def file_of(num_notes: int) -> bytes:
    """Chords of four, every note its own on and off, nothing saved by running status."""
    out = bytearray()
    for number in range(0, num_notes, 4):
        pitches = [36 + (number * 7 + place * 5) % 60 for place in range(min(4, num_notes - number))]
        for place, pitch in enumerate(pitches):
            out += bytes((0 if place else 30, 0x90, pitch, 40 + number % 80))
        for place, pitch in enumerate(pitches):
            out += bytes((0 if place else 90, 0x80, pitch, 64))
    out += b"\x00\xff\x2f\x00"
    head = b"MThd" + (6).to_bytes(4) + (0).to_bytes(2) + (1).to_bytes(2) + (480).to_bytes(2)
    return head + b"MTrk" + len(out).to_bytes(4) + bytes(out)


def measure(num_notes: int) -> dict[str, float]:
    from core.midi_file import parse_midi

    data = file_of(num_notes)
    wall, processor = time.perf_counter(), time.process_time()
    found = parse_midi(data, "many.mid")
    seconds = {"seconds": time.perf_counter() - wall, "processor_seconds": time.process_time() - processor}
    assert found.report.num_notes == num_notes
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds | {"peak_mb": peak_mb, "file_mb": len(data) / 2**20}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measure(options.notes)))
        return
    command = [sys.executable, "-m", "benchmarks.midi_file", "--here", "--notes", str(options.notes)]
    root = Path(__file__).resolve().parents[1]
    rows = [
        json.loads(subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout)
        for _ in range(options.repeats)
    ]
    best = {name: (max if name == "peak_mb" else min)(row[name] for row in rows) for name in rows[0]}
    print(
        f"{options.notes:,} notes, {best['file_mb']:.1f} MB: {best['seconds']:.2f} s "
        f"({best['processor_seconds']:.2f} s of processor), peak {best['peak_mb']:.0f} MB"
    )


if __name__ == "__main__":
    main()
