"""Near matches of printed words: OCR loses accents and mistakes letters, never the whole of a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from desktop.core.text import fold
from desktop.reading.pages import Line, Word

_NOT_LETTERS = re.compile(r"[^0-9a-z]+")


def plain(text: str) -> str:
    """Return folded letters and digits only, one blank between words: the form that near matches compare."""
    return _NOT_LETTERS.sub(" ", fold(text)).strip()


def likeness(text: str, phrase: str) -> float:
    """Return how alike two texts are once folded, 0-100."""
    return fuzz.ratio(plain(text), plain(phrase))


def find_phrase(line: Line, phrase: str, least: float = 78) -> tuple[Word, ...]:
    """Return the words of a line that read like ``phrase`` (folded); () when none do."""
    want = len(phrase.split())
    best = least
    found: tuple[Word, ...] = ()
    for size in range(max(1, want - 2), want + 3):
        for start in range(len(line.words) - size + 1):
            part = line.words[start : start + size]
            score = fuzz.ratio(plain(" ".join(w.text for w in part)), phrase)
            if score > best:
                best, found = score, part
    return found


def capitals(text: str) -> float:
    """Return the share of capital letters among the letters; 0 without letters."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) / len(letters) if letters else 0.0


def starts_like(text: str, phrases: Sequence[str], least: float = 85) -> str | None:
    """Return the longest of ``phrases`` (folded) that ``text`` begins with, nearly; None when none."""
    words = plain(text).split()
    for phrase in sorted(phrases, key=len, reverse=True):
        size = len(phrase.split())
        head = " ".join(words[:size])
        if head and (head == phrase or (len(phrase) > 4 and fuzz.ratio(head, phrase) >= least)):
            return phrase
    return None
