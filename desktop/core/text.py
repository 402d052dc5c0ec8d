"""Vietnamese text: one spelling from the door on, a folded form to search by, a key to sort by."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_STROKE = str.maketrans({"đ": "d", "Đ": "D"})

# Vietnamese dictionary order: letters first, then tone marks (none, huyền, hỏi, ngã, sắc, nặng).
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=ord("a"))}
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def nfc(text: str) -> str:
    """Return ``text`` in Unicode NFC: the only spelling kept inside the program."""
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """Return ``text`` in NFC with every run of blanks as one space and none at the ends."""
    return _BLANKS.sub(" ", nfc(text)).strip()


def plain_dashes(text: str) -> str:
    """Return ``text`` with every Unicode dash as ``-``."""
    return _DASHES.sub("-", text)


def fold(text: str) -> str:
    """Return the form to search by: no accents, đ as d, lower case, one blank between words.

    >>> fold("Đồng Hới  –  Quảng Bình")
    'dong hoi - quang binh'
    """
    if text.isascii():
        return _BLANKS.sub(" ", text).strip().casefold()
    return _BLANKS.sub(" ", "".join(map(_BARE.__getitem__, text))).strip().casefold()


class _Bare(dict[str, str]):
    """What stays of each character without its marks, found out once: each stands for itself, whatever stands beside it."""

    def __missing__(self, char: str) -> str:
        bare = unicodedata.normalize("NFD", char.translate(_STROKE))
        kept = plain_dashes("".join(c for c in bare if not unicodedata.combining(c)))
        if len(self) < _MOST_KNOWN:
            self[char] = kept
        return kept


_MOST_KNOWN = 4096
_BARE = _Bare()


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return a key that sorts as a Vietnamese dictionary does: by letters (a < ă < â, d < đ), then by tone.

    The platform's collation is not asked, so the order is the same on every machine.
    """
    ranks = [_RANKS[char] for char in nfc(text).casefold()]
    return tuple([letter for letter, _ in ranks]), tuple([tone for _, tone in ranks]), text


class _Ranks(dict[str, tuple[int, int]]):
    """The places of each character among the letters and among the tones, found out once."""

    def __missing__(self, char: str) -> tuple[int, int]:
        base, tone = _split_tone(char)
        rank = _LETTER_RANK.get(base, ord(base[0]) if base[0] < "a" else 1000 + ord(base[0])), tone
        if len(self) < _MOST_KNOWN:
            self[char] = rank
        return rank


_RANKS = _Ranks()


def _split_tone(char: str) -> tuple[str, int]:
    tone = 0
    kept = ""
    for part in unicodedata.normalize("NFD", char):
        if part in _TONE_RANK:
            tone = _TONE_RANK[part]
        else:
            kept += part
    return unicodedata.normalize("NFC", kept) or char, tone
