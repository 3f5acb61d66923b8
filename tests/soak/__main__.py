"""Hours of work at random in a real window: does memory grow, do threads or handles add up, does Qt complain?

    python -m tests.soak [--hours 8] [--out soak.csv] [--seed N] [--round 30] [--platform offscreen|xcb] [--leak KIND]
    python -m tests.soak --judge soak.csv

Real window, engine, model and player, in an empty home.  A row of figures a round goes to the CSV; at the end each
verdict is printed, and the exit code is 1 if one is bad.  ``--leak`` makes the window leak on purpose, to see that it
would be found.  ``--judge`` looks at the figures of an earlier soak.  The verdicts of an hour or more, unless it leaked
on purpose, go into ``docs/reliability.md``.
"""

from __future__ import annotations

import argparse
import csv
import json
import logging
import os
import sys
import tempfile
import threading
import time
import tracemalloc
from pathlib import Path
from typing import Any

from tests.soak.judge import WARM_UP_SECONDS, judge
from tests.soak.measure import COLUMNS
from tests.soak.outcome import CAMPAIGN, SHORTEST_RECORDED_SECONDS, outcome_of
from tests.torture.ledger import record


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--out", type=Path, default=Path("soak.csv"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--round", type=float, default=30.0, help="seconds of work between two measurements")
    parser.add_argument("--platform", choices=("offscreen", "xcb"), default="offscreen")
    parser.add_argument("--leak", choices=("memory", "thread", "handle", "warning"), help="leak on purpose")
    parser.add_argument("--judge", type=Path, help="judge the rows of this file instead")
    parser.add_argument("--trace", type=Path, help="write what grew (tracemalloc; slow) to this file")
    return parser.parse_args(arguments)


def fresh_home(folder: Path, platform: str) -> None:
    """As on a computer where the program was never started."""
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
    os.environ |= {
        "HOME": str(folder),
        "QT_QPA_PLATFORM": platform,
        "FRACTALMIDI_AUDIO_BACKEND": "NULL",
        "JACK_NO_START_SERVER": "1",
    }


class Complaints:
    """What Qt and Python had to complain about."""

    def __init__(self) -> None:
        self.qt = self.exceptions = 0
        self.texts: dict[str, int] = {}

    def install(self, catcher: Any) -> None:
        from PySide6.QtCore import QtMsgType, qInstallMessageHandler

        def handle(kind: QtMsgType, _context: Any, text: str) -> None:
            if text.startswith("This plugin does not support"):  # what a window without a screen cannot do
                return
            if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
                self.qt += 1
                self.note(f"Qt: {text}")

        def caught(text: str) -> None:
            self.exceptions += 1
            self.note(text)

        qInstallMessageHandler(handle)
        catcher.caught.connect(caught)

    def note(self, text: str) -> None:
        self.texts[text] = self.texts.get(text, 0) + 1


def leak(kind: str) -> None:
    """Once a round."""
    if kind == "memory":
        _LEAKED.append(os.urandom(200_000))
    elif kind == "thread":
        threading.Thread(target=time.sleep, args=(1e6,), daemon=True).start()
    elif kind == "handle":
        _LEAKED.append(open(os.devnull))  # noqa: SIM115, PTH123
    else:
        from PySide6.QtCore import qWarning

        qWarning("leaked on purpose")


_LEAKED: list[Any] = []


def soak(options: argparse.Namespace, folder: Path) -> tuple[list[dict[str, float]], Complaints]:
    from core.engine.client import EngineClient
    from fractalmidi_studio.app import ExceptionCatcher, make_application, make_player, start_autosave
    from fractalmidi_studio.housekeeping import settle
    from fractalmidi_studio.main_window import MainWindow
    from fractalmidi_studio.settings import Settings
    from tests.soak.person import Person, pieces_in

    app = make_application([])
    catcher, complaints = ExceptionCatcher(), Complaints()
    catcher.install()
    complaints.install(catcher)
    window = MainWindow(EngineClient(), make_player, Settings())
    catcher.caught.connect(window.show_problem)
    window.panels.built.connect(window.load_the_rest)
    window.panels.built.connect(settle)
    window.panels.built.connect(lambda: start_autosave(window))
    rows: list[dict[str, float]] = []
    until = time.monotonic() + options.hours * 3600
    traced: list[tracemalloc.Snapshot] = []
    with options.out.open("w", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()

        def tell(row: dict[str, float]) -> None:
            rows.append(row)
            table.writerow(row)
            file.flush()
            if options.leak:
                leak(options.leak)
            if options.trace and len(rows) in (10, 40):
                traced.append(tracemalloc.take_snapshot())
            if time.monotonic() >= until:
                person.stop()
                window.close()

        work = folder / "work"
        work.mkdir()
        pieces = pieces_in(work)
        person = Person(window, work, seed=options.seed, round_seconds=options.round, pieces=pieces, tell=tell)
        person.counts = lambda: {"qt_warnings": complaints.qt, "exceptions": complaints.exceptions}
        window.panels.built.connect(person.start)
        window.show()
        app.aboutToQuit.connect(window.shut_down)
        app.exec()
    if len(traced) > 1:
        growth = traced[-1].compare_to(traced[0], "traceback")
        options.trace.write_text("\n\n".join("\n".join([str(g), *g.traceback.format()]) for g in growth[:40]))
    return rows, complaints


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    options.out = options.out.resolve()
    complaints = Complaints()
    if options.judge is not None:
        with options.judge.open(newline="") as file:
            rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    else:
        rows, complaints = fresh_soak(options)
    seconds = rows[-1]["seconds"]
    warm_up = WARM_UP_SECONDS if seconds >= SHORTEST_RECORDED_SECONDS else seconds / 3
    print(f"{len(rows)} rounds, {rows[-1]['actions']:.0f} acts, {rows[-1]['runs']:.0f} runs, "
          f"{seconds / 3600:.2f} hours, the first {warm_up / 60:.0f} minutes not judged")  # fmt: skip
    verdicts = judge(rows, warm_up)
    for verdict in verdicts:
        print(f"{'ok  ' if verdict.passed else 'BAD '} {verdict.says}")
    if complaints.texts:
        print(json.dumps(complaints.texts, indent=1, ensure_ascii=False))
    if seconds >= SHORTEST_RECORDED_SECONDS and not options.leak:
        record(CAMPAIGN, outcome_of(rows, verdicts), options.seed)
    return 0 if all(verdict.passed for verdict in verdicts) else 1


def fresh_soak(options: argparse.Namespace) -> tuple[list[dict[str, float]], Complaints]:
    if options.trace:
        options.trace = options.trace.resolve()
        tracemalloc.start(12)
    with tempfile.TemporaryDirectory(prefix="fractalmidi-soak-") as name:
        fresh_home(Path(name), options.platform)
        logging.basicConfig(level=os.environ.get("SOAK_LOG", "ERROR"))
        return soak(options, Path(name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
