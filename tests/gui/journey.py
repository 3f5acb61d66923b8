"""A new user's journey through the real application, in a real window under Xvfb, with real keys and mouse events.

    python -m tests.gui.journey OUT_DIR [--piece SONG.mid] [--quality standard] [--seed N]

This process is the stage: an X server, a JACK server and a second MIDI client of its own, an empty home.  The
application runs in a process beside it (``journey_person.py``, ``person.py``), where a thread plays the person.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.core.playback.jack import Jack, Listener

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo" / "ballad.mid"
PACK_SONGS = ROOT.parent / "shared" / "data" / "pack" / "pop909" / "valid"
NEEDED = {"Xvfb": "xvfb", "xdotool": "xdotool", "jackd": "jackd2"}
SCREEN = "1600x900x24"
PERSON = "import sys; from tests.gui.journey_person import main; sys.exit(main(sys.argv[1]))"


def missing() -> str | None:
    """A sentence naming the packages that the journey needs and that are not installed; None if all are there."""
    packages = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    return f"not installed: {', '.join(packages)}" if packages else None


@dataclass(frozen=True)
class Journey:
    """What came of it.  ``facts`` is what the person noted down, ``strikes`` and ``releases`` what the client heard."""

    folder: Path
    piece: Path
    facts: dict[str, Any]
    strikes: Counter[tuple[int, int]]
    releases: Counter[tuple[int, int]]
    log: str

    @property
    def midi(self) -> Path:
        return self.folder / "exported.mid"

    @property
    def gif(self) -> Path:
        return self.folder / "run.gif"

    @property
    def png(self) -> Path:
        return self.folder / "roll.png"


def walk(
    folder: Path, piece: Path = DEMO, *, quality: str = "standard", seed: int = 7, whole: bool = True, limit: int = 600
) -> Journey:
    """Go the whole way (or, without ``whole``, up to the run's exports).  Raises RuntimeError where it ends early.

    ``folder`` gets the screenshots and the exported files; ``limit`` is in seconds.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fractalmidi-journey-") as home, contextlib.ExitStack() as stack:
        env = fresh_environment(Path(home))
        env["DISPLAY"] = stack.enter_context(x_server())
        env["JACK_DEFAULT_SERVER"] = stack.enter_context(jack_server())
        listener = stack.enter_context(contextlib.closing(Listener("recorder")))
        plan = {
            "folder": str(folder),
            "piece": str(piece.resolve()),
            "quality": quality,
            "seed": seed,
            "listener": listener.name,
            "whole": whole,
        }
        log = run_application(env, plan, folder, limit)
        heard = listener.count(0x90), listener.count(0x80)
    facts_file = folder / "facts.json"
    if not facts_file.exists():
        raise RuntimeError(f"the journey ended early:\n{log[-6000:]}")
    facts = json.loads(facts_file.read_text())
    if facts.get("problem"):
        raise RuntimeError(f"{facts['problem']}\n{log[-6000:]}")
    return Journey(folder, piece, facts, *heard, log)


def fresh_environment(home: Path) -> dict[str, str]:
    """As on a computer where the program was never started."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_", "PYTEST"))}
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        env[f"XDG_{name}_HOME"] = str(home / name.lower())
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    env |= {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "xcb",
        "FRACTALMIDI_AUDIO_BACKEND": "NULL",
        "JACK_NO_START_SERVER": "1",
        "PYTHONPATH": str(ROOT),
        "OMP_WAIT_POLICY": "PASSIVE",
    }
    return env


@contextlib.contextmanager
def x_server() -> Iterator[str]:
    """An X server on a display that nobody else has; yields its name."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"],
        pass_fds=[write_end],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as numbers:
            number = numbers.readline().strip()  # comes when the server is ready, or ends with it
        if not number:
            raise RuntimeError("the X server did not start")
        yield f":{number}"
    finally:
        end(server)


@contextlib.contextmanager
def jack_server() -> Iterator[str]:
    """A JACK server with a dummy sound card; yields its name, which the second client finds in the environment."""
    before = {name: os.environ.get(name) for name in ("JACK_DEFAULT_SERVER", "JACK_NO_START_SERVER")}
    os.environ["JACK_NO_START_SERVER"] = "1"
    server = None
    try:
        for number in range(3):  # JACK has room for eight names at a time, so they are used again
            name = f"fractalmidi-journey-{(os.getpid() + number) % 3}"
            server = Jack(name)
            if server.runs:
                break
        if server is None or not server.runs:
            raise RuntimeError("the JACK server did not start")
        os.environ["JACK_DEFAULT_SERVER"] = name
        yield name
    finally:
        if server is not None and server.runs:
            server.close()
        for variable, value in before.items():
            if value is None:
                os.environ.pop(variable, None)
            else:
                os.environ[variable] = value


def run_application(env: dict[str, str], plan: dict[str, Any], folder: Path, limit: int) -> str:
    """Run it to its end, or end it and whatever it started; returns what it said."""
    (folder / "facts.json").unlink(missing_ok=True)
    log = folder / "application.log"
    with log.open("wb") as out:
        # Of its own session, so that its engine and player can be ended with it, and nothing else.
        process = subprocess.Popen(
            [sys.executable, "-c", PERSON, json.dumps(plan)],
            cwd=ROOT,
            env=env,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            out.write(f"\nnot finished after {limit} s\n".encode())
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return log.read_text(errors="replace")


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def a_real_song() -> Path:
    """A song of the pack where that is at hand, else the demo piece."""
    songs = sorted(PACK_SONGS.glob("*.mid"))
    return songs[0] if songs else DEMO


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="folder for the screenshots and the exported files")
    parser.add_argument("--piece", type=Path, default=None, help="default: a song of the pack, else the demo piece")
    parser.add_argument("--quality", default="standard", choices=("fast", "standard", "high"))
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    problem = missing()
    if problem:
        sys.exit(problem)
    journey = walk(options.out, options.piece or a_real_song(), quality=options.quality, seed=options.seed)
    print(json.dumps(journey.facts, indent=2))
    print(f"heard: {journey.strikes.total()} strikes, {journey.releases.total()} releases")


if __name__ == "__main__":
    main()
