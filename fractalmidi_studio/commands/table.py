"""What a row of the table of commands is."""

from __future__ import annotations

from dataclasses import dataclass

from fractalmidi_studio.i18n import later


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the user can ask for.

    ``menu`` is a name of MENUS or of a Submenu; the rows' order is the menu's order.  ``keys`` are the usual
    shortcuts, which the user may change.  Commands of the same ``group`` exclude each other.
    """

    name: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    short: str = ""  # the word on a tool button, where the text is too long
    checkable: bool = False
    group: str = ""
    line_above: bool = False  # in the menu
    on_roll: bool = False  # its keys work while the roll has the focus: elsewhere arrows move in lists and fields


@dataclass(frozen=True, slots=True)
class Submenu:
    """A menu within a menu; it holds the commands that name it, or is filled by the window (recent files)."""

    name: str
    text: str
    menu: str
    line_above: bool = False


Row = Command | Submenu

MENUS: dict[str, str] = {
    "file": later("&File"),
    "edit": later("&Edit"),
    "notes": later("&Notes"),
    "tools": later("&Tools"),
    "hole": later("H&ole"),
    "run": later("&Run"),
    "play": later("&Play"),
    "view": later("&View"),
    "help": later("&Help"),
}
