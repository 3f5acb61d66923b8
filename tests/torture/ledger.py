"""The figures of whole campaigns: kept in ``docs/reliability.json``, shown in ``docs/reliability.md``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import core
from core.files import write_bytes
from tests.torture.campaign import Campaign, Outcome

DOCS = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- figures: written by python -m tests.torture -->", "<!-- end of figures -->"


def record(campaign: Campaign, outcome: Outcome, seed: int, docs: Path = DOCS) -> None:
    path = docs / "reliability.json"
    rows: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    rows[campaign.name] = {
        "what": campaign.what,
        "tries": outcome.tries,
        "unit": campaign.unit,
        "failures": dict(outcome.failures),
        "worst_seconds": round(outcome.worst_seconds, 3),
        "figures": outcome.figures,
        "seed": seed,
        "version": core.__version__,
        "date": date.today().isoformat(),
    }
    write_bytes(path, (json.dumps(rows, indent=1, sort_keys=True) + "\n").encode())
    page = docs / "reliability.md"
    text = page.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    write_bytes(page, f"{head}{BEGIN}\n{table(rows)}{END}{rest.split(END)[1]}".encode())


def table(rows: dict[str, Any]) -> str:
    lines = ["| campaign | what | tried | failed | slowest | more |", "|---|---|---|---|---|---|"]
    for name, row in sorted(rows.items()):
        failed = ", ".join(f"{n:,} {kind}" for kind, n in row["failures"].items()) or "0"
        more = "; ".join(f"{key} {_number(value)}" for key, value in row["figures"].items())
        slowest = f"{row['worst_seconds']:.2f} s" if row["worst_seconds"] else ""
        cells = (name, row["what"], f"{row['tries']:,} {row['unit']}", failed, slowest, more)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _number(value: float | int | str) -> str:
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else value
