"""The tools of the canvas: one file a tool, one row here.

Three families: ``view`` moves what is seen, ``notes`` change the music, ``hole`` paints what is to be written anew.
"""

from __future__ import annotations

from fractalmidi_studio.tools import (
    brush,
    draw,
    erase_notes,
    hand,
    knife,
    lasso_hole,
    lasso_notes,
    rectangle,
    select,
    zoom,
)
from fractalmidi_studio.tools.base import Tool
from fractalmidi_studio.tools.notes import NoteTool

AnyTool = Tool | NoteTool
FAMILIES = ("view", "notes", "hole")
_NOTE_TOOLS: tuple[AnyTool, ...] = (select.TOOL, lasso_notes.TOOL, draw.TOOL, erase_notes.TOOL, knife.TOOL)
_HOLE_TOOLS: tuple[AnyTool, ...] = (rectangle.TOOL, brush.TOOL, lasso_hole.TOOL)
TOOLS: dict[str, AnyTool] = {tool.name: tool for tool in (hand.TOOL, zoom.TOOL, *_NOTE_TOOLS, *_HOLE_TOOLS)}

assert {tool.family for tool in TOOLS.values()} == set(FAMILIES)
