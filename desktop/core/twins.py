"""Is this the letter that stands in the register already? What a clerk compares, and where the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.core.citations import number_key, same_issuer
from desktop.core.names import full_symbol, show_date
from desktop.core.records import Letter
from desktop.core.text import fold, squeeze

Values = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Compared:
    """One line of the comparison as both say it; ``same``: they mean the same, however it is written."""

    name: str
    new: str
    old: str
    same: bool


def compare(values: Values, letter: Letter) -> list[Compared]:
    """Compare what was read or typed of a letter with an entry of the register: number and symbol, day, issuer, type,
    subject, signer (Decree 30/2020, annex VI: a duplicate is told by number, symbol and issuer)."""
    number, symbol = _text(values, "number"), _text(values, "symbol")
    key, issuer = number_key(number, symbol), _text(values, "issuer")
    day = _text(values, "issued_on")
    lines = [
        Compared(
            "number",
            full_symbol(number, symbol, _text(values, "system") or letter.system).strip(),
            full_symbol(letter.number, letter.symbol, letter.system).strip(),
            bool(key) and key == number_key(letter.number, letter.symbol),
        ),
        Compared("issued_on", show_date(day), show_date(letter.issued_on), day == letter.issued_on),
        Compared("issuer", issuer, letter.issuer, same_issuer(issuer, letter.issuer)),
    ]
    return lines + [_words(name, _text(values, name), getattr(letter, name)) for name in ("type", "subject", "signer")]


def _words(name: str, new: str, old: str) -> Compared:
    return Compared(name, new, old, fold(squeeze(new)) == fold(squeeze(old)))


def _text(values: Values, name: str) -> str:
    value = values.get(name) or ""
    return squeeze(value if isinstance(value, str) else "; ".join(value))
