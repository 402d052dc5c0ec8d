"""Titles and lines of authority over a signature: ``TM. ỦY BAN NHÂN DÂN``, ``KT. CHỦ TỊCH``, ``PHÓ CHỦ TỊCH``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from desktop.reading.fields.alike import capitals, plain
from desktop.reading.fields.catalogue import Catalogue
from desktop.reading.fields.issuers import mended_body
from desktop.reading.fields.texts import clean

_PREFIX = re.compile(
    r"^\W{0,6}(?P<sign>T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|T\s?/\s?U\s?Q|TUQ|TM|KT|TL|Q|[TK7ILZ1(]{1,3}[MTL1]?)"
    r"(?P<stop>\s?[.,:/•_\-]{1,2}\s?|\s*)(?P<rest>.+)$"
)
_PLAIN_PREFIX = re.compile(r"^(T/M|K/T|T/L|T/UQ|TUQ|TM|KT|TL|Q)$")
_NOT_TEXT = re.compile(r"^[^A-ZĐÀ-Ỹ]+|[^A-ZĐÀ-Ỹ)]+$")


_SHORT = 9
#: what is left of a title whose beginning a seal covers
_CUT = {"thuongvu": "BAN THƯỜNG VỤ", "vanphong": "CHÁNH VĂN PHÒNG"}
_HALF = {"tich": "CHỦ TỊCH", "doc": "GIÁM ĐỐC"}


@dataclass(frozen=True)
class TitleRow:
    """A row of authority (``sign`` is TM, KT, T/M …) or of title (``sign`` empty). ``known``: stands in the catalogue;
    ``exact``: read so, accents aside; ``before``: letters stood before it that are no sign."""

    sign: str
    phrase: str
    known: bool
    exact: bool = True
    before: bool = False

    @property
    def text(self) -> str:
        """The row as it is printed."""
        if not self.sign:
            return self.phrase
        return f"{self.sign} {self.phrase}" if "/" in self.sign else f"{self.sign}. {self.phrase}"


def title_row(text: str, catalogue: Catalogue, *, sure: bool = False) -> TitleRow | None:
    """Return what a row over the signature says; None when it is neither authority nor title. ``sure``: the text is the
    file's own, nothing in it is mended."""
    shown = clean(text)
    if capitals(shown) < 0.62 or len(plain(shown)) < 3:
        return None
    half = _HALF.get(plain(shown).split(" ")[-1]) if len(plain(shown)) < 8 and not sure else None
    if half:
        return TitleRow("", half, True, exact=False)
    match = _PREFIX.match(shown)
    if match:
        sign = re.sub(r"\s", "", match.group("sign"))
        phrase, known, exact = _phrase(match.group("rest"), catalogue, sure=sure)
        trusted = bool(_PLAIN_PREFIX.match(sign))
        if phrase and (known or (trusted and match.group("stop"))):
            guessed = sign if trusted else _likely_sign(sign)
            return TitleRow(guessed, phrase, known, exact, before=not trusted)
    phrase, known, exact = _phrase(shown, catalogue, sure=sure)
    before = known and bool(re.match(r"^\W*\w{0,2}\W*[.,{(]", shown))
    return TitleRow("", phrase, known, exact, before) if phrase and (known or _may_be_title(phrase)) else None


def _likely_sign(sign: str) -> str:
    """A sign by hand or under a seal: only KT. is written in by hand, before a printed title."""
    return "KT" if sign.endswith(("T", "1")) and len(sign) > 1 else ""


def _may_be_title(phrase: str) -> bool:
    words = phrase.split()
    return (
        2 <= len(words) <= 9
        and capitals(phrase) > 0.95
        and all(len(w) > 1 for w in words)
        and phrase.isascii() is False
    )


def _phrase(text: str, catalogue: Catalogue, *, sure: bool) -> tuple[str | None, bool, bool]:
    """Return a title mended by the catalogue, whether it is known, and whether it was read so (accents aside)."""
    bare = _NOT_TEXT.sub("", text).strip()
    tight = plain(bare).replace(" ", "")
    if len(tight) < 4:
        return None, False, False
    exact = [name for name, folded in catalogue.tight_titles.items() if folded == tight]
    if sure:
        return bare, bool(exact), True
    if exact:
        return exact[0].upper(), True, True
    cut = next((whole for end, whole in _CUT.items() if tight.endswith(end) and len(tight) < len(end) + 5), None)
    if cut and len(tight) < len(plain(cut).replace(" ", "")):
        return cut, True, False
    hit = process.extractOne(tight, catalogue.tight_titles, scorer=fuzz.ratio, score_cutoff=84)
    misread = hit and abs(len(str(hit[0])) - len(tight)) <= (1 if len(tight) < _SHORT else 3)
    if hit and misread and not _by_a_word(plain(bare), plain(str(hit[2]))):
        return str(hit[2]).upper(), True, False
    body = mended_body(bare, catalogue)
    return (body.upper(), True, True) if body else (bare, False, True)


def _by_a_word(read: str, known: str) -> bool:
    """Tell whether two titles differ by whole words: then they are two titles («TRƯỞNG CÔNG AN XÃ»), not one misread."""
    few, many = sorted((read.split(), known.split()), key=len)
    rest = iter(many)
    return len(few) < len(many) and all(word in rest for word in few)
