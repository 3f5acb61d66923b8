"""The grid that hands hold on to: lengths by name, and where a tick falls on them."""

from __future__ import annotations

from dataclasses import dataclass

from fractalmidi_studio.i18n import later

# Parts of a whole note; triplets are two thirds of their note.
GRIDS: dict[str, float] = {
    "1/4": 1 / 4,
    "1/8": 1 / 8,
    "1/16": 1 / 16,
    "1/32": 1 / 32,
    "1/64": 1 / 64,
    "1/4T": 1 / 6,
    "1/8T": 1 / 12,
    "1/16T": 1 / 24,
}
OFF = "off"
USUAL = "1/16"
GRID_WORDS = {**{name: name for name in GRIDS}, OFF: later("No snap")}


@dataclass(frozen=True, slots=True)
class Snap:
    """Grid lines every ``ticks`` ticks from the piece's beginning; 0: no grid, every tick is one."""

    ticks: float

    @classmethod
    def named(cls, name: str, ticks_per_quarter: int) -> Snap:
        return cls(GRIDS.get(name, 0.0) * 4 * ticks_per_quarter)

    def nearest(self, tick: float, free: bool = False) -> int:
        """The line nearest to a tick, or with ``free`` (Alt) the tick itself; not before the beginning."""
        return self._line(tick, 0.5, free)

    def before(self, tick: float, free: bool = False) -> int:
        """The line at or before a tick."""
        return self._line(tick, 1e-6, free)

    def length(self, ticks_per_quarter: int) -> int:
        """One step of the grid; without one a 64th note, so that nothing gets too short to be seen."""
        return max(1, round(self.ticks if self.ticks else ticks_per_quarter / 16))

    def _line(self, tick: float, up: float, free: bool) -> int:
        if free or not self.ticks:
            return max(0, round(tick))
        return max(0, round(int(max(0.0, tick) / self.ticks + up) * self.ticks))
