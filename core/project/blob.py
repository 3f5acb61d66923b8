"""Arrays and bytes one after the other in one part; JSON says where each of them lies."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.project.limits import ProjectFileError

Span = list[int]  # offset, length in bytes


class BlobWriter:
    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, data: bytes) -> Span:
        span = [self._size, len(data)]
        self._parts.append(data)
        self._size += len(data)
        return span

    def add_numbers(self, numbers: NDArray[np.integer]) -> Span:
        return self.add(np.ascontiguousarray(numbers, "<i8").tobytes())

    def bytes(self) -> bytes:
        return b"".join(self._parts)


class BlobReader:
    """Every read is checked against what is there: ProjectFileError where it is not."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def take(self, span: Any) -> bytes:
        offset, length = _pair(span)
        if offset + length > len(self._data):
            raise ProjectFileError("a part of it points beyond its end.")
        return self._data[offset : offset + length]

    def numbers(self, span: Any, columns: int, most: int) -> NDArray[np.int64]:
        """(columns, n) whole numbers, n at most ``most``."""
        data = self.take(span)
        if len(data) % (8 * columns):
            raise ProjectFileError("one of its lists of numbers is cut off.")
        if len(data) // (8 * columns) > most:
            raise ProjectFileError(f"one of its lists has more than {most:,} entries.")
        return np.frombuffer(data, "<i8").astype(np.int64).reshape(columns, -1)

    def unzipped(self, span: Any, size: int) -> bytes:
        """``size`` bytes that were packed by zlib."""
        return unzipped(self.take(span), size)


def unzipped(packed: bytes, size: int) -> bytes:
    """Exactly ``size`` bytes out of ``packed``, or ProjectFileError; never more memory than that."""
    unpacker = zlib.decompressobj()
    try:
        out = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise ProjectFileError(f"one of its parts is damaged ({error}).") from error
    if len(out) != size or not unpacker.eof:
        raise ProjectFileError("one of its parts is not as long as it should be.")
    return out


def _pair(span: Any) -> tuple[int, int]:
    if not (isinstance(span, list) and len(span) == 2 and all(type(number) is int and number >= 0 for number in span)):
        raise ProjectFileError("it does not say where its parts lie.")
    return span[0], span[1]
