"""The tools of the canvas, from their own table, and what changes how they work."""

from __future__ import annotations

from fractalmidi_studio.commands.table import Command, Row
from fractalmidi_studio.i18n import later
from fractalmidi_studio.tools import TOOLS

ROWS: tuple[Row, ...] = (
    *(
        Command(f"tool_{tool.name}", tool.label, "tools", (tool.shortcut,), tool.name, tool.tip, "", True, "tool")
        for tool in TOOLS.values()
    ),
    Command(
        "cell_cursor", later("Keyboard Cursor"), "tools", ("N",), "",
        later("Arrows move it, Return presses and lets go the tool, Delete erases, Esc ends it"), checkable=True,
        line_above=True,
    ),
    Command(
        "erase", later("Erase Hole"), "tools", ("X",), "erase",
        later("The hole tools take cells out of the hole (also: right button or Alt)"), short=later("Erase"),
        checkable=True, line_above=True,
    ),
    Command(
        "intersect", later("Keep Only"), "tools", ("Shift+X",), "",
        later("The hole tools keep of the hole what lies in the shape (also: Alt+Shift)"), checkable=True,
    ),
    Command("brush_smaller", later("Smaller Brush"), "tools", ("[",), tip=later("Make the brush one cell smaller")),
    Command("brush_larger", later("Larger Brush"), "tools", ("]",), tip=later("Make the brush one cell larger")),
)  # fmt: skip
