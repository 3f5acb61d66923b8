"""The application ended in the middle of anything: no process, thread, lock or temporary file is left, no file is half.

By closing the window, by SIGTERM and by SIGKILL, at a random moment of each activity.  What a killed process had open
it cannot tidy up, so after SIGKILL only the processes and the files under their own names are looked at.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from core.midi_file import read_midi
from tests.torture.campaign import Outcome
from tests.torture.stage import ROOT, percentiles

ACTIVITIES = (
    "sampling", "saving", ".wav", "playing", "loading", ".gif", "recording", "opening", ".png", "nothing",
)  # fmt: skip
WAYS = ("close", "SIGTERM", "SIGKILL")
LONGEST_SECONDS = 120.0  # to begin, or to end, on a busy machine
_MARK = "FRACTALMIDI_TORTURE_MARK"
_BAD = ("Traceback", "QThread", "QObject", "QTimer", "Fatal Python error", "leaked")
_BEGINNINGS = {".wav": b"RIFF", ".png": b"\x89PNG", ".gif": b"GIF8"}


def run(amount: int, seed: int, keep: Path) -> Outcome:
    rng, outcome = random.Random(seed), Outcome()
    ends: dict[str, list[float]] = {way: [] for way in WAYS}
    for number in range(amount):
        activity, way = ACTIVITIES[number % len(ACTIVITIES)], WAYS[(number + number // len(ACTIVITIES)) % len(WAYS)]
        outcome.tries += 1
        with tempfile.TemporaryDirectory(prefix="fractalmidi-quit-") as home:
            one = _Try(Path(home), activity, way, rng.uniform(0, 0.8), outcome)
            ends[way].append(one.perform(keep))
    outcome.worst_seconds = max(seconds for way in ends.values() for seconds in way)
    outcome.figures = {f"{way}, ms to the last process's end": percentiles(ends[way]) for way in WAYS if ends[way]}
    return outcome


class _Try:
    def __init__(self, home: Path, activity: str, way: str, delay: float, outcome: Outcome) -> None:
        self.home, self.activity, self.way, self.delay, self.outcome = home, activity, way, delay, outcome
        self.how, self.mark = f"{activity}, {way} after {delay:.2f} s", uuid.uuid4().hex
        self.work, self.temporary = home / "work", home / "tmp"
        self.work.mkdir()
        self.temporary.mkdir()

    def perform(self, keep: Path) -> float:
        """Seconds from the wish to end to the end of the last process."""
        failures = self.outcome.failures.total()
        seconds = self._end_it()
        self._look_at_files()
        if self.outcome.failures.total() > failures:
            keep.joinpath(f"quit-{self.mark[:8]}.txt").write_text(f"{self.how}\n{(self.home / 'said').read_text()}")
        return seconds

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
        kept |= {f"XDG_{name}_HOME": str(self.home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        return kept | {
            _MARK: self.mark, "HOME": str(self.home), "TMPDIR": str(self.temporary), "QT_QPA_PLATFORM": "offscreen",
            "FRACTALMIDI_AUDIO_BACKEND": "NULL", "JACK_NO_START_SERVER": "1",
        }  # fmt: skip

    def _end_it(self) -> float:
        own = self.delay if self.way == "close" else -1.0  # after which it closes its window itself
        code = "import sys; from tests.torture.quits_application import main; main(*sys.argv[1:])"
        said = self.home / "said"
        with said.open("w") as errors:
            process = subprocess.Popen(
                [sys.executable, "-c", code, self.activity, str(own), str(self.work)],
                cwd=ROOT, env=self._environment(), stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip
            assert process.stdout is not None
            began = process.stdout.readline().strip()  # "now", when the activity is under way
            time.sleep(self.delay)
            if self.way != "close":
                process.send_signal(signal.SIGTERM if self.way == "SIGTERM" else signal.SIGKILL)
            asked = time.monotonic()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(LONGEST_SECONDS)
            while list(self._processes()) and time.monotonic() < asked + LONGEST_SECONDS:
                time.sleep(0.02)
            seconds = time.monotonic() - asked
            process.stdout.close()
        if began != "now":
            self.outcome.fail("did not begin", self.how)
        for pid in self._processes():
            self.outcome.fail("a process is left", self.how)
            os.kill(pid, signal.SIGKILL)
        text = said.read_text()
        if self.way != "SIGKILL" and (process.returncode != 0 or any(bad in text for bad in _BAD)):
            self.outcome.fail("not a clean end", f"{self.how}: {process.returncode} {text[-600:]}")
        return seconds

    def _processes(self) -> Iterator[int]:
        """Those that were begun by the application, however far down."""
        wanted = f"{_MARK}={self.mark}".encode()
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                with contextlib.suppress(OSError):
                    if wanted in (folder / "environ").read_bytes():
                        yield int(folder.name)

    def _look_at_files(self) -> None:
        if self.way != "SIGKILL":
            for path in self.temporary.rglob("*"):
                self.outcome.fail("a temporary file is left", f"{self.how}: {path.name}")
            for path in self.home.rglob("*"):
                half = path.parent == self.work and path.name.startswith(".") and path.is_file()
                if half or path.name.endswith((".lock", ".part")):
                    self.outcome.fail("a lock or half a file is left", f"{self.how}: {path.relative_to(self.home)}")
        for path in self.work.glob("out*"):
            try:
                _read_whole(path)
            except (ValueError, OSError) as error:
                self.outcome.fail("half a file", f"{self.how}: {path.name} {error}")


def _read_whole(path: Path) -> None:
    if path.suffix == ".fmstudio":
        from core.project.store import open_project

        open_project(path)
    elif path.suffix == ".mid":
        read_midi(path)
    elif not path.read_bytes().startswith(_BEGINNINGS[path.suffix]):
        raise ValueError("it begins with something else")
