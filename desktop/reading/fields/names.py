"""A signer's name, found in a row and mended by the syllables of Vietnamese names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from desktop.core.readings import Box
from desktop.core.text import fold
from desktop.reading.fields.alike import capitals
from desktop.reading.fields.catalogue import Catalogue
from desktop.reading.fields.texts import clean
from desktop.reading.pages import Line, Word
from desktop.reading.syllables import is_spelled

_RANK = re.compile(
    r"^(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|(?:GS|PGS|TS|ThS|Ths|BS|Bs|CKI|CKII|CK1|CK2|BSCKI|BSCKII|TSKH|KS|DS|Ds|LS|TTUT|TTƯT)\b\.?)[\s.,]*"
)


@dataclass(frozen=True)
class Name:
    """A name as one look reads it: its syllables, how sure each is (0-1), whether all are in the vocabulary."""

    syllables: tuple[str, ...]
    weights: tuple[float, ...]
    known: bool
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The name, syllables joined by blanks."""
        return " ".join(self.syllables)


def name_in(row: Line, catalogue: Catalogue) -> Name | None:
    """Return the name that a row holds; None when it holds none."""
    words = _once([part for w in row.words for part in _split(w) if any(c.isalpha() for c in part.text)])
    best: Name | None = None
    for size in (2, 3, 4, 5):
        for start in range(max(0, len(words) - size - 1), len(words) - size + 1):
            found = _name(words[start : start + size], catalogue)
            if found and (best is None or _score(found) > _score(best)):
                best = found
    return best


def _once(words: list[Word]) -> list[Word]:
    """Leave out a word that stands on the one before it: two readings of one place in one row."""
    kept: list[Word] = []
    for word in words:
        last = kept[-1].box if kept else None
        if last is None or min(last.x1, word.box.x1) - word.box.x0 < 0.5 * min(
            last.x1 - last.x0, word.box.x1 - word.box.x0
        ):
            kept.append(word)
    return kept


def _split(word: Word) -> list[Word]:
    """Part syllables that OCR ran together: ``HuỳnhNam``."""
    text = clean(word.text)
    cuts = [0, *(i for i in range(1, len(text)) if text[i - 1].islower() and text[i].isupper()), len(text)]
    pieces = [text[a:b] for a, b in pairwise(cuts)] or [text]
    step = (word.box.x1 - word.box.x0) / len(pieces)
    places = [
        Box(word.box.x0 + i * step, word.box.y0, word.box.x0 + (i + 1) * step, word.box.y1) for i in range(len(pieces))
    ]
    return [Word(text, box, word.confidence) for text, box in zip(pieces, places, strict=True)]


def left_behind(row: Line, name: Name) -> bool:
    """Tell whether letters stand right before a name in its row: a syllable that the look could not read."""
    first = name.words[0].box
    before = [w for w in row.words if w.box.x1 <= first.x0 + 0.004 and any(c.isalnum() for c in w.text)]
    return any(first.x0 - w.box.x1 < 0.05 for w in before)


def cut_short(row: Line, name: Name) -> bool:
    """Tell whether a word like a name's goes on right behind a name in its row: a syllable of a kind not known here."""
    last = name.words[-1].box
    after = [w for w in row.words if 0 <= w.box.x0 - last.x1 + 0.004 < 0.02 and w.confidence > 0.7]
    return any(len(w.text) > 1 and w.text[0].isupper() and w.text[1:].islower() for w in after)


def has_gap(name: Name) -> bool:
    """Tell whether there is room for a syllable between two of a name: a seal may have taken one from its middle."""
    return any(b.box.x0 - a.box.x1 > _ROOM for a, b in pairwise(name.words))


def _score(name: Name) -> float:
    return sum(name.weights) - 0.3 * len(name.weights)


def _name(words: list[Word], catalogue: Catalogue) -> Name | None:
    if capitals("".join(w.text for w in words)) > 0.75:
        return None  # a title or a seal
    syllables, weights, known = [], [], []
    for at, word in enumerate(words):
        mended, weight, in_list = _syllable(word, catalogue, family=at == 0)
        if weight <= 0.3:
            return None
        syllables.append(mended)
        weights.append(weight * (0.5 + word.confidence / 2))
        known.append(in_list)
    if sum(known) < 2 and not (sum(known) == 1 and min(weights) > 0.3 and len(words) < 4):
        return None
    return Name(tuple(syllables), tuple(weights), all(known), tuple(words))


_COMMON = 20
_ROOM = 0.024  # of the page's width: two blanks and a short syllable
#: H'Hen, K'Brăm, Y'Thinh: names of the Central Highlands
_TRIBAL = re.compile(r"^[HKY]['’`ʼ][A-ZĐÀ-Ỹ]?[a-zđà-ỹ]{1,6}$")


def _syllable(word: Word, catalogue: Catalogue, *, family: bool) -> tuple[str, float, bool]:
    """Return a syllable mended, its weight and whether it stands in the vocabulary as it was read."""
    bare = re.sub(r"^[^\wĐđ]+|[^\wĐđ]+$", "", clean(word.text))
    if not bare or any(c.isdigit() for c in bare) or (len(bare) > (2 if family else 1) and bare.isupper()):
        return bare, 0.0, False
    low = bare.casefold()
    pool = catalogue.family_names if family else catalogue.given_names | catalogue.family_names
    if low in pool and bare[0].isupper():
        return bare, 1.0, True
    folded = (catalogue.family_by_fold if family else catalogue.syllables_by_fold).get(fold(bare), [])
    if len(folded) == 1 and bare[0].isupper():
        return folded[0].capitalize(), 0.7, False
    if family and not _TRIBAL.match(bare):
        return _family_cut(bare, catalogue)
    good = (is_spelled(low) and bare[0].isupper()) or _TRIBAL.match(bare)
    return bare, 0.55 if good else 0.0, False


def _family_cut(bare: str, catalogue: Catalogue) -> tuple[str, float, bool]:
    """Mend a family name whose first letter the seal took or changed: ``hạm`` → Phạm, ``EÊ`` → Lê."""
    low = bare.casefold()
    folded = fold(low)
    fits = (
        [n for n in catalogue.family_order if len(n) == len(low) + 1 and n[1:] == low],
        [n for n in catalogue.family_order if len(n) == len(low) + 1 and len(low) > 1 and fold(n[1:]) == folded],
        [n for n in catalogue.family_order[:_COMMON] if len(n) == len(low) > 1 and fold(n[1:]) == folded[1:]],
    )
    for found in fits:  # in the order of how common they are
        if found:
            return found[0].capitalize(), 0.5, False
    if is_spelled(low) and bare[0].isupper() and not bare.isupper():
        return bare, 0.4, False
    return bare, 0.0, False


def without_rank(text: str) -> str:
    """Return a name without degree or military rank before it."""
    bare = text
    while _RANK.match(bare):
        bare = _RANK.sub("", bare, count=1)
    return bare.strip()
