"""Values out of JSON, checked: the right kind, within limits, or ProjectFileError."""

from __future__ import annotations

import json
from typing import Any

from core.project.limits import MAX_TEXT, ProjectFileError


def from_json(data: bytes, name: str) -> dict[str, Any]:
    try:
        value = json.loads(data, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ProjectFileError(f"its part {name} is damaged ({str(error)[:80]}).") from error
    if not isinstance(value, dict):
        raise ProjectFileError(f"its part {name} is no table of names and values.")
    return value


def to_json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(
        "utf-8", "surrogatepass"
    )


def whole(table: Any, name: str, low: int, high: int, usual: int | None = None) -> int:
    """A whole number from ``low`` to ``high``; ``usual`` where there is none."""
    value = get(table, name, usual)
    if type(value) is not int or not low <= value <= high:
        raise ProjectFileError(f'its "{name}" is {shown(value)}, not a whole number from {low} to {high}.')
    return value


def yes(table: Any, name: str, usual: bool | None = None) -> bool:
    value = get(table, name, usual)
    if not isinstance(value, bool):
        raise ProjectFileError(f'its "{name}" is {shown(value)}, neither true nor false.')
    return value


def text(table: Any, name: str, usual: str | None = None) -> str:
    value = get(table, name, usual)
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise ProjectFileError(f'its "{name}" is {shown(value)}, not a text of at most {MAX_TEXT:,} characters.')
    return value


def many(table: Any, name: str, most: int) -> list[Any]:
    value = get(table, name, None)
    if not isinstance(value, list):
        raise ProjectFileError(f'its "{name}" is {shown(value)}, not a list.')
    if len(value) > most:
        raise ProjectFileError(f'its "{name}" has {len(value):,} entries; at most {most:,} are allowed.')
    return value


def get(table: Any, name: str, usual: Any) -> Any:
    if not isinstance(table, dict):
        raise ProjectFileError(f'there should be a table with "{name}", not {shown(table)}.')
    value = table.get(name, usual)
    if value is None and usual is None and name not in table:
        raise ProjectFileError(f'it has no "{name}".')
    return value


def shown(value: Any) -> str:
    """A short picture of a value for a sentence; never the whole of a huge one."""
    if isinstance(value, (list, dict)):
        return f"a {'list' if isinstance(value, list) else 'table'} of {len(value)}"
    if isinstance(value, str):
        return ascii(value[:40])
    if type(value) is int and value.bit_length() > 64:
        return "a huge number"
    return ascii(value)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number")
