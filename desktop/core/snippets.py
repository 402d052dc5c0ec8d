"""The place in a text where a search hit, with the words that were asked for marked by « and »."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from desktop.core.text import fold, squeeze

_WORD = re.compile(r"[^\W_]+")
_BEFORE = 6
_LENGTH = 24


def snippet(texts: Iterable[str], query: str) -> str:
    """Return a short piece of the first text that holds a word of ``query`` (accents or not), the words marked; the
    beginning of the first text when none does."""
    wanted = _WORD.findall(fold(query))
    first = ""
    for text in texts:
        words = squeeze(text).split(" ")
        marked = [_mark(word, wanted) for word in words]
        place = next((n for n, (word, new) in enumerate(zip(words, marked, strict=True)) if word != new), None)
        if place is not None:
            return _cut(marked, max(0, place - _BEFORE))
        first = first or _cut(words, 0)
    return first


def _mark(word: str, wanted: list[str]) -> str:
    parts = _parts(word)
    if any(part == w or (w == wanted[-1] and part.startswith(w)) for part in parts for w in wanted):
        return f"«{word}»"
    return word


@lru_cache(maxsize=8192)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(word)))


def _cut(words: list[str], start: int) -> str:
    piece = " ".join(words[start : start + _LENGTH])
    return ("… " if start else "") + piece + (" …" if start + _LENGTH < len(words) else "")
