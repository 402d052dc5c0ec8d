"""The mark a paragraph opens with: I.  1.  1.1.  a)  -  +  and how OCR misreads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["roman", "article", "number", "paren_number", "alpha", "dash", "plus", "star"]

#: letters of Vietnamese lists, in order; some letters skip đ
ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")

_ROMAN = re.compile(r"((?=[IVXlH1|]{1,5}\s?[.)/,:-])(?:[IVXlH1|]{1,5}))\s?[.)/:-]{1,2}\s*(?=\S)")
_ROMAN_BARE = re.compile(r"(I{2,3}|IV|VI{1,3}|IX)\s+(?=[A-ZĐÀ-Ỹ][^A-ZĐ\s]*\s)")
_ARTICLE = re.compile(r"Đi[eềêè]u\s+(\d{1,2})\s*[.:]\s*")
_DOTTED = re.compile(r"(\d{1,2}(?:\s?\.\s?\d{1,2}){1,3})\s?[.)/:]?(?!\d|\s*(?:%|triệu|tỷ|tỉ|ha\b|km|m2|đồng))\s*(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})\s?(?:([.)/:-])[.,]?(?!\d)\s*(?=\S)|(,)\s+(?=[A-ZĐÀ-Ỹ]))")
_PAREN = re.compile(r"\(\s?(\d{1,2}|[a-zđ])\s?\)\s*(?=\S)")
_ALPHA = re.compile(r"([a-zđðäâãàáêôơư6])\s?([)}/])\s*(?=\S)|([a-zđ])\.\s+(?=[A-ZĐÀ-Ỹ])")
_DASH = re.compile(r"(?:[._„,'`]{0,2}\s?[-–—−•·●○◦▪■□~][-–—_.,]{0,2}\s*|[_¬]{1,4}\s+)(?=[^\s\d]|\d)")
_PLUS = re.compile(r"[+†‡⁺➕]\s*(?=\S)")
_STAR = re.compile(r"\*{1,3}\s*(?=\S)")
_MISREAD = {"l": 1, "I": 1, "i": 1, "|": 1, "Ì": 1, "Í": 1, "J": 1, "!": 1, "]": 1}
_MISREAD |= {
    "S": 5,
    "Š": 5,
    "Ş": 5,
    "s": 5,
    "$": 5,
    "§": 8,
    "B": 8,
    "&": 8,
    "Z": 2,
    "z": 2,
    "?": 7,
    "G": 6,
    "ó": 6,
    "g": 9,
    "q": 9,
}
_MISREAD |= {"A": 4, "Ä": 4, "Ó": 6, "ð": 6, "T": 7, "O": 0, "o": 0}
_ODD_NUMBER = re.compile(r"([lIiJ|ÌÍ!\]SŠŞs$§B&Zz?GóÓgqAÄTO0-9oð]{1,2})\s?([.)])\s+(?=[A-ZĐÀ-Ỹ])")
_LETTER_LIKE = {"8": "aeg", "6": "bđ", "9": "gqa", "0": "o", "3": "a", "4": "a", "1": "lđi", "5": "s", "2": "a"}
_ODD_ALPHA = {
    "6": "b",
    "ð": "đ",
    "ä": "a",
    "â": "a",
    "ã": "a",
    "à": "a",
    "á": "a",
    "ê": "e",
    "ô": "o",
    "ơ": "o",
    "ư": "u",
}


@dataclass(frozen=True)
class Marker:
    """A paragraph's mark. ``value`` is its ordinal (0 for dashes and pluses), ``parts`` those of a dotted number (1.2 → 1, 2),
    ``length`` how many characters of the paragraph it takes, ``odd`` that it had to be guessed."""

    kind: MarkKind
    text: str
    value: int
    length: int
    parts: tuple[int, ...] = ()
    style: str = ""
    odd: bool = False


def find_marker(text: str) -> Marker | None:
    """Return the mark ``text`` opens with, None when it opens with none."""
    return _article(text) or _roman(text) or _dotted(text) or _number(text) or _letter(text) or _bullet(text)


def odd_letter(marker: Marker, expected: int) -> Marker | None:
    """Return the letter a digit before ")" was read from ("8)" for "a)"), if it is the ``expected`` one; else None."""
    letter = _LETTER_LIKE.get(marker.text[:-1].strip("("))
    if letter is None or expected not in (_rank(one) for one in letter):
        return None
    return Marker("alpha", ALPHABET[expected - 1] + ")", expected, marker.length, style=")", odd=True)


def roman_one(whole: str) -> Marker | None:
    """Return "I." read as "l.", "L." or "1."; to be believed only where II stands further on."""
    found = re.match(r"[lL1|\]]\s?[.,)]\s*(?=[A-ZĐÀ-Ỹ])", whole)
    return Marker("roman", "I.", 1, found.end(), odd=True) if found else None


def odd_number(text: str) -> Marker | None:
    """Return a number misread as letters ("l." for "1.", "Š." for "5."), to be believed only where it is expected."""
    found = _ODD_NUMBER.match(text)
    if not found:
        return None
    digits = [_MISREAD.get(c, int(c) if c.isdigit() else -1) for c in found[1]]
    if -1 in digits:
        return None
    value = int("".join(map(str, digits)))
    return Marker("number", f"{value}{found[2]}", value, found.end(), (value,), found[2], odd=True)


def _article(text: str) -> Marker | None:
    found = _ARTICLE.match(text)
    return Marker("article", f"Điều {found[1]}.", int(found[1]), found.end()) if found else None


def _roman(text: str) -> Marker | None:
    found = _ROMAN.match(text) or _ROMAN_BARE.match(text)
    if not found:
        return None
    letters = found[1].translate(str.maketrans("l1|", "III")).replace("H", "II")
    if letters not in _ROMANS or (found[1].isdigit() or found[1] in ("l", "|")):
        return None
    return Marker("roman", f"{letters}.", _ROMANS.index(letters) + 1, found.end(), odd=letters != found[1])


def _dotted(text: str) -> Marker | None:
    found = _DOTTED.match(text)
    if not found:
        return None
    parts = tuple(int(part) for part in re.split(r"\s?\.\s?", found[1]))
    return Marker("number", found[0].strip(), parts[-1], found.end(), parts, ".")


def _number(text: str) -> Marker | None:
    if found := _PAREN.match(text):
        if found[1].isdigit():
            return Marker("paren_number", found[0].strip(), int(found[1]), found.end(), style="()")
        return Marker("alpha", found[0].strip(), _rank(found[1]), found.end(), style="()")
    found = _NUMBER.match(text)
    if not found or int(found[1]) == 0:
        return None
    kind: MarkKind = "paren_number" if found[2] == ")" else "number"
    close = found[2] or "."
    return Marker(kind, f"{found[1]}{close}", int(found[1]), found.end(), (int(found[1]),), close)


def _letter(text: str) -> Marker | None:
    found = _ALPHA.match(text)
    if not found:
        return None
    printed = found[1] or found[3]
    letter = _ODD_ALPHA.get(printed, printed)
    if letter not in ALPHABET:
        return None
    close = found[2] or "."
    odd = letter != printed
    return Marker(
        "alpha", f"{letter}{')' if close == '}' else close}", _rank(letter), found.end(), style=close, odd=odd
    )


def _rank(letter: str) -> int:
    return ALPHABET.index(letter) + 1 if letter in ALPHABET else 0


def _bullet(text: str) -> Marker | None:
    if found := _STAR.match(text):
        return Marker("star", found[0].strip(), 0, found.end())
    if found := _PLUS.match(text):
        return Marker("plus", "+", 0, found.end())
    if found := _DASH.match(text):
        return Marker("dash", "-", 0, found.end())
    return None
