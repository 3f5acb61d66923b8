"""Drag the view about; paints nothing."""

from __future__ import annotations

from fractalmidi_studio.i18n import later
from fractalmidi_studio.tools.base import Tool

TOOL = Tool(
    "hand",
    later("Hand"),
    "H",
    later("Drag the music about (the middle mouse button always does)"),
    None,
    family="view",
)
