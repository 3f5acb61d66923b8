"""What the application remembers of playing: ports, clock, metronome, instruments, and each piece's loop."""

from __future__ import annotations

from pathlib import Path

from fractalmidi_studio.settings import Settings

_LOOPS = 20  # pieces


class PlaybackSettings:
    """Reads broken or foreign values as if they were not there."""

    def __init__(self, settings: Settings) -> None:
        self._store = settings.store

    def text(self, name: str) -> str:
        """``input``, ``soundfont``: empty where nothing was chosen."""
        return str(self._store.value(f"playback/{name}", "") or "")

    def flag(self, name: str, usual: bool = False) -> bool:
        """``thru``, ``clock_out``, ``follow_clock``, ``metronome``, ``count_in``."""
        value = str(self._store.value(f"playback/{name}", usual)).lower()  # an INI file gives text
        return value == "true" if value in ("true", "false") else usual

    def number(self, name: str, usual: int, low: int, high: int) -> int:
        """``volume`` in percent, ``quantise`` and ``step_length`` in steps."""
        try:
            return min(max(low, int(float(str(self._store.value(f"playback/{name}", usual))))), high)
        except ValueError:
            return usual

    def keep(self, name: str, value: str | bool | int) -> None:
        self._store.setValue(f"playback/{name}", value)

    def loop(self, piece: Path | None) -> tuple[int, int, bool] | None:
        """First step, end, and whether it is on: the loop that a piece was left with."""
        for line in self._loops():
            name, start, stop, on = line.rsplit("|", 3)
            if piece is not None and name == str(piece):
                return int(start), int(stop), on == "1"
        return None

    def keep_loop(self, piece: Path | None, region: tuple[int, int] | None, on: bool) -> None:
        if piece is None:
            return
        others = [line for line in self._loops() if line.rsplit("|", 3)[0] != str(piece)]
        own = [] if region is None else [f"{piece}|{region[0]}|{region[1]}|{int(on)}"]
        self._store.setValue("playback/loops", [*own, *others][:_LOOPS])

    def _loops(self) -> list[str]:
        value = self._store.value("playback/loops", [])
        lines = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [line for line in map(str, lines) if _is_loop(line)]


def _is_loop(line: str) -> bool:
    parts = line.rsplit("|", 3)
    return len(parts) == 4 and parts[1].isdecimal() and parts[2].isdecimal() and int(parts[1]) < int(parts[2])
