"""To whom a letter goes: «Kính gửi:»."""

from __future__ import annotations

import re

from desktop.core.readings import FieldReading
from desktop.reading.fields.catalogue import Catalogue
from desktop.reading.fields.confidence import ABSENT, ABSENT_DOUBTFUL, share, worst
from desktop.reading.fields.lists import is_bulleted, items, tidy, with_known_body
from desktop.reading.fields.looks import Looker
from desktop.reading.fields.recover import ink_below
from desktop.reading.fields.rereading import Reread, reread
from desktop.reading.fields.rows import area
from desktop.reading.fields.zones import Zones

_LABEL = re.compile(r"^\W{0,3}k\S{2,4}\s+g\S{1,3}\s*[:;.]?\s*", re.IGNORECASE)


def read_addressees(found: Zones, looker: Looker, catalogue: Catalogue) -> FieldReading:
    """Return the addressees, one an item; None where the letter has no «Kính gửi»."""
    page = found.first_page
    if not found.addressees:
        return FieldReading(None, ABSENT if found.title is not None else ABSENT_DOUBTFUL, page)
    read = [r for r in map(_unlabelled, reread(found.addressees, looker)) if r]
    if not read:
        return FieldReading(None, ABSENT_DOUBTFUL, page)
    flush = min((r.row.box.x0 for r in read if is_bulleted(r.text)), default=None)
    listed = items(read, flush=flush)
    if len(listed) == 1 and ";" in listed[0].text:
        texts = [tidy(t) for t in listed[0].text.split(";")]
    else:
        texts = [item.text for item in listed]
    shares = [s for item in listed for s in item.shares]
    names = [with_known_body(t, catalogue) for t in texts if t]
    confidence = worst(*shares) if shares else 0.5
    if ink_below([r.row for r in read], looker):
        confidence = min(confidence, share("single"))  # a row that nobody could read
    return FieldReading(names or None, confidence, page, area([r.row for r in read]))


def _unlabelled(row: Reread) -> Reread | None:
    text = _LABEL.sub("", row.text, count=1)
    return Reread(text, row.share, row.row) if any(c.isalpha() for c in text) else None
