"""THE table of commands: menus, tool buttons, palette, shortcut editor and tests all read it.

A new command is one row in a file of this folder and one ``actions.on("name", slot)`` where it is carried out.
"""

from __future__ import annotations

from fractalmidi_studio.commands import desk, edit, file, help, hole, notes, play, run, tools, view
from fractalmidi_studio.commands.table import MENUS, Command, Row, Submenu

ROWS: tuple[Row, ...] = (
    *file.ROWS, *edit.ROWS, *notes.ROWS, *desk.ROWS, *tools.ROWS, *hole.ROWS, *run.ROWS, *play.ROWS, *view.ROWS,
    *help.ROWS,
)  # fmt: skip
COMMANDS: dict[str, Command] = {row.name: row for row in ROWS if isinstance(row, Command)}

assert len({row.name for row in ROWS}) == len(ROWS), "two rows have the same name"
assert {row.menu for row in ROWS} <= {*MENUS, *(row.name for row in ROWS if isinstance(row, Submenu))}

__all__ = ["COMMANDS", "MENUS", "ROWS", "Command", "Row", "Submenu"]
