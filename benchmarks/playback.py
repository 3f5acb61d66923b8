"""How punctual and how clean playing is, heard by a second MIDI client through a JACK server with a dummy sound card.

    python -m benchmarks.playback [PART ...] [--seconds 60] [--times 2000] [--json OUT.json] [--docs docs/playback.md]

Parts: idle, idle-plain, busy, busy-plain (lateness of sixteenths; plain: without real-time priority), lost, thru,
reaction, kills, stuck, export.  Without a part: all.  ``--json`` adds to the figures that the file holds already, so
that the parts can be measured one by one; ``--docs`` writes the table of that file between the markers of the page.

Lateness includes the server: a message waits for its next period (128 frames, 2.7 ms).  JACK's own thread takes the
time of arrival.  The machine should do nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import playback_parts as parts

BEGIN, END = "<!-- figures: written by benchmarks.playback -->", "<!-- end of figures -->"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--times", type=int, default=2000, help="stops, seeks, loops, exceptions and kills in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--docs", type=Path)
    arguments = parser.parse_args()
    seconds = arguments.seconds
    table: dict[str, Callable[[], dict[str, Any]]] = {
        "idle": lambda: parts.lateness(seconds, realtime=True, loaded=False),
        "idle-plain": lambda: parts.lateness(seconds, realtime=False, loaded=False),
        "busy": lambda: parts.lateness(seconds, realtime=True, loaded=True),
        "busy-plain": lambda: parts.lateness(seconds, realtime=False, loaded=True),
        "lost": parts.lost,
        "thru": parts.thru,
        "reaction": lambda: parts.reaction() | {"edit, built-in synth": parts.synth_reaction()},
        "kills": lambda: parts.killed_windows(40),
        "stuck": lambda: parts.stuck(arguments.times, arguments.seed),
        "export": parts.export_speed,
    }
    unknown = set(arguments.parts) - set(table)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; the parts are {', '.join(table)}")
    report: dict[str, Any] = {}
    if arguments.json and arguments.json.exists():
        report = json.loads(arguments.json.read_text())
    for name in arguments.parts or (() if arguments.docs else table):
        report[name] = table[name]()
        print(f"{name:12} {report[name]}", flush=True)
        if arguments.json:
            report["machine"] = {"cores": os.cpu_count(), "period_ms": round(parts.PERIOD_MS, 2)}
            arguments.json.write_text(json.dumps(report, indent=1) + "\n")
    if arguments.docs:
        text = arguments.docs.read_text(encoding="utf-8")
        before, rest = text.split(BEGIN)
        arguments.docs.write_text(before + BEGIN + "\n\n" + _table(report) + "\n" + END + rest.split(END)[1], "utf-8")


_NAMES = {
    "idle": "lateness, idle, real-time priority",
    "idle-plain": "lateness, idle, without it",
    "busy": "lateness, sampler and canvas busy, real-time priority",
    "busy-plain": "lateness, sampler and canvas busy, without it",
    "thru": "key to note (thru)",
    "kills": "window killed, to silence",
}


def _table(report: dict[str, Any]) -> str:
    machine = report["machine"]
    lines = [
        f"{machine['cores']} cores, server's period {machine['period_ms']} ms. Milliseconds.",
        "",
        "| what | p50 | p99 | max | else |",
        "|---|---|---|---|---|",
    ]
    rows = [(_NAMES[name], report[name]) for name in _NAMES if name in report]
    rows += [(f"reaction: {what}", figures) for what, figures in report.get("reaction", {}).items()]
    for name, figures in rows:
        others = ", ".join(f"{key} {value:,}" for key, value in figures.items() if key not in ("p50", "p99", "max"))
        lines.append(f"| {name} | {figures['p50']} | {figures['p99']} | {figures['max']} | {others} |")
    lines += ["", "| count | figures |", "|---|---|"]
    for name in ("lost", "stuck", "export"):
        if name in report:
            lines.append(f"| {name} | {', '.join(f'{key} {value:,}' for key, value in report[name].items())} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
