"""Small repairs of OCR text that hold everywhere: look-alike letters, stray marks, several readings of one row."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from desktop.core.text import fold, nfc, plain_dashes, squeeze
from desktop.reading.pages import Line, Word

_TWINS = str.maketrans(
    {
        "Ð": "Đ",
        "ð": "đ",
        "Ɖ": "Đ",
        "‘": "'",
        "’": "'",
        "`": "'",
        "´": "'",
        "ˆ": "",
        "⁄": "/",
        "Ä": "Ă",
        "ä": "ă",
        "€": "C",
    }
)
_DIGITS = str.maketrans({"O": "0", "o": "0", "Ô": "0", "l": "1", "I": "1", "Í": "1", "í": "1", "|": "1"})
_BACKED = 1.5
_LEAST_GLUED = 4
_EDGE = " \t.,;:/*_-–—~`'\"^°«»<>=|\\"


def clean(text: str) -> str:
    """Return text with look-alike letters as the ones meant, one blank between words."""
    return squeeze(nfc(text).translate(_TWINS))


def dashed(text: str) -> str:
    """Return cleaned text with every dash as ``-``."""
    return plain_dashes(clean(text))


def as_digits(text: str) -> str:
    """Return a number's text with letters that OCR takes for digits as digits."""
    return text.translate(_DIGITS)


def strip_edges(text: str) -> str:
    """Return text without bullets, rules and closing marks at its ends."""
    return text.strip(_EDGE)


def steady(word: Word) -> bool:
    """Tell whether a word is print rather than a speck or a stroke that OCR took for letters."""
    letters = sum(c.isalnum() for c in word.text)
    if letters == 0:
        return word.text in {"-", "–", "—", "&", "/", "+"} and word.confidence > 0.5
    return word.confidence > 0.3 or letters > 3


def without_specks(line: Line) -> Line | None:
    """Drop specks at the ends of a row; None when nothing is left."""
    words = list(line.words)
    while words and _speck(words[-1]) and not (words[-1].text in {"-", "–"} and words[-1].confidence > 0.5):
        words.pop()
    while words and _speck(words[0]) and not _bullet(words[0]):
        words.pop(0)
    return Line(tuple(words), line.bold, line.italic) if words else None


def _bullet(word: Word) -> bool:
    return 0 < len(word.text) <= 3 and all(c in "-–—~_+•*·=ˆ" for c in word.text)


def _speck(word: Word) -> bool:
    letters = sum(c.isalnum() for c in word.text)
    return letters == 0 or (letters < 2 and len(word.text) < 3 and word.confidence < 0.45)


def merge(
    readings: Sequence[Sequence[Word]], good: Callable[[str], bool], fit: Callable[[str, str, str], float]
) -> tuple[list[Word], list[bool]]:
    """Merge readings of the same words: the one most like the others leads, a word of it is replaced where another look
    has the better one.

    ``good`` tells of a word whether it is well formed, ``fit`` how well it stands between its neighbours. Returns the
    words and, for each, whether the looks agree.
    """
    readings = unglued(readings)
    lead = _leading(readings)
    base = list(readings[lead])
    votes: list[list[Word]] = [[word] for word in base]
    for other in (*readings[:lead], *readings[lead + 1 :]):
        for at, word in _aligned(base, other):
            votes[at].append(word)
    around = ["", *(w.text for w in base), ""]
    chosen = [_best(v, good, lambda w, at=at: fit(w, around[at], around[at + 2])) for at, v in enumerate(votes)]  # type: ignore[misc]
    kept = [at for at, v in enumerate(votes) if not _alone(v, len(readings), good)]
    chosen, votes = [chosen[at] for at in kept], [votes[at] for at in kept]
    least = max(2, len(readings) - 1)
    agree = []
    for at, (word, seen) in zip(kept, zip(chosen, votes, strict=True), strict=True):
        alike = sum(w.text == word.text for w in seen)
        backed = alike >= 2 and fit(word.text, around[at], around[at + 2]) > _BACKED
        agree.append(alike >= least or backed)
    return chosen, agree


def unglued(readings: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """Part words that a look ran together (``-WebsiteSYT;``) as another look reads them: small print loses blanks."""
    parted: dict[str, list[str]] = {}
    for words in readings:
        for size in (2, 3, 4):
            for at in range(len(words) - size + 1):
                texts = [w.text for w in words[at : at + size]]
                if all(c.isalnum() for t in texts[1:] for c in t[:1]) and len(_tight("".join(texts))) > _LEAST_GLUED:
                    parted.setdefault(_tight("".join(texts)), texts)
    return [[piece for word in words for piece in _parted(word, parted.get(_tight(word.text)))] for words in readings]


def _tight(text: str) -> str:
    return fold(text).strip(_EDGE)


def _parted(word: Word, texts: list[str] | None) -> list[Word]:
    if texts is None or " " in word.text:
        return [word]
    whole = max(1, sum(map(len, texts)))
    ends = [sum(map(len, texts[: at + 1])) / whole for at in range(len(texts))]
    wide = word.box.x1 - word.box.x0
    places = [word.box._replace(x0=word.box.x0 + a * wide, x1=word.box.x0 + b * wide) for a, b in pairwise([0, *ends])]
    return [Word(text, place, word.confidence) for text, place in zip(texts, places, strict=True)]


def _alone(votes: list[Word], looks: int, good: Callable[[str], bool]) -> bool:
    """A word that one look of several sees, and not well, is a stroke or a speck."""
    word = votes[0]
    return looks >= 3 and len(votes) == 1 and (word.confidence < 0.7 or not good(word.text) or len(word.text) < 3)


def _leading(readings: Sequence[Sequence[Word]]) -> int:
    """Return which reading is most like all others; the first of equals."""
    texts = [" ".join(w.text for w in words) for words in readings]
    likeness = [sum(fuzz.ratio(text, other) for other in texts) for text in texts]
    return max(range(len(texts)), key=lambda at: (round(likeness[at], 1), -at))


def _aligned(base: Sequence[Word], other: Sequence[Word]) -> list[tuple[int, Word]]:
    matcher = difflib.SequenceMatcher(None, [w.text for w in base], [w.text for w in other], autojunk=False)
    pairs = []
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and a1 - a0 == b1 - b0):
            pairs += [(a0 + step, other[b0 + step]) for step in range(a1 - a0)]
    return pairs


def _best(words: list[Word], good: Callable[[str], bool], fit: Callable[[str], float]) -> Word:
    """OCR loses accents more often than it makes them up: of two spellings the fuller one weighs more."""
    least = min(_marks(w.text) for w in words)

    def weight(word: Word) -> float:
        same = sum(w.confidence for w in words if w.text == word.text)
        fuller = 0.7 * (_marks(word.text) - least) if fold(word.text) == fold(words[0].text) else 0.0
        return same + fuller + fit(word.text) + (0.8 if good(word.text) else 0.0)

    return max(words, key=weight)


def _marks(text: str) -> int:
    return sum(bool(unicodedata.combining(c)) for c in unicodedata.normalize("NFD", text))


def joined(words: Sequence[Word]) -> str:
    """Return words as cleaned text."""
    return clean(" ".join(w.text for w in words))


def has_digits(text: str) -> bool:
    """Tell whether a text holds a digit."""
    return bool(re.search(r"\d", text))
