"""A run's capsule: all that it takes to write the same notes again, small and fit for JSON.

Arrays are packed (bits, zlib, base64); the music that the run saw is kept as rows of notes.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import __version__
from core.config import SampleConfig
from core.roll import MAX_STEPS, NUM_PITCHES, Roll, notes_of, roll_from_notes
from core.sampler.request import Checkpoint, Draft, SampleRequest

FORMAT = 1
_BEFORE = {"groove": 0.0, "metre": "written"}  # settings that runs had before they could be told
MAX_UNPACKED = 64 * 2**20  # bytes of one array


class CapsuleError(ValueError):
    """A capsule that cannot be read; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True, eq=False)
class Capsule:
    """``name``: the kind of run.  ``result``: what ``fingerprint`` says of the roll that came out."""

    name: str
    checkpoint: str  # SHA-256 of the model file
    request: SampleRequest
    result: str
    version: str = __version__

    @classmethod
    def of(cls, name: str, request: SampleRequest, result: Roll, checkpoint: str) -> Capsule:
        return cls(name, checkpoint, request, fingerprint(result))

    @property
    def seed(self) -> int:
        return self.request.config.seed

    def replay(self, path: str | None = None) -> SampleRequest:
        """The request that writes the same notes again, with the model file at ``path`` (None: the engine's own).

        Where that is not the file that wrote them, the engine says so instead of writing something else.
        """
        return replace(self.request, checkpoint=Checkpoint(path, self.checkpoint))

    def matches(self, result: Roll) -> bool:
        """Whether a replay gave the very same notes."""
        return fingerprint(result) == self.result

    def to_json(self) -> dict[str, Any]:
        request = self.request
        out: dict[str, Any] = {
            "format": FORMAT,
            "name": self.name,
            "version": self.version,
            "checkpoint": self.checkpoint,
            "result": self.result,
            "settings": asdict(request.config),
            "num_steps": request.roll.num_steps,
            "music": _packed(notes_of(request.roll).astype(np.int32)),
            "hole": _packed_bits(request.hole),
            "goes_on": request.goes_on,
        }
        if request.downbeat is not None:
            out["downbeat"] = _packed_bits(request.downbeat)
        if request.draft is not None:
            out["draft"] = {
                "music": _packed(notes_of(request.draft.roll).astype(np.int32)),
                "decided": _packed_bits(request.draft.decided),
            }
        return out

    @classmethod
    def from_json(cls, data: Any) -> Capsule:
        """Raises CapsuleError with a sentence for anything but what ``to_json`` gave."""
        try:
            if not isinstance(data, dict) or data["format"] != FORMAT:
                raise CapsuleError("This run was kept by another version of the program and cannot be replayed.")
            steps = int(data["num_steps"])
            if not 1 <= steps <= MAX_STEPS:
                raise CapsuleError(f"The capsule speaks of {steps} steps, which is no length of a piece.")
            request = SampleRequest(
                roll=_roll(data["music"], steps),
                hole=_bits(data["hole"], (NUM_PITCHES, steps)),
                config=_config(data["settings"]),
                downbeat=_bits(data["downbeat"], (steps,)) if "downbeat" in data else None,
                goes_on=bool(data["goes_on"]),
                draft=_draft(data["draft"], steps) if "draft" in data else None,
            )
            return cls(
                str(data["name"]), str(data["checkpoint"]), request, str(data["result"]), version=str(data["version"])
            )
        except CapsuleError:
            raise
        except (KeyError, TypeError, ValueError, OverflowError, zlib.error) as error:
            raise CapsuleError(f"The capsule of a run is damaged and cannot be replayed ({error}).") from error


def fingerprint(roll: Roll) -> str:
    """SHA-256 of the notes of a roll."""
    return hashlib.sha256(notes_of(roll).astype("<i8").tobytes()).hexdigest()


def _config(data: Any) -> SampleConfig:
    from core.config_io import ConfigError, from_dict  # here: the window's first frame does not wait for pydantic

    if not isinstance(data, dict):
        raise CapsuleError("The capsule of a run is damaged: it has no settings.")
    try:
        return from_dict(SampleConfig, _BEFORE | data, "the capsule")
    except ConfigError as error:
        raise CapsuleError(f"The capsule of a run has settings that this version does not know: {error}") from error


def _draft(data: Any, steps: int) -> Draft:
    return Draft(_roll(data["music"], steps), _bits(data["decided"], (NUM_PITCHES, steps)))


def _packed(array: NDArray[np.generic]) -> str:
    return base64.b64encode(zlib.compress(array.tobytes(), 9)).decode("ascii")


def _packed_bits(cells: NDArray[np.bool_]) -> str:
    return _packed(np.packbits(cells))


def _bytes(text: Any) -> bytes:
    unpacker = zlib.decompressobj()
    out = unpacker.decompress(base64.b64decode(str(text), validate=True), MAX_UNPACKED)
    if not unpacker.eof:
        raise CapsuleError("The capsule of a run is damaged: it holds more than a piece can.")
    return out


def _bits(text: Any, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    bits = np.unpackbits(np.frombuffer(_bytes(text), np.uint8), count=int(np.prod(shape)))
    return bits.astype(np.bool_).reshape(shape)


def _roll(text: Any, steps: int) -> Roll:
    return checked_roll(np.frombuffer(_bytes(text), np.int32).reshape(-1, 4).astype(np.int64), steps)


def checked_roll(rows: NDArray[np.int64], steps: int) -> Roll:
    """The roll of (n, 4) rows out of a file; CapsuleError where a note cannot be."""
    onset, pitch, duration, velocity = rows.T
    fits = (onset >= 0) & (onset < steps) & (pitch >= 0) & (pitch < NUM_PITCHES) & (duration > 0) & (duration <= steps)
    if not (fits & (velocity > 0) & (velocity < 128)).all():
        raise CapsuleError("The capsule of a run is damaged: it holds notes that there cannot be.")
    return roll_from_notes(rows, steps)
