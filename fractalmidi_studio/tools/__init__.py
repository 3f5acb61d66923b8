"""The tools of the canvas: one file a tool, one row here."""

from __future__ import annotations

from fractalmidi_studio.tools import brush, hand, rectangle
from fractalmidi_studio.tools.base import Tool

TOOLS: dict[str, Tool] = {tool.name: tool for tool in (hand.TOOL, rectangle.TOOL, brush.TOOL)}
