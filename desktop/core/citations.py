"""When two ways of naming a numbered letter mean the same one: number and symbol, day, issuer however it is written."""

from __future__ import annotations

import re

from desktop.core.text import fold

_BLANKS = re.compile(r"\s+")
_SEPARATORS = re.compile(r"[-/]+")
_WORDS = re.compile(r"[a-z0-9]+")
_YEAR = 4
_LONG_FORMS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tp": "thanh pho",
    "ubmttq": "uy ban mat tran to quoc",
    "mttq": "mat tran to quoc",
    "bch": "ban chap hanh",
    "btv": "ban thuong vu",
    "vp": "van phong",
    "tt": "thi tran",
    "q": "quan",
    "tx": "thi xa",
}
_EMPTY_WORDS = frozenset({"va", "cua", "cac", "viet", "nam"})


def number_key(number: str, symbol: str) -> str:
    """Return what numbers and symbols are compared by: ``2167/UBND-KTTH``, ``2167 - UBND–KTTH`` → ``2167-ubnd-ktth``.

    "" without a number: a symbol alone names no letter.
    """
    bare = _BLANKS.sub("", fold(number)).lstrip("0")
    if not bare:
        return ""
    return _SEPARATORS.sub("-", f"{bare}-{_BLANKS.sub('', fold(symbol))}").strip("-")


def issuer_words(issuer: str) -> frozenset[str]:
    """Return the words of an issuer's name, abbreviations spelled out, without accents."""
    words: list[str] = []
    for word in _WORDS.findall(fold(issuer)):
        words += _LONG_FORMS.get(word, word).split()
    return frozenset(words) - _EMPTY_WORDS


def same_issuer(one: str, other: str) -> bool:
    """Tell whether two names may mean one body: all words of the shorter stand in the longer ("UBND tỉnh", "ỦY BAN
    NHÂN DÂN TỈNH QUẢNG NGÃI"). An unknown issuer contradicts nobody."""
    a, b = issuer_words(one), issuer_words(other)
    return a <= b or b <= a


def same_day(one: str, other: str) -> bool:
    """Tell whether two ISO dates, each perhaps partial or missing, may mean one day."""
    return one.startswith(other) or other.startswith(one)


def same_year(one: str, other: str) -> bool:
    """Tell whether two ISO dates, each perhaps missing, may lie in one year."""
    return same_day(one[:_YEAR], other[:_YEAR])


def means(issued_on: str, issuer: str, target_issued_on: str, target_issuer: str, target_parent: str = "") -> bool:
    """Tell whether a citation with the letter's number and symbol means it: the same full day says so whatever the
    issuer is called; without one, the dates must agree as far as they go and the issuers must be alike."""
    if not same_day(issued_on, target_issued_on):
        return False
    if len(issued_on) == len("2024-04-24") and issued_on == target_issued_on:
        return True
    return same_issuer(issuer, target_issuer) or same_issuer(issuer, f"{target_parent} {target_issuer}")
