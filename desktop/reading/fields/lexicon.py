"""Which of two spellings is meant? What stands side by side elsewhere in the letter, or in letters at large, decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import resources
from desktop.core.text import fold, nfc

_WORD = re.compile(r"[^\W_]+")
_MOST = 3


@dataclass(frozen=True)
class Lexicon:
    """How often words, and pairs of words side by side, occur."""

    words: Counter[str]
    pairs: Counter[tuple[str, str]]

    def weight(self, word: str, before: str, after: str) -> float:
        """Return how well ``word`` fits between its neighbours (0 where nothing is known); neighbours by folded form."""
        low = _bare(word)
        if not low:
            return 0.0
        pairs = self.pairs[fold(_bare(before)), low] + self.pairs[low, fold(_bare(after))]
        return 0.9 * min(pairs, _MOST) + 0.25 * min(self.words[low], _MOST)


def lexicon_of(texts: Iterable[str]) -> Lexicon:
    """Return the lexicon of a letter's own words joined with those of letters at large."""
    words, pairs = Counter(_shipped().words), Counter(_shipped().pairs)
    for text in texts:
        _count(text, words, pairs)
    return Lexicon(words, pairs)


@cache
def _shipped() -> Lexicon:
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in resources.path("common_words.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for phrase in line.split(","):
                _count(phrase, words, pairs)
    return Lexicon(words, pairs)


def _count(text: str, words: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
    """Count words and pairs; of a pair one side is kept folded, since either may be the misread one."""
    found = [w.casefold() for w in _WORD.findall(nfc(text))]
    words.update(found)
    for a, b in pairwise(found):
        pairs[fold(a), b] += 1
        pairs[a, fold(b)] += 1


def _bare(word: str) -> str:
    found = _WORD.findall(nfc(word))
    return found[0].casefold() if len(found) == 1 else ""
