"""What a letter is about: under the number (``V/v …``, Party without ``V/v``) or under the title."""

from __future__ import annotations

import re

from desktop.core.readings import FieldReading
from desktop.reading.fields.confidence import ABSENT, share, worst
from desktop.reading.fields.looks import Looker
from desktop.reading.fields.recover import ink_below
from desktop.reading.fields.rereading import reread
from desktop.reading.fields.rows import area
from desktop.reading.fields.stamps import is_mark
from desktop.reading.fields.texts import clean
from desktop.reading.fields.zones import Zones

_VV = re.compile(r"^\W{0,3}V\s?[/.,’'ïi1lI|⁄í\\]{0,2}\s?[vVyYựừưVwW]?\s*[:.;,]?\s+", re.IGNORECASE)
_OPEN_END = re.compile(r"\b(?:của|và|về|các|cho|tại|năm|tháng|số|theo|trên|với)$")
_RULE = re.compile(r"[-–—_=~*.]{3,}")


def read_subject(found: Zones, looker: Looker) -> FieldReading:
    """Return the subject without ``V/v``; None with a high confidence where there is none."""
    under = tuple(r for r in (found.head.under if found.head else ()) if not is_mark(r.text))
    titled = found.title is not None
    rows = found.under_title if titled and found.under_title else under if not titled else ()
    page = found.first_page
    if titled and not rows and under and _VV.match(clean(under[0].text)):
        rows = under
    if not rows:
        return FieldReading(None, ABSENT if titled else share("doubtful"), page)
    read = reread(rows, looker)
    text = _RULE.sub(" ", joined_rows([r.text for r in read]))
    text = _before_label(text)
    started = bool(_VV.match(text))
    value = _VV.sub("", text, count=1).strip(" \"'*_-–—:;,|")
    confidence = worst(*(r.share for r in read)) if read else share("doubtful")
    if not titled and not started and found.head and not found.head.party:
        confidence = min(confidence, share("single"))
    if ink_below([r.row for r in read], looker):
        confidence = min(confidence, share("single"))  # a row that nobody could read
    if _OPEN_END.search(value):
        confidence = min(confidence, share("doubtful"))  # a row was lost
    return FieldReading(clean(value) or None, confidence, page, area([r.row for r in read]))


def _before_label(text: str) -> str:
    """Cut off what a stamp or a stroke of the number left before «Về việc» or «V/v»."""
    at = re.search(r"(?<!\w)(?:Về việc\b|V/[vV]\s)", text[:60])
    if not at or (at.start() > 30 and at.group()[1] != "/"):
        return text
    before = text[: at.start()]
    stray = not re.search(r"[a-zà-ỹ]{3}", before) or re.search(r"\d.*/[A-ZĐa-zđ]{2}", before)
    return text[at.start() :] if stray else text


def joined_rows(texts: list[str]) -> str:
    """Join rows by blanks; a row that ends with a hyphen inside a symbol is joined to the next without one."""
    whole = ""
    for text in texts:
        tight = bool(re.search(r"[A-ZĐa-z0-9][-/]$", whole)) and bool(re.match(r"[A-ZĐ0-9]", text))
        whole += text if tight or not whole else f" {text}"
    return clean(whole)
