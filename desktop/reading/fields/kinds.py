"""What kind of document a letter is, and whose system it belongs to (state, Party, council, Front)."""

from __future__ import annotations

import re

from desktop.core.readings import FieldReading
from desktop.reading.fields.alike import plain
from desktop.reading.fields.catalogue import Catalogue, DocumentType
from desktop.reading.fields.confidence import share
from desktop.reading.fields.zones import Zones

_COUNCIL = ("hoi dong nhan dan", "hdnd")
_FRONT = (
    "mat tran to quoc", "mttq", "hoi nong dan", "hoi cuu chien binh", "hoi lien hiep phu nu", "doan tncs", "doan thanh nien",
    "lien doan lao dong", "cong doan", "tinh doan", "huyen doan", "thanh doan", "bch doan", "doan xa", "doan phuong",
)  # fmt: skip
_PLAIN_LETTER = "Công văn"


def read_kind(found: Zones, symbol: FieldReading, catalogue: Catalogue, *, sure: bool) -> FieldReading:
    """Return the kind of document: from its title, else a plain letter where the head shows one."""
    page = found.first_page
    coded = _of_code(symbol, catalogue)
    if found.title is not None:
        named = catalogue.type_named(found.title.text)
        if named is not None:
            agrees = coded is not None and (coded.name == named.name or set(coded.codes) & set(named.codes))
            evidence = "embedded" if sure else "agreed" if agrees else "known"
            return FieldReading(named.name, share(evidence), page, found.title.box)  # type: ignore[arg-type]
    box = found.head.number.box if found.head and found.head.number else None
    if found.title is None and (_is_plain_letter(found) or (coded and coded.name == _PLAIN_LETTER)):
        return FieldReading(_PLAIN_LETTER, share("embedded" if sure else "agreed"), page, box)
    if coded is not None and coded.name != _PLAIN_LETTER:
        return FieldReading(coded.name, share("likely"), page, box)
    if found.addressees:
        return FieldReading(_PLAIN_LETTER, share("known"), page, box)
    return FieldReading(None, share("doubtful"), page, box)


def _is_plain_letter(found: Zones) -> bool:
    under = found.head.under if found.head else ()
    return bool(under) and bool(re.match(r"v\s?[/.i1l|]?\s?v\b|ve viec", plain(under[0].text)))


def _of_code(symbol: FieldReading, catalogue: Catalogue) -> DocumentType | None:
    if not isinstance(symbol.value, str):
        return None
    return catalogue.type_of_code(re.split(r"[-/]", symbol.value)[0])


def read_system(found: Zones, issuer: FieldReading, parent: FieldReading, symbol: FieldReading) -> FieldReading:
    """Return the system: the motto tells Party from state, the issuer and symbol tell council and Front."""
    head = found.head
    names = plain(f"{issuer.value or ''}")
    box = head.motto if head else None
    party_words = re.search(r"\b(dang bo|dang uy|tinh uy|thanh uy|huyen uy|chi bo|ban thuong vu)\b", names)
    sign = str(symbol.value or "")
    if any(name in plain(f"{parent.value or ''} {names}") for name in _FRONT) or re.search(
        r"\bMTTQ|UBMT|\bBTT\b", sign
    ):
        return FieldReading("front", share("known"), found.first_page, box)
    if head and head.party:
        return FieldReading("party", share("agreed"), found.first_page, box)
    above = plain(f"{parent.value or ''}")
    if any(name in (names[: len(name)], above[: len(name)]) for name in _COUNCIL) or re.search(r"-HĐND$|^HĐND", sign):
        return FieldReading("council", share("known"), found.first_page, box)
    if head and head.motto:
        return FieldReading(
            "party" if party_words else "state", share("likely" if party_words else "agreed"), found.first_page, box
        )
    return FieldReading("party" if party_words else "state", share("doubtful"), found.first_page, box)
