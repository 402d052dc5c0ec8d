"""The number and symbol of a cited document: 2167/UBND-KTTH, 59/2019/NĐ-CP, 1753-KL/TU, 01/2014/TTLT-BNV-BTC."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.reading.directives.folded import folded

_UP = "A-ZĐÂĂÊÔƠƯÁÀÉÍÓÚÝ"
_PART = rf"(?:QH\d{{1,2}}|[{_UP}][{_UP}a-zđâăêôơư]*(?:\d{{1,3}})?(?:[.&,][{_UP}][{_UP}a-z]*)*)"
_SLASH = r"\s?[/⁄∕]{1,2}\s?[/⁄]?"
_DASH = r"(?:\s?[-–—‐]\s?[-–—]?|[-–—]\s+)"
_NUMBER = r"(?P<number>\d{1,6}[A-Za-z]{0,2}\d?)"
#: state and law: number / [year /] type-body ; party: number - type / body
_STATE = re.compile(
    rf"{_NUMBER}(?:{_SLASH}(?P<year>(?:19|20)\d\d))?{_SLASH}(?P<symbol>{_PART}(?:{_DASH}{_PART}){{0,4}})(?![{_UP}a-z])"
)
_PARTY = re.compile(
    rf"{_NUMBER}{_DASH}(?P<symbol>(?:[{_UP}][A-Za-zĐđ]{{1,4}}){_SLASH}{_PART}(?:{_DASH}{_PART}){{0,2}})(?![{_UP}a-z])"
)
#: symbol's type code → the full name of the type
TYPES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QYĐ": "Quy định",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTR": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTR": "Tờ trình",
    "CĐ": "Công điện",
    "GM": "Giấy mời",
    "KL": "Kết luận",
    "CV": "Công văn",
    "KN": "Kiến nghị",
    "TC": "Thông cáo",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "PL": "Pháp lệnh",
    "L": "Lệnh",
    "QD": "Quy định",
}
_CODE_OF = {folded(name): code for code, name in TYPES.items() if code != "QD"}
_SAME_LOOK = {
    "QD": "QĐ",
    "OĐ": "QĐ",
    "OD": "QĐ",
    "0Đ": "QĐ",
    "ND": "NĐ",
    "NÐ": "NĐ",
    "CD": "CĐ",
    "DA": "ĐA",
    "TTP": "TTr",
    "TTT": "TTr",
    "TR": "TTr",
    "QP": "QĐ",
    "NP": "NĐ",
}
_BODY_LOOK = {
    "UBNĐ": "UBND",
    "ƯBND": "UBND",
    "UBKD": "UBND",
    "ÚBND": "UBND",
    "UBNb": "UBND",
    "HĐNĐ": "HĐND",
    "HDND": "HĐND",
    "TTG": "TTg",
    "TTq": "TTg",
    "TTp": "TTg",
    "TIg": "TTg",
    "Tlg": "TTg",
    "T1g": "TTg",
    "TIG": "TTg",
    "TTE": "TTg",
    "cP": "CP",
}


@dataclass(frozen=True)
class Symbol:
    """A number and symbol found in a text at ``start`` to ``end``."""

    number: str
    symbol: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What two mentions of one document share, whatever blanks, hyphens and accents OCR made of it."""
        return re.sub(r"[^a-z0-9]", "", folded(f"{self.number}{self.symbol}"))


def find_symbols(text: str) -> list[Symbol]:
    """Return every number with its symbol in ``text``, in order; dates and plain fractions are none."""
    text = text.replace("Ð", "Đ")
    found = [_symbol(m) for pattern in (_STATE, _PARTY) for m in pattern.finditer(text) if _stands_alone(text, m)]
    out: list[Symbol] = []
    for symbol in sorted((s for s in found if s is not None), key=lambda s: (s.start, -s.end)):
        if not out or symbol.start >= out[-1].end:
            out.append(symbol)
    return out


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 2) : found.start()]
    return not re.search(r"[\w/\-.,]$", before) or before.endswith((". ", ", "))


def _symbol(found: re.Match[str]) -> Symbol | None:
    symbol = _tidy(found["symbol"])
    letters = [c for c in symbol if c.isalpha()]
    if len(letters) < 2 or sum(c.isupper() for c in letters) < 0.5 * len(letters):
        return None
    year = found.groupdict().get("year")
    end = found.start("symbol") + len(found["symbol"].rstrip(" -–—"))
    return Symbol(f"{found['number']}/{year}" if year else found["number"], symbol, found.start(), end)


def _tidy(symbol: str) -> str:
    symbol = re.sub(r"\s*[-–—‐]+\s*[-–—]?", "-", symbol.replace("⁄", "/").replace("∕", "/"))
    symbol = re.sub(r"\s*/+\s*", "/", symbol)
    symbol = re.sub(r"^([QNC])ĐĐ(?=-)", r"\1Đ", symbol)  # a doubled Đ of OCR; elsewhere it is meant: QLĐĐ, HĐĐ
    parts = re.split(r"([-/])", symbol.strip("-/. ,"))
    return "".join(_BODY_LOOK.get(part, part) for part in parts)


def corrected(symbol: str, type_name: str | None) -> str:
    """Return ``symbol`` with its first code as the named type has it ("Quyết định … QD-UBND" → QĐ-UBND)."""
    code = _CODE_OF.get(folded(type_name)) if type_name else None
    if code is None:
        return symbol
    first = re.match(rf"[{_UP}a-zđ0]+", symbol)
    if first is None or _SAME_LOOK.get(first[0].upper()) is None:
        return symbol
    right = _SAME_LOOK[first[0].upper()]
    return right + symbol[first.end() :] if right.upper() == code.upper() else symbol


def type_of_symbol(symbol: str) -> str | None:
    """Return the type its symbol tells: QĐ-UBND → Quyết định; a plain letter's (UBND-TH) → Công văn."""
    if re.match(r"QH\d", symbol):
        return None
    first = re.split(r"[-/]", symbol)[0].upper()
    if first in TYPES:
        return TYPES[first]
    return "Công văn" if "-" in symbol else None
