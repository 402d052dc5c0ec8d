"""Where one letter ends and the next begins in a file: at heads, but an annex with a head of its own is no letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.reading.fields.alike import plain
from desktop.reading.fields.foot_zone import find_foot
from desktop.reading.fields.head_zone import Head, find_head
from desktop.reading.fields.number_symbol import Parted, part
from desktop.reading.pages import Page

_ANNEX = re.compile(
    r"\b(?:phu luc|du thao|mau so|bieu mau|ban hanh kem theo"
    r"|kem theo (?:cong van|quyet dinh|thong bao|ke hoach|to trinh|nghi quyet))\b"
)


def spans(pages: Sequence[Page]) -> list[tuple[int, int]]:
    """Return the letters of a file as (first, one past last) places in ``pages``; all pages belong to one of them."""
    starts = [0]
    for at in range(1, len(pages)):
        if _begins(pages, starts[-1], at):
            starts.append(at)
    return list(zip(starts, [*starts[1:], len(pages)], strict=True))


def _begins(pages: Sequence[Page], start: int, at: int) -> bool:
    """Tell whether a letter of its own begins at page ``at``, the one before having begun at ``start``."""
    head = find_head(pages[at])
    if head is None or head.motto is None or head.number is None:
        return False
    if find_foot(pages[start:at]) is None:
        return False
    return _complete(pages[at:], head) and not _is_annex(pages, start, at, head)


def _complete(pages: Sequence[Page], head: Head) -> bool:
    """A letter of its own has issuer, number, date, and a foot before the next head."""
    if not head.issuer or head.date is None:
        return False
    upto = next((i for i in range(1, len(pages)) if find_head(pages[i])), len(pages))
    foot = find_foot(pages[:upto])
    return foot is not None and foot.anchor is not None


def _is_annex(pages: Sequence[Page], start: int, at: int, head: Head) -> bool:
    top = " ".join(x.text for x in pages[at].lines if x.box.y0 < 0.3)
    if _ANNEX.search(plain(top)):
        return True
    parted = part(head.number.text) if head.number else None
    if parted is None or not re.search(r"\w", parted.number):
        return True
    said = " ".join(page.text for page in pages[start:at])
    return _cited(parted, head, plain(said))


def _cited(parted: Parted, head: Head, said: str) -> bool:
    """A document that the letter before it names is attached to it: by its number, or, where that is written by hand, by
    its symbol and year."""
    if plain(f"{parted.number}/{parted.symbol}") in said:
        return True
    symbol = re.escape(plain(parted.symbol))
    named = re.search(rf"\b\d+ (?:\d{{4}} )?{symbol}\b(.{{0,60}})", said)
    years = set(re.findall(r"\b(?:19|20)\d\d\b", head.date.text)) if head.date else set()
    by_hand = not re.fullmatch(r"\d{1,5}[A-Za-z]?", parted.number) or len(parted.number) < 2
    return bool(named) and (by_hand or "kem" in said) and (not years or any(y in said for y in years))
