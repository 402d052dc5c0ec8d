"""Which of two spellings is meant? What stands side by side elsewhere in the letter, or in letters at large, decides."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

import resources
from desktop.core.text import fold, nfc
from desktop.reading.fields.catalogue import shipped

_WORD = re.compile(r"[^\W_]+")
_MOST = 3
#: words that link, and stand beside any other: their neighbours prove nothing (cấp điện từ ngày …, not điện tử)
_LINKS = frozenset({
    "từ", "đến", "của", "và", "về", "tại", "là", "cho", "các", "để", "trên", "theo", "với", "do", "có", "đã", "sẽ", "không",
    "năm", "tháng", "ngày", "trong", "vào", "ra", "khi", "bị", "được", "cùng", "hoặc", "tới", "đối", "việc", "những", "này",
})  # fmt: skip


@dataclass(frozen=True)
class Lexicon:
    """How often words, and pairs of words side by side, occur."""

    words: Counter[str]
    pairs: Counter[tuple[str, str]]
    #: pairs spelled as they stand, here and in letters at large
    exact: Counter[tuple[str, str]]
    #: pairs spelled as in letters at large: only these may change a word, a letter's own text is misread as well
    known: Counter[tuple[str, str]]

    def weight(self, word: str, before: str, after: str) -> float:
        """Return how well ``word`` fits between its neighbours (0 where nothing is known); neighbours by folded form."""
        low = _bare(word)
        if not low:
            return 0.0
        pairs = self.pairs[fold(_bare(before)), low] + self.pairs[low, fold(_bare(after))]
        return 0.9 * min(pairs, _MOST) + 0.25 * min(self.words[low], _MOST)

    def meant(self, word: str, before: str, after: str) -> str:
        """Return ``word`` with the accents of the one word that stands between these neighbours elsewhere, where the word
        itself never does (``chỉ bộ`` → chi bộ); else as it is. Photocopies lose accents for every look alike."""
        low = _bare(word)
        if len(low) < 2 or low in _LINKS or any(c.isdigit() for c in low) or self._stands(low, before, after):
            return word
        near = [other for other in self.spellings.get(fold(low), ()) if self._known(other, before, after)]
        if len(near) != 1 or len(near[0]) != len(low) or _marks(near[0]) == _marks(low):
            return word
        if word.isupper():
            return word.casefold().replace(low, near[0], 1).upper()
        shown = near[0].capitalize() if word.strip('-–("“ ')[:1].isupper() else near[0]
        return word.casefold().replace(low, shown, 1)

    def _stands(self, low: str, before: str, after: str) -> bool:
        """Tell whether a word stands somewhere beside one of these neighbours, spelled as here."""
        return bool(self.exact[_bare(before), low] or self.exact[low, _bare(after)])

    def _known(self, low: str, before: str, after: str) -> bool:
        return bool(self.known[_bare(before), low] or self.known[low, _bare(after)])

    @cached_property
    def spellings(self) -> dict[str, list[str]]:
        """All words by their folded form."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            found.setdefault(fold(word), []).append(word)
        return found


def lexicon_of(texts: Iterable[str]) -> Lexicon:
    """Return the lexicon of a letter's own words joined with those of letters at large."""
    shipped = _shipped()
    words, pairs, exact = Counter(shipped.words), Counter(shipped.pairs), Counter(shipped.exact)
    for text in texts:
        _count(text, words, pairs, exact)
    return Lexicon(words, pairs, exact, shipped.exact)


@cache
def _shipped() -> Lexicon:
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    exact: Counter[tuple[str, str]] = Counter()
    for line in resources.path("common_words.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for phrase in line.split(","):
                _count(phrase, words, pairs, exact)
    names = shipped()
    for name in (*names.bodies, *names.titles, *names.authorities):
        _count(name, words, pairs, exact)
    return Lexicon(words, pairs, exact, exact)


def _count(text: str, words: Counter[str], pairs: Counter[tuple[str, str]], exact: Counter[tuple[str, str]]) -> None:
    """Count words and pairs; of a pair one side is kept folded, since either may be the misread one."""
    found = [w.casefold() for w in _WORD.findall(nfc(text))]
    words.update(found)
    for a, b in pairwise(found):
        pairs[fold(a), b] += 1
        pairs[a, fold(b)] += 1
        exact[a, b] += 1


def _marks(word: str) -> list[str]:
    """Return the letters and marks of a word, sorted: where the tone stands is a matter of taste (khoẻ, khỏe)."""
    return sorted(unicodedata.normalize("NFD", word))


def _bare(word: str) -> str:
    found = _WORD.findall(nfc(word))
    return found[0].casefold() if len(found) == 1 else ""
