"""QR codes many at a time: where each bit goes is found out once for each size of code, by segno itself.

Setting a code's bits one by one into their places takes segno most of its time; the places are the same for all codes of
a version (ISO/IEC 18004:2015, 7.7.3). What is written is bit for bit what ``segno.make_qr`` gives (``reports/test_quick_code``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import segno
from segno import consts
from segno import encoder as _encoder

#: segno says nothing of its types
encoder: Any = _encoder
levels: Any = consts
_ERROR = "m"
_BITS = 16
_FREE = 2  # how segno marks a place that no bit has yet


@dataclass(frozen=True)
class _Plan:
    """Of a version: how wide it is, a code's modules line by line with nothing where data go, and for each bit of the
    message its place and what it is turned by the mask."""

    width: int
    modules: bytes
    places: tuple[int, ...]
    turned: bytes


def matrix(text: str, mask: int) -> list[bytes]:
    """Return the lines of the code of ``text`` with error level M and this mask: 1 is dark."""
    segments = encoder.prepare_data(text, None, None)
    version = encoder.find_version(segments, levels.ERROR_LEVEL_M, eci=False, micro=False)
    message = _message(segments, version)
    plan = _plan(version, mask, len(message))
    modules = bytearray(plan.modules)
    for place, bit, turn in zip(plan.places, message, plan.turned, strict=True):
        modules[place] = bit ^ turn
    return [bytes(modules[start : start + plan.width]) for start in range(0, len(modules), plan.width)]


def _message(segments: Any, version: int) -> bytes:
    """The data and their error correction, a bit a byte."""
    buffer = encoder.Buffer()
    for segment in segments:
        encoder.write_segment(buffer, segment, None, encoder.version_range(version), False)
    capacity = levels.SYMBOL_CAPACITY[version][levels.ERROR_LEVEL_M]
    encoder.write_terminator(buffer, capacity, None, len(buffer))
    encoder.write_padding_bits(buffer, version, len(buffer))
    encoder.write_pad_codewords(buffer, version, capacity, len(buffer))
    return bytes(encoder.make_final_message(version, levels.ERROR_LEVEL_M, buffer))


@lru_cache(maxsize=64)
def _plan(version: int, mask: int, length: int) -> _Plan:
    segments = encoder.prepare_data("A", None, None)
    known = segno.make_qr("A", error=_ERROR, version=version, boost_error=False, mask=mask).matrix
    modules, width = bytearray(b"".join(map(bytes, known))), len(known)
    places = _places(version, width, length)
    turned = bytes(modules[place] ^ bit for place, bit in zip(places, _message(segments, version), strict=True))
    return _Plan(width, bytes(modules), places, turned)


def _places(version: int, width: int, length: int) -> tuple[int, ...]:
    """Let segno place the numbers of the bits, one binary digit of them at a time."""
    found = [0] * length
    of_place: dict[int, int] = {}
    for digit in range(_BITS):
        lines = _empty(width)
        free = {
            row * width + column for row, line in enumerate(lines) for column, bit in enumerate(line) if bit == _FREE
        }
        encoder.add_codewords(lines, [n >> digit & 1 for n in range(length)], version)
        for place in free:
            bit = lines[place // width][place % width]
            of_place[place] = -1 if bit == _FREE else of_place.get(place, 0) | bit << digit
    for place, number in of_place.items():
        if number >= 0:
            found[number] = place
    return tuple(found)


def _empty(width: int) -> Sequence[bytearray]:
    lines: Sequence[bytearray] = encoder.make_matrix(width, width)
    encoder.add_finder_patterns(lines, width, width)
    encoder.add_alignment_patterns(lines, width, width)
    return lines
