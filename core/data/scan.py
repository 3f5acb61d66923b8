"""Which files a run learns from, which it is measured by, and why the others are left out."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.config import DataConfig
from core.data.corpus import Corpus
from core.data.likeness import find_alike
from core.data.pack import OUTCOMES, Pack, PackedPieces, cache_folder, open_pack
from core.files import write_bytes
from core.refusal import Refusal

VERDICTS = ("kept", "unreadable", "empty", "drums_only", "off_grid", "too_short", "odd_metre", "duplicate", "leak")
TOO_MUCH_OFF_GRID = 0.4  # of the notes; where nobody minded the beat, it is 0.6
FEWEST_NOTES = 8
FEWEST_FILES = 5  # of which some can be kept aside


@dataclass(frozen=True, slots=True)
class Verdict:
    path: str
    verdict: str  # one of VERDICTS
    reason: str  # a sentence; empty for a file that is kept
    bars: int
    notes: int
    part: str  # "train" or "valid": what it is kept for, or was meant for
    same_as: str = ""  # of a duplicate or a leak: the other file


@dataclass(slots=True)
class Scan:
    verdicts: list[Verdict]
    train: Corpus
    valid: Corpus
    leaks: list[Verdict]
    num_read_now: int  # files that were not in the cache
    identity: str  # changes when any file that is used does
    gone: list[str] = field(default_factory=list)  # files that an earlier scan of the run kept
    come: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Files by verdict, those without any left out."""
        found = Counter(verdict.verdict for verdict in self.verdicts)
        return {name: found[name] for name in VERDICTS if found[name]}

    def left_out(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.verdict != "kept"]

    def summary(self) -> str:
        """In one sentence."""
        counts = self.counts()
        kept = f"{len(self.verdicts)} files: {counts.get('kept', 0)} kept"
        parts = f"{len(self.train.pieces)} to learn from, {len(self.valid.pieces)} to be measured by"
        others = "".join(f", {n} {name.replace('_', ' ')}" for name, n in counts.items() if name != "kept")
        return f"{kept} ({parts}){others}."

    def to_dict(self) -> dict[str, Any]:
        parts = Counter(verdict.part for verdict in self.verdicts if verdict.verdict == "kept")
        return {
            "format": 1,
            "counts": self.counts(),
            "train": parts["train"],
            "valid": parts["valid"],
            "leaks": [asdict(leak) for leak in self.leaks],
            "files": [asdict(verdict) for verdict in self.verdicts],
        }


def scan(data: DataConfig, progress: Callable[[int, int], None] = lambda done, total: None) -> Scan:
    """Look at every file of ``data.train`` and ``data.valid``.  Raises FileNotFoundError, OSError, ValueError.

    Leaks (music of validation that is in training, too) are found and listed; ``refuse_leaks`` refuses them.
    """
    cache = cache_folder(data.cache)
    train_paths, valid_paths = ([Path(p) for p in folders] for folders in (data.train, data.valid))
    pack = open_pack([*valid_paths, *train_paths], cache, data.scan_workers, progress)
    is_valid = _under(pack.paths, valid_paths)
    verdict = _first_verdicts(pack, data)
    usable = np.flatnonzero(verdict == 0)
    # Validation first: what is in both is kept there, and found in training.
    usable = usable[np.argsort(~is_valid[usable], kind="stable")]
    rows = pack.rows[usable]
    alike = usable[find_alike(rows["fingerprint"], rows["sketch"])] if len(usable) else usable
    first = np.arange(len(pack.paths))
    first[usable] = alike
    twice = first != np.arange(len(first))
    leaking = twice & is_valid[first] & ~is_valid
    leaking |= _in_both(pack.paths, is_valid, train_paths) & (verdict == 0)
    if "duplicate" in data.leave_out:
        verdict[twice & ~leaking] = VERDICTS.index("duplicate")
    if data.leaks == "drop":
        verdict[leaking & ~is_valid] = VERDICTS.index("leak")
    if not data.valid:
        is_valid = _kept_aside(pack, verdict, first, data.valid_share)
    return _result(pack, data, verdict, is_valid, first, leaking)


def refuse_leaks(found: Scan, data: DataConfig) -> None:
    """Raise ValueError with a sentence where music of validation is in training, too."""
    if found.leaks and data.leaks == "refuse":
        names = "; ".join(
            f"{leak.path} ({f'the same as {leak.same_as}' if leak.same_as else 'in both'})" for leak in found.leaks[:3]
        )
        more = f" and {len(found.leaks) - 3} more" if len(found.leaks) > 3 else ""
        raise Refusal(
            f"music of the validation files is in the training files, too, so nothing could be told from them: {names}"
            f"{more}. Take them out of one of the folders, or let them be left out of training with data.leaks: drop"
        )


def _first_verdicts(pack: Pack, data: DataConfig) -> NDArray[np.int64]:
    """(n,) index into VERDICTS from what the file itself is."""
    rows = pack.rows
    verdict = np.array([VERDICTS.index("kept" if name == "read" else name) for name in OUTCOMES])[rows["outcome"]]

    def judge(name: str, condition: NDArray[np.bool_]) -> None:
        if name in data.leave_out:
            verdict[(verdict == 0) & condition] = VERDICTS.index(name)

    judge("off_grid", rows["off_grid"] > TOO_MUCH_OFF_GRID)
    judge("too_short", (rows["bars"] < data.min_bars) | (rows["notes"] < FEWEST_NOTES))
    judge("odd_metre", np.array([_is_odd(steps) for steps in range(1 << 10)])[np.minimum(rows["bar_steps"], 1023)])
    return verdict


def _is_odd(bar_steps: int) -> bool:
    """Five or seven to the bar and the like: not made of twos and threes."""
    for prime in (2, 3):
        while bar_steps and bar_steps % prime == 0:
            bar_steps //= prime
    return bar_steps > 1


def _under(paths: Sequence[Path], folders: Sequence[Path]) -> NDArray[np.bool_]:
    """Whether each path was found under one of ``folders``."""
    roots = set(folders)
    return np.array([bool(roots & {path, *path.parents}) for path in paths], np.bool_)


def _in_both(paths: Sequence[Path], is_valid: NDArray[np.bool_], train: Sequence[Path]) -> NDArray[np.bool_]:
    """The very same file, named for both."""
    return is_valid & _under(paths, train)


def _kept_aside(pack: Pack, verdict: NDArray[np.int64], first: NDArray[np.int64], share: float) -> NDArray[np.bool_]:
    """Some of the files that are kept, by their music: the same ones whatever else lies in the folder."""
    aside = np.zeros(len(verdict), np.bool_)
    kept = np.flatnonzero((verdict == 0) & (first == np.arange(len(first))))
    if share and len(kept) >= FEWEST_FILES:
        draws = [hashlib.sha256(pack.rows["fingerprint"][i].tobytes()).digest() for i in kept]
        order = sorted(range(len(kept)), key=draws.__getitem__)
        aside[kept[order[: max(1, round(share * len(kept)))]]] = True
        aside |= aside[first]  # copies stay with their original
    return aside


def _result(
    pack: Pack,
    data: DataConfig,
    verdict: NDArray[np.int64],
    is_valid: NDArray[np.bool_],
    first: NDArray[np.int64],
    leaking: NDArray[np.bool_],
) -> Scan:
    verdicts = [_verdict(pack, data, i, int(verdict[i]), bool(is_valid[i]), int(first[i])) for i in range(len(first))]
    train, valid = (
        Corpus(
            PackedPieces(pack, np.flatnonzero((verdict == 0) & (is_valid == wanted)), data.played_styles),
            [(Path(v.path), v.reason) for v in verdicts if v.reason and (v.part == "valid") == wanted],
        )
        for wanted in (False, True)
    )
    used = hashlib.sha256()
    for i in np.flatnonzero(verdict == 0).tolist():
        used.update(pack.rows["fingerprint"][i].tobytes() + bytes([int(is_valid[i])]))
    leaks = [verdicts[i] for i in np.flatnonzero(leaking).tolist()]
    return Scan(verdicts, train, valid, leaks, pack.num_read_now, used.hexdigest())


def _verdict(pack: Pack, data: DataConfig, i: int, verdict: int, is_valid: bool, first: int) -> Verdict:
    row, path, other = pack.rows[i], pack.paths[i], str(pack.paths[first]) if first != i else ""
    reasons = {
        "kept": "",
        "off_grid": f"{row['off_grid']:.0%} of its notes lie off the beat's sixteenths: quantise it first",
        "too_short": f"it has {row['bars']} bars and {row['notes']} notes; at least {data.min_bars} bars and "
        f"{FEWEST_NOTES} notes are wanted",
        "odd_metre": f"its bars are {row['bar_steps']} sixteenths long, which are no twos and threes",
        "duplicate": f"it is the same music as {other}",
        "leak": f"it is the same music as {other}, which is kept for validation",
    }
    name = VERDICTS[verdict]
    said = pack.reasons.get(i, "").removeprefix(str(path)).removesuffix(" and was left out")
    reason = reasons.get(name, f"it{said}")
    return Verdict(
        str(path), name, reason, int(row["bars"]), int(row["notes"]), "valid" if is_valid else "train", other
    )


def write_report(found: Scan, path: Path) -> None:
    """``scan.json``: every file with its verdict."""
    write_bytes(path, json.dumps(found.to_dict(), ensure_ascii=False, indent=1).encode())


def read_kept(path: Path) -> set[str]:
    """Paths that an earlier report kept; empty without one."""
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {str(file["path"]) for file in files if file["verdict"] == "kept"}
    except (OSError, ValueError, LookupError, TypeError):
        return set()
