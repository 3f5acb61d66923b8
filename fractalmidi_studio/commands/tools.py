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
        "erase", later("Erase"), "tools", ("E",), "erase",
        later("The tools take cells out of the hole (also: right button or Alt)"), checkable=True, line_above=True,
    ),
    Command("brush_smaller", later("Smaller Brush"), "tools", ("[",), tip=later("Make the brush one cell smaller")),
    Command("brush_larger", later("Larger Brush"), "tools", ("]",), tip=later("Make the brush one cell larger")),
)  # fmt: skip
